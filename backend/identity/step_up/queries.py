"""By what an account can prove itself again."""

from uuid import UUID

from backend.identity import queries
from backend.identity.step_up.schemas import StepUpWays
from backend.identity.two_factor import queries as two_factor


async def ways(*, account_id: UUID) -> StepUpWays:
    """The one rule on what suffices: who has a strong way must use it, so that a mailbox alone opens nothing.

    Otherwise a thief with the unlocked phone, which holds session and mailbox alike, could take the account over.
    """
    strong = await queries.has_strong_way(account_id=account_id)
    return StepUpWays(
        passkey=await queries.count_passkeys(account_id=account_id) > 0,
        app=await two_factor.has_app(account_id=account_id),
        email_code=not strong,
    )
