"""Proving again over HTTP."""

from typing import Any

from litestar import Request, Router, get, post
from litestar.params import JSONBody

from backend.core.clock import utc_now
from backend.core.database import SYSTEM, transaction
from backend.core.errors import InvalidInput, NotFound, TooManyAttempts
from backend.identity.kept_passkeys.operations import PasskeyRemoved
from backend.identity.operations.challenges import ChallengeExpired
from backend.identity.operations.email_codes import CodeExpired, CodeUsedUp, InvalidCode
from backend.identity.operations.passkeys import CounterWentBack, UnknownCredential
from backend.identity.schemas import CeremonyAnswer, CeremonyOptions, ChooseLanguage, CodeRequested, TypedCode
from backend.identity.session_queries import Session
from backend.identity.step_up import operations, queries
from backend.identity.step_up.schemas import SteppedUp, StepUpWays
from backend.identity.webauthn import VerificationFailed
from backend.web.clients import client_of
from backend.web.configured import settings_of
from backend.web.policy import signed_in
from backend.web.problems import GUARDED, raises
from backend.web.relying_party import party_of

SignedInRequest = Request[Any, Session, Any]


@get("/", guards=[signed_in], responses=raises(*GUARDED))
async def read_ways(request: SignedInRequest) -> StepUpWays:
    """By what the signed-in person can prove again who they are."""
    async with transaction(SYSTEM):
        return await queries.ways(account_id=request.auth.account_id)


@post("/passkey/options", guards=[signed_in], status_code=200, responses=raises(*GUARDED))
async def begin_with_passkey(request: SignedInRequest) -> CeremonyOptions:
    """What `navigator.credentials.get` takes, for this account's passkeys."""
    return await operations.begin_with_passkey(session=request.auth, party=party_of(request), now=utc_now())


@post(
    "/passkey",
    guards=[signed_in],
    status_code=200,
    responses=raises(
        *GUARDED,
        TooManyAttempts,
        ChallengeExpired,
        VerificationFailed,
        UnknownCredential,
        PasskeyRemoved,
        CounterWentBack,
    ),
)
async def step_up_with_passkey(request: SignedInRequest, data: JSONBody[CeremonyAnswer]) -> SteppedUp:
    """Make the session fresh with the answer of `navigator.credentials.get`."""
    return await operations.with_passkey(
        session=request.auth,
        challenge_id=data.challenge_id,
        credential=data.credential,
        party=party_of(request),
        client=client_of(request),
        settings=settings_of(request),
        now=utc_now(),
    )


@post(
    "/code/request",
    guards=[signed_in],
    status_code=202,
    responses=raises(*GUARDED, NotFound, TooManyAttempts, operations.WayNotOpen),
)
async def request_step_up_code(request: SignedInRequest, data: JSONBody[ChooseLanguage]) -> CodeRequested:
    """Send a code to the account's own address."""
    return await operations.request_code(
        session=request.auth,
        language=data.language,
        client=client_of(request),
        settings=settings_of(request),
        now=utc_now(),
    )


@post(
    "/code",
    guards=[signed_in],
    status_code=200,
    responses=raises(
        *GUARDED, NotFound, InvalidInput, TooManyAttempts, InvalidCode, CodeExpired, CodeUsedUp, operations.WayNotOpen
    ),
)
async def step_up_with_code(request: SignedInRequest, data: JSONBody[TypedCode]) -> SteppedUp:
    """Make the session fresh with the code from the mail."""
    return await operations.with_code(
        session=request.auth,
        request_id=data.request_id,
        code=data.code,
        client=client_of(request),
        settings=settings_of(request),
        now=utc_now(),
    )


router = Router(
    "/step-up",
    route_handlers=[
        read_ways,
        begin_with_passkey,
        step_up_with_passkey,
        request_step_up_code,
        step_up_with_code,
    ],
    tags=["step-up"],
)
