"""Password, authenticator app and recovery codes over HTTP; signing in with them, and stepping up."""

from typing import Any

from litestar import Request, Response, Router, delete, get, post, put
from litestar.params import JSONBody

from backend.core.clock import utc_now
from backend.core.database import transaction
from backend.core.errors import InvalidInput, NotFound, StepUpNeeded, TooManyAttempts
from backend.identity.schemas import SignedIn
from backend.identity.session_queries import Session
from backend.identity.step_up.schemas import SteppedUp
from backend.identity.two_factor import queries
from backend.identity.two_factor.operations import (
    apps,
    password_sign_in,
    passwords,
    recovery_codes,
    second_step,
    stepping_up,
)
from backend.identity.two_factor.schemas import (
    AppCode,
    AppSetup,
    Factors,
    NewPassword,
    PasswordSignIn,
    PasswordStrength,
    RecoveryCodes,
    SecondStepCode,
)
from backend.identity.ways_in import LastWayIn
from backend.web.clients import client_of
from backend.web.configured import settings_of
from backend.web.policy import fresh, public, signed_in
from backend.web.problems import FRESH, GUARDED, raises
from backend.web.relying_party import party_of
from backend.web.session import token_of
from backend.web.signing_in import answer_sign_in

AnyRequest = Request[Any, Any, Any]
SignedInRequest = Request[Any, Session, Any]


@post("/sign-in/password", guards=[public], status_code=200, responses=raises(InvalidInput, TooManyAttempts))
async def sign_in_with_password(request: AnyRequest, data: JSONBody[PasswordSignIn]) -> Response[SignedIn]:
    """Always asks for the second step: whether there is such an account and the password is right is told to nobody."""
    step = await password_sign_in.sign_in(
        email=data.email,
        password=data.password,
        client=client_of(request),
        settings=settings_of(request),
        now=utc_now(),
    )
    return answer_sign_in(step, settings=settings_of(request))


@post(
    "/sign-in/second-step",
    guards=[public],
    status_code=200,
    responses=raises(
        InvalidInput,
        TooManyAttempts,
        second_step.SecondStepFailed,
        second_step.SignInFailed,
        second_step.SecondStepExpired,
    ),
)
async def sign_in_with_second_step(request: AnyRequest, data: JSONBody[SecondStepCode]) -> Response[SignedIn]:
    """Finish a sign-in with a code from the app or a recovery code. Sets the session cookie."""
    opened = await second_step.finish(
        step_id=data.step_id,
        code=data.code,
        client=client_of(request),
        held_token=token_of(request),
        settings=settings_of(request),
        now=utc_now(),
    )
    return answer_sign_in(opened, settings=settings_of(request))


@post(
    "/step-up/second-factor",
    guards=[signed_in],
    status_code=200,
    responses=raises(*GUARDED, InvalidInput, TooManyAttempts, stepping_up.WrongSecondCode),
)
async def step_up_with_second_factor(request: SignedInRequest, data: JSONBody[AppCode]) -> SteppedUp:
    """Make the session fresh with a code from the app or a recovery code."""
    return await stepping_up.with_second_factor(
        session=request.auth, code=data.code, settings=settings_of(request), now=utc_now()
    )


@post("/step-up/prove", guards=[signed_in], status_code=204, responses=raises(*GUARDED, StepUpNeeded))
async def prove_second_factor(request: SignedInRequest) -> None:
    """Changes nothing: has the page ask for a proof when the session stands on one factor only."""
    if not request.auth.is_strong:
        raise StepUpNeeded


@get("/two-factor", guards=[signed_in], responses=raises(*GUARDED))
async def read_factors(request: SignedInRequest) -> Factors:
    """What the signed-in person has of password, app and recovery codes."""
    async with transaction(request.auth.actor):
        return await queries.factors(account_id=request.auth.account_id, zone=settings_of(request).time_zone)


@post("/password/strength", guards=[signed_in], status_code=200, responses=raises(*GUARDED, NotFound))
async def rate_password(request: SignedInRequest, data: JSONBody[NewPassword]) -> PasswordStrength:
    """How good a password would be, while it is being typed. It is kept nowhere."""
    return await passwords.rate(
        account_id=request.auth.account_id, password=data.password, company=party_of(request).name
    )


@put("/password", guards=[fresh], status_code=204, responses=raises(*FRESH, InvalidInput, NotFound))
async def set_password(request: SignedInRequest, data: JSONBody[NewPassword]) -> None:
    """Set a password, or another one. It counts only together with an authenticator app."""
    await passwords.set_password(
        account_id=request.auth.account_id,
        password=data.password,
        company=party_of(request).name,
        client=client_of(request),
        settings=settings_of(request),
        now=utc_now(),
    )


@delete("/password", guards=[fresh], responses=raises(*FRESH, NotFound, LastWayIn))
async def remove_password(request: SignedInRequest) -> None:
    """Sign in without password from now on."""
    await passwords.remove_password(
        account_id=request.auth.account_id, client=client_of(request), settings=settings_of(request), now=utc_now()
    )


@post("/totp", guards=[fresh], status_code=200, responses=raises(*FRESH, NotFound))
async def begin_app_setup(request: SignedInRequest) -> AppSetup:
    """A new secret for an authenticator app. Nothing changes until the last step."""
    return await apps.begin_setup(
        account_id=request.auth.account_id,
        company=party_of(request).name,
        settings=settings_of(request),
        now=utc_now(),
    )


@post(
    "/totp/code",
    guards=[fresh],
    status_code=200,
    responses=raises(*FRESH, InvalidInput, apps.AppSetupExpired, apps.InvalidAppCode),
)
async def prove_app_setup(request: SignedInRequest, data: JSONBody[AppCode]) -> RecoveryCodes:
    """The app works: here are the recovery codes that will go with it."""
    return await apps.prove_setup(
        account_id=request.auth.account_id, code=data.code, settings=settings_of(request), now=utc_now()
    )


@post("/totp/finish", guards=[fresh], status_code=204, responses=raises(*FRESH, NotFound, apps.AppSetupExpired))
async def finish_app_setup(request: SignedInRequest) -> None:
    """The recovery codes are put away: from now on sign-in asks for codes of this app."""
    await apps.finish_setup(
        session=request.auth, client=client_of(request), settings=settings_of(request), now=utc_now()
    )


@delete("/totp", guards=[fresh], responses=raises(*FRESH, NotFound, recovery_codes.NoAuthenticatorApp, LastWayIn))
async def remove_app(request: SignedInRequest) -> None:
    """Remove the app, and the password with it, which counts only together with the app."""
    await apps.remove_app(
        account_id=request.auth.account_id, client=client_of(request), settings=settings_of(request), now=utc_now()
    )


@post(
    "/recovery-codes",
    guards=[fresh],
    status_code=200,
    responses=raises(*FRESH, recovery_codes.NoAuthenticatorApp),
)
async def renew_recovery_codes(request: SignedInRequest) -> RecoveryCodes:
    """Ten new recovery codes; the former ones end now."""
    return await recovery_codes.renew(
        account_id=request.auth.account_id, client=client_of(request), settings=settings_of(request), now=utc_now()
    )


router = Router(
    "/",
    route_handlers=[
        sign_in_with_password,
        sign_in_with_second_step,
        step_up_with_second_factor,
        prove_second_factor,
        read_factors,
        rate_password,
        set_password,
        remove_password,
        begin_app_setup,
        prove_app_setup,
        finish_app_setup,
        remove_app,
        renew_recovery_codes,
    ],
    tags=["two factors"],
)
