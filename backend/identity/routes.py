"""Ways in over HTTP: passkeys, codes by mail, activation by letter. The session itself: `session_routes`."""

from typing import Any

from litestar import Request, Response, Router, get, post
from litestar.params import JSONBody

from backend.accounts.operations import AccountClosed
from backend.core.clock import utc_now
from backend.core.database import transaction
from backend.core.errors import InvalidInput, NotFound, TooManyAttempts
from backend.identity.kept_passkeys.operations import PasskeyRemoved
from backend.identity.operations import activation, code_sign_in, passkeys
from backend.identity.operations.challenges import ChallengeExpired
from backend.identity.operations.email_codes import CodeExpired, CodeUsedUp, InvalidCode
from backend.identity.schemas import (
    CeremonyAnswer,
    CeremonyOptions,
    CodeRequested,
    NewPasskey,
    PasskeyItem,
    RequestCode,
    SignedIn,
    StartActivation,
    TypedCode,
    WaysIn,
)
from backend.identity.session_queries import Session
from backend.identity.ways_in import ways_in
from backend.identity.webauthn import VerificationFailed
from backend.web.clients import client_of
from backend.web.configured import settings_of
from backend.web.policy import fresh, public, signed_in
from backend.web.problems import FRESH, GUARDED, raises
from backend.web.relying_party import party_of
from backend.web.session import token_of
from backend.web.signing_in import answer_sign_in

AnyRequest = Request[Any, Any, Any]
SignedInRequest = Request[Any, Session, Any]

_TYPED = (InvalidInput, TooManyAttempts, InvalidCode, CodeExpired, CodeUsedUp)


@post("/sign-in/passkey/options", guards=[public], status_code=200, responses=raises())
async def begin_passkey_sign_in(request: AnyRequest) -> CeremonyOptions:
    """What `navigator.credentials.get` takes. Its challenge works once, for five minutes."""
    return await passkeys.begin_sign_in(party=party_of(request), now=utc_now())


@post(
    "/sign-in/passkey",
    guards=[public],
    status_code=200,
    responses=raises(
        TooManyAttempts,
        ChallengeExpired,
        VerificationFailed,
        PasskeyRemoved,
        passkeys.UnknownCredential,
        passkeys.CounterWentBack,
    ),
)
async def sign_in_with_passkey(request: AnyRequest, data: JSONBody[CeremonyAnswer]) -> Response[SignedIn]:
    """Sign in with the answer of `navigator.credentials.get`. Sets the session cookie."""
    opened = await passkeys.sign_in(
        challenge_id=data.challenge_id,
        credential=data.credential,
        party=party_of(request),
        client=client_of(request),
        held_token=token_of(request),
        settings=settings_of(request),
        now=utc_now(),
    )
    return answer_sign_in(opened, settings=settings_of(request))


@post("/sign-in/code/request", guards=[public], status_code=202, responses=raises(InvalidInput, TooManyAttempts))
async def request_code(request: AnyRequest, data: JSONBody[RequestCode]) -> CodeRequested:
    """Send a code by mail. The answer is the same for addresses without account."""
    return await code_sign_in.request_code(
        email=data.email,
        language=data.language,
        client=client_of(request),
        settings=settings_of(request),
        now=utc_now(),
    )


@post("/sign-in/code", guards=[public], status_code=200, responses=raises(*_TYPED))
async def sign_in_with_code(request: AnyRequest, data: JSONBody[TypedCode]) -> Response[SignedIn]:
    """Sign in with the code from the mail. Sets the session cookie."""
    opened = await code_sign_in.sign_in(
        request_id=data.request_id,
        code=data.code,
        client=client_of(request),
        held_token=token_of(request),
        settings=settings_of(request),
        now=utc_now(),
    )
    return answer_sign_in(opened, settings=settings_of(request))


@post(
    "/activation/start",
    guards=[public],
    status_code=202,
    responses=raises(
        InvalidInput,
        TooManyAttempts,
        activation.ActivationFailed,
        activation.ActivationCodeUsed,
        activation.ActivationCodeExpired,
        activation.InvitedAddressOnly,
    ),
)
async def start_activation(request: AnyRequest, data: JSONBody[StartActivation]) -> CodeRequested:
    """Check the letter and send a code to the address that is to become the login."""
    return await activation.start(
        customer_number=data.customer_number,
        activation_code=data.activation_code,
        email=data.email,
        language=data.language,
        client=client_of(request),
        settings=settings_of(request),
        now=utc_now(),
    )


@post(
    "/activation/confirm",
    guards=[public],
    status_code=200,
    responses=raises(*_TYPED, activation.ActivationCodeUsed, activation.ActivationCodeExpired, AccountClosed),
)
async def confirm_activation(request: AnyRequest, data: JSONBody[TypedCode]) -> Response[SignedIn]:
    """Make the login with the code from the mail, or add the customer to the one there is. Sets the session cookie."""
    opened = await activation.confirm(
        request_id=data.request_id,
        code=data.code,
        client=client_of(request),
        held_token=token_of(request),
        settings=settings_of(request),
        now=utc_now(),
    )
    return answer_sign_in(opened, settings=settings_of(request))


@post(
    "/passkeys/options",
    guards=[fresh],
    status_code=200,
    responses=raises(*FRESH, NotFound, passkeys.TooManyPasskeys),
)
async def begin_passkey_registration(request: SignedInRequest) -> CeremonyOptions:
    """What `navigator.credentials.create` takes. Its challenge works once, for five minutes, for this account."""
    return await passkeys.begin_registration(account_id=request.auth.account_id, party=party_of(request), now=utc_now())


@post(
    "/passkeys",
    guards=[fresh],
    responses=raises(
        *FRESH,
        NotFound,
        InvalidInput,
        ChallengeExpired,
        VerificationFailed,
        passkeys.PasskeyExists,
        passkeys.TooManyPasskeys,
    ),
)
async def register_passkey(request: SignedInRequest, data: JSONBody[NewPasskey]) -> PasskeyItem:
    """Keep a passkey with the answer of `navigator.credentials.create`. Without a name it gets its authenticator's."""
    return await passkeys.register(
        account_id=request.auth.account_id,
        challenge_id=data.challenge_id,
        credential=data.credential,
        name=data.name,
        party=party_of(request),
        client=client_of(request),
        settings=settings_of(request),
        now=utc_now(),
    )


@get("/security/ways", guards=[signed_in], responses=raises(*GUARDED))
async def read_ways_in(request: SignedInRequest) -> WaysIn:
    """What the signed-in person can sign in with, and whether that is enough to feel safe."""
    async with transaction(request.auth.actor):
        return await ways_in(account_id=request.auth.account_id)


router = Router(
    "/",
    route_handlers=[
        begin_passkey_sign_in,
        sign_in_with_passkey,
        request_code,
        sign_in_with_code,
        start_activation,
        confirm_activation,
        begin_passkey_registration,
        register_passkey,
        read_ways_in,
    ],
    tags=["identity"],
)
