"""What comes after a first factor: a session, or the question for the second factor where the account has one."""

from datetime import datetime
from uuid import UUID

from backend.accounts.queries import Login
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.operations.sign_in import OpenedSession, let_in
from backend.identity.two_factor import queries
from backend.identity.two_factor.operations import second_step
from backend.identity.two_factor.operations.second_step import FirstStep
from backend.identity.two_factor.schemas import SecondStep


async def admit(
    *,
    login: Login,
    method: FirstStep,
    client: Client,
    held_token: str | None,
    settings: Settings,
    now: datetime,
    customer_id: UUID | None = None,
) -> OpenedSession | SecondStep:
    """A session for who has proven one factor, unless the account has an authenticator app: then the second step.

    Every way in but the passkey, which proves two factors by itself, ends here. Runs in the caller's transaction, as
    the system.
    """
    if await queries.has_app(account_id=login.id):
        return await second_step.begin(account_id=login.id, method=method, customer_id=customer_id, now=now)
    return await let_in(
        login=login,
        method=method,
        client=client,
        held_token=held_token,
        settings=settings,
        now=now,
        customer_id=customer_id,
    )
