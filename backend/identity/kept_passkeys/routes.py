"""One's own passkeys over HTTP. Making one: `backend.identity.routes`."""

from typing import Any
from uuid import UUID

from litestar import Request, Router, delete, get, put
from litestar.params import FromPath, JSONBody

from backend.core.clock import utc_now
from backend.core.database import transaction
from backend.core.errors import InvalidInput, NotFound
from backend.identity import queries
from backend.identity.kept_passkeys import operations
from backend.identity.schemas import AcceptedPasskeys, PasskeyItem, RenamePasskey
from backend.identity.session_queries import Session
from backend.identity.ways_in import LastWayIn
from backend.web.clients import client_of
from backend.web.configured import settings_of
from backend.web.policy import fresh, signed_in
from backend.web.problems import FRESH, GUARDED, raises

SignedInRequest = Request[Any, Session, Any]


@get("/", guards=[signed_in], responses=raises(*GUARDED))
async def list_passkeys(request: SignedInRequest) -> list[PasskeyItem]:
    """The signed-in person's passkeys, oldest first."""
    async with transaction(request.auth.actor):
        return await queries.passkeys(account_id=request.auth.account_id, zone=settings_of(request).time_zone)


@get("/accepted", guards=[signed_in], responses=raises(*GUARDED))
async def read_accepted(request: SignedInRequest) -> AcceptedPasskeys:
    """What a browser tells the person's authenticators: the passkeys that are valid, the account's name and address."""
    async with transaction(request.auth.actor):
        return await queries.accepted_passkeys(
            account_id=request.auth.account_id, rp_id=settings_of(request).relying_party_id
        )


@put("/{passkey_id:uuid}", guards=[signed_in], responses=raises(*GUARDED, NotFound, InvalidInput))
async def rename_passkey(
    request: SignedInRequest, passkey_id: FromPath[UUID], data: JSONBody[RenamePasskey]
) -> PasskeyItem:
    """Call one of the person's own passkeys by another name."""
    return await operations.rename(account_id=request.auth.account_id, passkey_id=passkey_id, name=data.name)


@delete("/{passkey_id:uuid}", guards=[fresh], responses=raises(*FRESH, NotFound, LastWayIn))
async def remove_passkey(request: SignedInRequest, passkey_id: FromPath[UUID]) -> None:
    """Take one of the person's own passkeys out of use. They are told by mail, and can undo it for seven days."""
    await operations.remove(
        account_id=request.auth.account_id,
        passkey_id=passkey_id,
        client=client_of(request),
        settings=settings_of(request),
        now=utc_now(),
    )


router = Router(
    "/passkeys", route_handlers=[list_passkeys, read_accepted, rename_passkey, remove_passkey], tags=["identity"]
)
