"""Who is signed in."""

from typing import Final
from uuid import UUID

from backend.identity.devices.schemas import SessionTime
from backend.identity.schemas import ChooseCustomer, CustomerChoice, SessionInfo
from frontend.api.client import Api, ApiProblem

__all__ = ["NOT_SIGNED_IN", "CustomerChoice", "SessionInfo", "choose_customer", "is_alive", "read_session"]

NOT_SIGNED_IN: Final = "not-signed-in"


async def read_session(api: Api) -> SessionInfo | None:
    """The session that the cookie stands for; None without one, or when it has ended."""
    if not api.session_token:
        return None
    try:
        return await api.get("/session", SessionInfo)
    except ApiProblem as problem:
        if problem.slug == NOT_SIGNED_IN:
            return None
        raise


async def is_alive(api: Api) -> bool:
    """Whether the session still counts. Asking is no use of it. When nobody can say, whatever needs it will fail."""
    try:
        return (await api.get("/session/time", SessionTime)).seconds_left > 0
    except ApiProblem:
        return True


async def choose_customer(api: Api, customer: UUID) -> SessionInfo:
    """From now on act for another customer."""
    return await api.put("/session/customer", ChooseCustomer(customer), result=SessionInfo)
