"""How every way in is answered: by a session, or by the question for the second step."""

from litestar import Response

from backend.core.settings import Settings
from backend.identity.operations.sign_in import OpenedSession
from backend.identity.schemas import SignedIn
from backend.identity.two_factor.schemas import SecondStep
from backend.web.session import set_session_cookie


def answer_sign_in(outcome: OpenedSession | SecondStep, *, settings: Settings) -> Response[SignedIn]:
    """Sets the session cookie where there is a session."""
    if isinstance(outcome, SecondStep):
        return Response(SignedIn(role=None, passkeys=0, second_step=outcome))
    response = Response(SignedIn(role=outcome.role, passkeys=outcome.passkeys))
    set_session_cookie(response, token=outcome.token, settings=settings)
    return response
