"""What the API says and takes about browsers that show messages."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta

_Encoded = Annotated[str, Meta(max_length=200)]


@dataclass(frozen=True)
class NewPushDevice:
    """A subscription as browsers tell it (Push API, `PushSubscription.toJSON`); keys in base64url."""

    endpoint: Annotated[str, Meta(max_length=2_000)]
    p256dh: _Encoded
    auth: _Encoded


@dataclass(frozen=True)
class AddedPushDevice:
    """What the browser is called from now on."""

    id: UUID


@dataclass(frozen=True)
class PushDeviceItem:
    """One browser that shows messages; `current` is the one that asks. `last_success_at`: last message handed over."""

    id: UUID
    browser: str
    system: str
    created_at: datetime
    last_success_at: datetime | None
    current: bool


@dataclass(frozen=True)
class PushDeviceList:
    """`zone` is the one that times on screen are in."""

    items: list[PushDeviceItem]
    zone: str
