"""Sessions for tests that are not about signing in."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from backend.core.clock import utc_now
from backend.identity.client import Client
from backend.identity.operations.sessions import open_session

HOME: Final = Client("192.0.2.1", "Firefox 140", "Android")


async def new_session(account_id: UUID, *, strong: bool = True, fresh: bool = True) -> str:
    """The token of a new session, as after a sign-in just now with two factors. Runs in the caller's transaction.

    `fresh=False`: as if that had been a while ago, so that sensitive actions ask for a proof.
    """
    return await open_session(
        account_id=account_id,
        method="passkey" if strong else "email-code",
        client=HOME,
        strong=strong,
        fresh=fresh,
        replaced_token=None,
        now=utc_now(),
        lifetime=timedelta(hours=1),
    )
