"""Sessions for tests that are not about signing in."""

from datetime import timedelta
from typing import Final
from uuid import UUID

import httpx

from backend.core.clock import utc_now
from backend.core.database import SYSTEM, fetch, transaction
from backend.identity.client import Client
from backend.identity.operations.sessions import hash_token, open_session

HOME: Final = Client("192.0.2.1", "Firefox 140", "Android")


async def sign_in(
    browser: httpx.AsyncClient, *, account_id: UUID, customer_id: UUID | None = None, strong: bool = True
) -> None:
    """From now on this browser is signed in, and looks after the customer."""
    async with transaction(SYSTEM):
        token = await new_session(account_id, strong=strong)
        await fetch("update portal_session set customer_id = {} where token_hash = {}", customer_id, hash_token(token))
    browser.cookies.set("session", token)


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
