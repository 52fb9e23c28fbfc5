"""The portal's key over HTTP, and whether a browser's subscription was made with it and still counts."""

from typing import Any

from litestar import Request, Router, get, put
from litestar.params import JSONBody

from backend.core.clock import utc_now
from backend.core.database import SYSTEM, transaction
from backend.identity.push_devices import operations as devices
from backend.identity.session_queries import Session
from backend.push.encryption import public_key
from backend.push.schemas import CurrentPushDevice, FoundSubscription, PushKey
from backend.web.configured import settings_of
from backend.web.policy import signed_in, signed_in_unnoticed
from backend.web.problems import GUARDED, raises

SignedInRequest = Request[Any, Session, Any]


@get("/push/key", guards=[signed_in], responses=raises(*GUARDED))
async def read_key(request: SignedInRequest) -> PushKey:
    """The public key that a browser subscribes with."""
    return PushKey(_key(request))


@put("/push/subscriptions/current", guards=[signed_in_unnoticed], responses=raises(*GUARDED))
async def come_by(request: SignedInRequest, data: JSONBody[FoundSubscription]) -> CurrentPushDevice:
    """Whether messages are shown in this browser, which says what it has found. Pages ask it by themselves."""
    async with transaction(SYSTEM):
        device_id = await devices.come_by(
            session=request.auth, endpoint=data.endpoint, with_our_key=data.key == _key(request), now=utc_now()
        )
    return CurrentPushDevice(device_id)


def _key(request: SignedInRequest) -> str:
    settings = settings_of(request)
    return public_key(settings.key())


router = Router("/", route_handlers=[read_key, come_by], tags=["messages"])
