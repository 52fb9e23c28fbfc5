"""What the API says and takes about sending messages to devices."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from msgspec import Meta


@dataclass(frozen=True)
class PushKey:
    """The key by which push services tell that a message comes from us (RFC 8292), in base64url."""

    key: str


@dataclass(frozen=True)
class FoundSubscription:
    """What the browser has found: a subscription, and the key of ours that it was made for (base64url), or nothing."""

    endpoint: Annotated[str, Meta(max_length=2_000)]
    key: Annotated[str, Meta(max_length=200)]


@dataclass(frozen=True)
class CurrentPushDevice:
    """`id` is null where this person gets no messages in this browser, or not any longer."""

    id: UUID | None
