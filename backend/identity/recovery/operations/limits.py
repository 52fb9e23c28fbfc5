"""Limits that the ways of recovery share."""

from datetime import datetime, timedelta
from typing import Final

from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.keyed_hash import keyed_hash
from backend.identity.operations import attempts

# Nobody guesses a token of 256 bits: this only keeps one client from making us look all day.
_LINKS: Final = attempts.Limit("recovery-link", most=60, within=timedelta(hours=1))


async def charge_link(*, client: Client, settings: Settings, now: datetime) -> None:
    """Count the use of a link from a mail. Raises `TooManyAttempts`, for this client only."""
    subject = keyed_hash(settings.key(), "client", client.key)
    await attempts.spend(charges=[attempts.Charge(_LINKS, subject)], now=now)
