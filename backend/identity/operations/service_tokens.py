"""Tokens with which the company's programs (billing) use the API."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from backend.core.database import SYSTEM, fetch, transaction
from backend.core.errors import InvalidInput, NotFound, Problem
from backend.core.ids import new_id
from backend.identity.operations.sessions import hash_token

# Secret scanners of code hosts and log filters know a token by its prefix.
_PREFIX = "stk_"
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")
_NOTE_USE_EVERY = timedelta(minutes=1)


class TokenNameTaken(Problem):
    """A token of this name is in use; revoke it first, or take another name."""

    status = 409
    slug = "token-name-taken"
    title = "There is a token of this name"


@dataclass(frozen=True)
class ServiceProgram:
    """The program that bears a token."""

    id: UUID
    name: str


async def create(*, name: str, now: datetime) -> str:
    """A new token, which nobody can read again. Raises `TokenNameTaken`, and `InvalidInput` for an unusable name."""
    if not _NAME.fullmatch(name):
        raise InvalidInput({"name": "token-name"})
    token = _PREFIX + secrets.token_urlsafe(32)
    async with transaction(SYSTEM):
        created = await fetch(
            "insert into service_token (id, name, token_hash, created_at) values ({}, {}, {}, {}) "
            "on conflict (name) where revoked_at is null do nothing returning id",
            new_id(),
            name,
            hash_token(token),
            now,
        )
    if not created:
        raise TokenNameTaken
    return token


async def authenticate(*, token: str, now: datetime) -> ServiceProgram | None:
    """The program that bears this token, if it is valid. Notes the use once a minute."""
    if not token.startswith(_PREFIX):
        return None
    async with transaction(SYSTEM):
        rows = await fetch(
            "select id, name, last_used_at from service_token where token_hash = {} and revoked_at is null",
            hash_token(token),
        )
        if not rows:
            return None
        seen = rows[0]["last_used_at"]
        if seen is None or seen < now - _NOTE_USE_EVERY:
            await fetch("update service_token set last_used_at = {} where id = {}", now, rows[0]["id"])
    return ServiceProgram(rows[0]["id"], rows[0]["name"])


async def revoke(*, name: str, now: datetime) -> None:
    """End the token of this name at once. Raises `NotFound` when there is none."""
    async with transaction(SYSTEM):
        revoked = await fetch(
            "update service_token set revoked_at = {} where name = {} and revoked_at is null returning id", now, name
        )
    if not revoked:
        raise NotFound
