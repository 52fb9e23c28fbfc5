"""Deletes what has done its duty."""

from datetime import datetime, timedelta

from backend.core.database import fetch
from backend.identity.operations.attempts import LONGEST_MEMORY
from backend.identity.push_devices import operations as push_devices

_LONGEST_IDLE = timedelta(days=1)  # SESSION_IDLE_MINUTES allows no more: such a session has ended in any deployment.


async def clean_up(*, now: datetime) -> None:
    """Delete ended sessions, expired challenges and codes, and attempts that no limit looks back to.

    None of them works any longer; this is about keeping no personal data without need. Runs in the caller's
    transaction, as the system.
    """
    await push_devices.outlive(over_before=now, unused_before=now - _LONGEST_IDLE)
    await fetch("delete from portal_session where expires_at <= {} or last_seen_at <= {}", now, now - _LONGEST_IDLE)
    await fetch("delete from webauthn_challenge where expires_at <= {}", now)
    await fetch("delete from email_code where expires_at <= {}", now)
    await fetch("delete from attempt where at <= {}", now - LONGEST_MEMORY)
