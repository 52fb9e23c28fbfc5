"""Links that open one booking to whoever has them, without an account: in mails, and while somebody books."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from typing import Final
from uuid import UUID

from backend.core.errors import NotFound
from backend.identity.keyed_hash import keyed_hash

_ID_BYTES: Final = 16
_SIGNATURE_BYTES: Final = 16


def token_for(booking_id: UUID, *, key: bytes) -> str:
    """The booking's id with a signature of 128 bits. Nothing of it is kept, and it is the same each time."""
    return urlsafe_b64encode(booking_id.bytes + _signature(booking_id, key)).rstrip(b"=").decode()


def booking_of(token: str, *, key: bytes) -> UUID:
    """Which booking the token opens. Raises `NotFound` for one that the portal has not made."""
    try:
        raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (Error, ValueError):
        raise NotFound from None
    if len(raw) != _ID_BYTES + _SIGNATURE_BYTES:
        raise NotFound
    booking_id = UUID(bytes=raw[:_ID_BYTES])
    if not hmac.compare_digest(raw[_ID_BYTES:], _signature(booking_id, key)):
        raise NotFound
    return booking_id


def _signature(booking_id: UUID, key: bytes) -> bytes:
    return keyed_hash(key, "booking-link", str(booking_id))[:_SIGNATURE_BYTES]
