"""Somebody of the staff has lost every way in: an administrator of the server lets them start anew."""

from datetime import datetime
from typing import Final

from backend.core.database import SYSTEM, fetch, transaction
from backend.core.email_address import normalise_email
from backend.core.errors import NotFound
from backend.core.mail.operations import send_mail
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.history.operations import note_event
from backend.identity.push_devices import operations as push_devices
from backend.identity.recovery.operations.old_ways import take_out_all

_SIGN_IN: Final = {"de": "/anmelden", "en": "/en/sign-in"}
_THE_SERVER: Final = Client("")
"""It was no browser that did it."""


async def let_staff_start_anew(*, email: str, settings: Settings, now: datetime) -> None:
    """End all sessions and ways in of this account, so that its next sign-in by mailed code sets up a new one.

    For staff only: customers have ways back of their own, which nobody at a terminal shortens. Raises `InvalidInput`
    for what is no address, `NotFound`.
    """
    async with transaction(SYSTEM):
        rows = await fetch(
            "select id, email, language, trim(given_name || ' ' || family_name) as name from account "
            "where email = {} and role <> 'customer' and closed_at is null for no key update",
            normalise_email(email),
        )
        if not rows:
            raise NotFound
        account = rows[0]
        await take_out_all(account_id=account["id"], now=now)
        await fetch("delete from portal_session where account_id = {}", account["id"])
        await push_devices.end_all(account_id=account["id"])
        await note_event(account_id=account["id"], kind="access-reset", client=_THE_SERVER, now=now)
        await send_mail(
            template="staff_account",
            recipient=account["email"],
            language=account["language"],
            parameters={"name": account["name"], "link": settings.origin + _SIGN_IN[account["language"]]},
            account_id=account["id"],
            now=now,
        )
