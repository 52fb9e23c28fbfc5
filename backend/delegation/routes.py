"""Access to somebody else's contracts over HTTP."""

from typing import Any
from uuid import UUID

from litestar import Request, Router, delete, get, post
from litestar.params import FromPath, JSONBody

from backend.core.clock import utc_now
from backend.core.database import SYSTEM, transaction
from backend.core.errors import InvalidInput, NotFound, StepUpNeeded, TooManyAttempts
from backend.delegation import operations, queries
from backend.delegation.schemas import AccessOverview, InvitationToken, NewInvitation, OpenInvitation
from backend.identity.operations.sessions import hash_token
from backend.identity.session_queries import Session
from backend.web.configured import settings_of
from backend.web.policy import customer, fresh_customer, public
from backend.web.problems import GUARDED, raises

AnyRequest = Request[Any, Any, Any]
SignedInRequest = Request[Any, Session, Any]


@get("/grants", guards=[customer], responses=raises(*GUARDED))
async def read_access(request: SignedInRequest) -> AccessOverview:
    """Who may look after the person's contracts, whose contracts the person looks after, and what happened so far."""
    async with transaction(request.auth.actor):
        return await queries.overview(
            acting_for=request.auth.customer_id, zone=settings_of(request).time_zone, now=utc_now()
        )


@delete(
    "/grants/{grant_id:uuid}",
    guards=[fresh_customer],
    responses=raises(*GUARDED, StepUpNeeded, NotFound, operations.LastOwnAccess),
)
async def end_access(request: SignedInRequest, grant_id: FromPath[UUID]) -> None:
    """End access at once: take it back as contract partner, or give back one's own."""
    await operations.end(
        account_id=request.auth.account_id, grant_id=grant_id, settings=settings_of(request), now=utc_now()
    )


@post(
    "/grants/invitations",
    guards=[fresh_customer],
    status_code=204,
    responses=raises(
        *GUARDED, StepUpNeeded, InvalidInput, TooManyAttempts, operations.NotContractPartner, operations.AlreadyInvited
    ),
)
async def invite(request: SignedInRequest, data: JSONBody[NewInvitation]) -> None:
    """Invite a person, by e-mail address, to look after the contracts of the customer that the session acts for."""
    await operations.invite(session=request.auth, wanted=data, settings=settings_of(request), now=utc_now())


@delete(
    "/grants/invitations/{invitation_id:uuid}",
    guards=[customer],
    responses=raises(*GUARDED, NotFound, operations.InvitationClosed),
)
async def withdraw(request: SignedInRequest, invitation_id: FromPath[UUID]) -> None:
    """Take an invitation back. It opens nothing yet, so this needs no fresh proof."""
    await operations.withdraw(
        account_id=request.auth.account_id, invitation_id=invitation_id, settings=settings_of(request), now=utc_now()
    )


@post(
    "/grants/invitations/{invitation_id:uuid}/accept",
    guards=[fresh_customer],
    status_code=204,
    responses=raises(*GUARDED, StepUpNeeded, NotFound, operations.InvitationClosed, operations.AlreadyContractPartner),
)
async def accept(request: SignedInRequest, invitation_id: FromPath[UUID]) -> None:
    """Take on what an invitation to the account's own address offers."""
    await operations.accept(
        session=request.auth, invitation_id=invitation_id, settings=settings_of(request), now=utc_now()
    )


@post(
    "/grants/invitations/{invitation_id:uuid}/decline",
    guards=[customer],
    status_code=204,
    responses=raises(*GUARDED, NotFound, operations.InvitationClosed),
)
async def decline(request: SignedInRequest, invitation_id: FromPath[UUID]) -> None:
    """Refuse an invitation to the account's own address."""
    await operations.decline(
        account_id=request.auth.account_id, invitation_id=invitation_id, settings=settings_of(request), now=utc_now()
    )


@post("/grants/invitations/look", guards=[public], status_code=200, responses=raises(operations.InvitationClosed))
async def look_at_invitation(request: AnyRequest, data: JSONBody[InvitationToken]) -> OpenInvitation:
    """What the invitation behind a mail's link is about. Changes nothing; the token stays out of every address."""
    async with transaction(SYSTEM):
        found = await queries.open_invitation(
            token_hash=hash_token(data.token), zone=settings_of(request).time_zone, now=utc_now()
        )
    if found is None:
        raise operations.InvitationClosed
    return found


@post("/grants/invitations/decline", guards=[public], status_code=204, responses=raises(operations.InvitationClosed))
async def decline_by_link(request: AnyRequest, data: JSONBody[InvitationToken]) -> None:
    """Refuse an invitation without an account."""
    await operations.decline_by_token(token=data.token, settings=settings_of(request), now=utc_now())


router = Router(
    "/",
    route_handlers=[
        read_access,
        end_access,
        invite,
        withdraw,
        accept,
        decline,
        look_at_invitation,
        decline_by_link,
    ],
    tags=["grants"],
)
