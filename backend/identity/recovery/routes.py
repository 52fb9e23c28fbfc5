"""Getting back into an account over HTTP. What staff do for it: `backend.identity.service_desk`."""

from typing import Any

from litestar import Request, Response, Router, get, post
from litestar.params import JSONBody

from backend.core.clock import utc_now
from backend.core.database import SYSTEM, transaction
from backend.core.errors import InvalidInput, NotFound, TooManyAttempts
from backend.identity.operations.challenges import ChallengeExpired
from backend.identity.operations.email_codes import CodeExpired, CodeUsedUp, InvalidCode
from backend.identity.operations.passkeys import PasskeyExists
from backend.identity.recovery import queries
from backend.identity.recovery.operations import cancelling, completing, letters, waiting
from backend.identity.recovery.operations.cancelling import RecoveryOver
from backend.identity.recovery.operations.letters import EmailTaken, LetterCodeWrong, LetterOver
from backend.identity.recovery.operations.passes import RecoveryPassExpired
from backend.identity.recovery.schemas import (
    OwnRecovery,
    RecoveryNotice,
    RecoveryPasskey,
    RecoveryProgress,
    RecoveryToken,
    RequestRecovery,
    StartByLetter,
)
from backend.identity.schemas import CeremonyOptions, CodeRequested, SignedIn, TypedCode
from backend.identity.session_queries import Session
from backend.identity.webauthn import VerificationFailed
from backend.web.clients import client_of
from backend.web.configured import settings_of
from backend.web.policy import public, signed_in
from backend.web.problems import GUARDED, raises
from backend.web.relying_party import party_of
from backend.web.session import set_session_cookie, token_of

AnyRequest = Request[Any, Any, Any]
SignedInRequest = Request[Any, Session, Any]


@post("/recovery/request", guards=[public], status_code=202, responses=raises(InvalidInput, TooManyAttempts))
async def request_recovery(request: AnyRequest, data: JSONBody[RequestRecovery]) -> CodeRequested:
    """Send a code by mail, with which the wait begins or goes on. The same answer for addresses without account."""
    return await waiting.request_code(
        email=data.email,
        language=data.language,
        client=client_of(request),
        settings=settings_of(request),
        now=utc_now(),
    )


@post(
    "/recovery/letter",
    guards=[public],
    status_code=202,
    responses=raises(InvalidInput, TooManyAttempts, LetterCodeWrong, LetterOver),
)
async def start_by_letter(request: AnyRequest, data: JSONBody[StartByLetter]) -> CodeRequested:
    """Check the letter and send a code to the mailbox that the account is to have."""
    return await letters.start(
        customer_number=data.customer_number,
        letter_code=data.letter_code,
        email=data.email,
        language=data.language,
        client=client_of(request),
        settings=settings_of(request),
        now=utc_now(),
    )


@post(
    "/recovery/code",
    guards=[public],
    status_code=200,
    responses=raises(
        InvalidInput,
        TooManyAttempts,
        InvalidCode,
        CodeExpired,
        CodeUsedUp,
        LetterOver,
        EmailTaken,
        waiting.RecoveryNotForStaff,
    ),
)
async def prove_mailbox(request: AnyRequest, data: JSONBody[TypedCode]) -> RecoveryProgress:
    """Start the wait, see how long it lasts, or get what registering the new passkey takes."""
    return await waiting.prove_mailbox(
        request_id=data.request_id,
        code=data.code,
        client=client_of(request),
        settings=settings_of(request),
        now=utc_now(),
    )


@post("/recovery/look", guards=[public], status_code=200, responses=raises(NotFound, TooManyAttempts))
async def look_at_recovery(request: AnyRequest, data: JSONBody[RecoveryToken]) -> RecoveryNotice:
    """What the mail with this link was about. Changes nothing."""
    return await cancelling.look(
        token=data.token, client=client_of(request), settings=settings_of(request), now=utc_now()
    )


@post("/recovery/cancel", guards=[public], status_code=204, responses=raises(NotFound, TooManyAttempts, RecoveryOver))
async def cancel_by_link(request: AnyRequest, data: JSONBody[RecoveryToken]) -> None:
    """Call the recovery off."""
    await cancelling.cancel_by_link(
        token=data.token, client=client_of(request), settings=settings_of(request), now=utc_now()
    )


@get("/recovery/own", guards=[signed_in], responses=raises(*GUARDED))
async def read_own_recovery(request: SignedInRequest) -> OwnRecovery:
    """Whether somebody is recovering the account of this session."""
    zone = settings_of(request).zone
    async with transaction(SYSTEM):
        return OwnRecovery(await queries.pending(account_id=request.auth.account_id, zone=zone, now=utc_now()))


@post("/recovery/own/cancel", guards=[signed_in], status_code=204, responses=raises(*GUARDED, RecoveryOver))
async def cancel_own_recovery(request: SignedInRequest) -> None:
    """Call off whatever is under way for the account of this session."""
    await cancelling.cancel_own(account_id=request.auth.account_id, client=client_of(request), now=utc_now())


@post(
    "/recovery/passkey/options",
    guards=[public],
    status_code=200,
    responses=raises(TooManyAttempts, RecoveryPassExpired),
)
async def begin_passkey(request: AnyRequest, data: JSONBody[RecoveryToken]) -> CeremonyOptions:
    """What `navigator.credentials.create` takes. Its challenge works once, for five minutes."""
    return await completing.begin(
        token=data.token,
        party=party_of(request),
        client=client_of(request),
        settings=settings_of(request),
        now=utc_now(),
    )


@post(
    "/recovery/passkey",
    guards=[public],
    status_code=200,
    responses=raises(
        InvalidInput,
        TooManyAttempts,
        RecoveryPassExpired,
        ChallengeExpired,
        VerificationFailed,
        PasskeyExists,
        EmailTaken,
    ),
)
async def complete(request: AnyRequest, data: JSONBody[RecoveryPasskey]) -> Response[SignedIn]:
    """Register the new passkey; everything that opened the account before ends. Sets the session cookie."""
    settings = settings_of(request)
    opened = await completing.complete(
        token=data.token,
        challenge_id=data.challenge_id,
        credential=data.credential,
        name=data.name,
        party=party_of(request),
        client=client_of(request),
        held_token=token_of(request),
        settings=settings,
        now=utc_now(),
    )
    response = Response(SignedIn(role=opened.role, passkeys=opened.passkeys))
    set_session_cookie(response, token=opened.token, settings=settings)
    return response


router = Router(
    "/",
    route_handlers=[
        request_recovery,
        start_by_letter,
        prove_mailbox,
        look_at_recovery,
        cancel_by_link,
        read_own_recovery,
        cancel_own_recovery,
        begin_passkey,
        complete,
    ],
    tags=["recovery"],
)
