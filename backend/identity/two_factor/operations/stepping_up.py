"""Proving again inside a session who one is, by a code from the authenticator app or a recovery code."""

from datetime import datetime

from backend.core.database import SYSTEM, transaction
from backend.core.errors import Problem, TooManyAttempts
from backend.core.settings import Settings
from backend.identity.keyed_hash import keyed_hash
from backend.identity.session_queries import Session
from backend.identity.step_up.operations import make_fresh
from backend.identity.step_up.schemas import SteppedUp
from backend.identity.two_factor.operations import second_step
from backend.identity.two_factor.operations.proof import proves, read_typed

_AN_HOUR = 3600


class WrongSecondCode(Problem):
    """The app shows another code now, or this one was used already."""

    status = 400
    slug = "wrong-second-code"
    title = "The code is not right"


async def with_second_factor(*, session: Session, code: str, settings: Settings, now: datetime) -> SteppedUp:
    """Make the session fresh, and strong if it was not. Each code counts once, wherever it is used.

    Whoever has found an open session is no stranger any more, so ten wrong codes in an hour close this way for the
    account; recovery codes go on. Raises `InvalidInput` for what is no code, `TooManyAttempts`, `WrongSecondCode`.
    """
    typed = read_typed(code)
    subject = keyed_hash(settings.key(), "second step", "step-up", str(session.account_id))
    async with transaction(SYSTEM):
        if typed.is_short and not await second_step.may_guess(subject=subject, now=now):
            raise TooManyAttempts(retry_after=_AN_HOUR)
        if await proves(account_id=session.account_id, typed=typed, settings=settings, now=now):
            return await make_fresh(session=session, strong=True, now=now)
        await second_step.note_wrong(subject=subject, now=now)
    raise WrongSecondCode
