"""The last step of every way in: who has proven who they are gets a session."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from backend.accounts.queries import Login
from backend.core.settings import Settings
from backend.identity import queries
from backend.identity.client import Client
from backend.identity.history.operations import note_event
from backend.identity.operations.sessions import SignInMethod, hash_token, open_session
from backend.identity.schemas import AccountRole
from backend.identity.tables import PortalSession


@dataclass(frozen=True)
class OpenedSession:
    """`token` is for the browser's cookie alone. `passkeys` tells whether to offer making one."""

    token: str
    role: AccountRole
    passkeys: int


async def let_in(
    *,
    login: Login,
    method: SignInMethod,
    client: Client,
    held_token: str | None,
    settings: Settings,
    now: datetime,
    customer_id: UUID | None = None,
    strong: bool = False,
) -> OpenedSession:
    """A new session in place of the one that the browser holds. Runs in the caller's transaction, as the system.

    It acts for `customer_id`, or for the customer whom the account has looked after the longest. `strong`: two factors
    were proven. Sensitive actions are open for a while if that is so, or if the account has nothing stronger.
    """
    await note_event(account_id=login.id, kind="signed-in", method=method, client=client, now=now)
    token = await open_session(
        account_id=login.id,
        method=method,
        client=client,
        strong=strong,
        fresh=strong or not await queries.has_strong_way(account_id=login.id),
        replaced_token=held_token,
        now=now,
        lifetime=timedelta(hours=settings.session_absolute_hours),
    )
    if customer_id is not None:
        await PortalSession.update({PortalSession.customer_id: customer_id}).where(
            PortalSession.token_hash == hash_token(token)
        )
    return OpenedSession(token, cast(AccountRole, login.role), await queries.count_passkeys(account_id=login.id))
