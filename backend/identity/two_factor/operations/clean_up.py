"""Deletes what has done its duty."""

from datetime import datetime

from backend.core.database import fetch
from backend.identity.history.operations import OBJECTION
from backend.identity.two_factor.operations.apps import SETUP_LIFETIME


async def clean_up(*, now: datetime) -> None:
    """Delete sign-ins that were not finished, apps that were not set up to the end, and what was removed for good.

    What was removed stays for as long as its owner can say that it was not them. Runs in the caller's transaction, as
    the system.
    """
    await fetch("delete from pending_sign_in where expires_at <= {}", now)
    await fetch("delete from totp where confirmed_at is null and created_at <= {}", now - SETUP_LIFETIME)
    await fetch("delete from password_credential where removed_at <= {}", now - OBJECTION)
    await fetch("delete from totp where removed_at <= {}", now - OBJECTION)
    await fetch("delete from recovery_code where removed_at <= {}", now - OBJECTION)
