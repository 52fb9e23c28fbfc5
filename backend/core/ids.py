"""Identifiers of rows: UUIDv7 (RFC 9562), so that new rows lie together in every index."""

from uuid import UUID

import uuid_utils


def new_id() -> UUID:
    """A new UUIDv7 as a plain `uuid.UUID`."""
    return UUID(bytes=uuid_utils.uuid7().bytes)
