"""Where messages are shown, over HTTP.

No fresh factor is asked for: it shows no more than that something has happened, and removing only takes away.
"""

from typing import Any
from uuid import UUID

from litestar import Request, Router, delete, get, post
from litestar.params import FromPath, JSONBody

from backend.core.clock import utc_now
from backend.core.database import SYSTEM, transaction
from backend.core.errors import InvalidInput, NotFound
from backend.identity.push_devices import operations, queries
from backend.identity.push_devices.operations import UnknownPushService
from backend.identity.push_devices.schemas import AddedPushDevice, NewPushDevice, PushDeviceList
from backend.identity.session_queries import Session
from backend.web.clients import client_of
from backend.web.configured import settings_of
from backend.web.policy import signed_in
from backend.web.problems import GUARDED, raises

SignedInRequest = Request[Any, Session, Any]


@get("/push/subscriptions", guards=[signed_in], responses=raises(*GUARDED))
async def list_devices(request: SignedInRequest) -> PushDeviceList:
    """Every browser that shows messages to the person: this one first, then the newest."""
    settings = settings_of(request)
    async with transaction(request.auth.actor):
        items = await queries.devices_of(session=request.auth)
    return PushDeviceList(items=items, zone=settings.zone)


@post("/push/subscriptions", guards=[signed_in], responses=raises(*GUARDED, InvalidInput, UnknownPushService))
async def subscribe(request: SignedInRequest, data: JSONBody[NewPushDevice]) -> AddedPushDevice:
    """Show messages in this browser from now on, until it signs out."""
    async with transaction(SYSTEM):
        device_id = await operations.subscribe(
            session=request.auth,
            device=data,
            client=client_of(request),
            settings=settings_of(request),
            now=utc_now(),
        )
    return AddedPushDevice(device_id)


@delete("/push/subscriptions/{device_id:uuid}", guards=[signed_in], responses=raises(*GUARDED, NotFound))
async def remove(request: SignedInRequest, device_id: FromPath[UUID]) -> None:
    """Show no messages in that browser any more."""
    async with transaction(SYSTEM):
        await operations.remove(account_id=request.auth.account_id, device_id=device_id)


router = Router("/", route_handlers=[list_devices, subscribe, remove], tags=["messages"])
