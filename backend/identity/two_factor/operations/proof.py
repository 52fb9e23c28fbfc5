"""Proving the second factor: by a code from the authenticator app, or by a recovery code in its place.

Each code counts once. That is decided by one statement that finds and marks it, so it holds for parallel requests too.
"""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.core.database import fetch
from backend.core.errors import InvalidInput
from backend.core.readable_code import read_code
from backend.core.sealed import seal, unseal
from backend.core.settings import Settings
from backend.identity.keyed_hash import keyed_hash
from backend.identity.two_factor import one_time_code

RECOVERY_CODE_LENGTH = 10
_PURPOSE = "totp secret"
_NOBODYS_SECRET = "A" * 32


@dataclass(frozen=True)
class Typed:
    """What somebody typed, read. `is_short` codes come from an app and can be guessed; recovery codes cannot."""

    text: str
    is_short: bool


def read_typed(code: str) -> Typed:
    """Raises `InvalidInput` for what is neither a code of an app nor a recovery code."""
    plain = "".join(char for char in code if not char.isspace() and unicodedata.category(char) != "Pd")
    if len(plain) == one_time_code.DIGITS and plain.isdecimal():
        return Typed("".join(str(unicodedata.decimal(char)) for char in plain), is_short=True)
    recovery = read_code(code)
    if len(recovery) == RECOVERY_CODE_LENGTH:
        return Typed(recovery, is_short=False)
    raise InvalidInput({"code": "second-code-shape"})


async def proves(*, account_id: UUID | None, typed: Typed, settings: Settings, now: datetime) -> bool:
    """Whether this is a code of the account, which is used up then. Runs in the caller's transaction, as the system.

    Without account it never is, and costs the same work to find out.
    """
    if typed.is_short:
        return await _take_app_code(account_id, typed.text, settings, now)
    used = await fetch(
        "update recovery_code set used_at = {} where account_id = {}::uuid and code_hash = {} "
        "and used_at is null and removed_at is null "
        "and exists(select from totp t where t.account_id = recovery_code.account_id and t.confirmed_at is not null "
        "and t.removed_at is null) returning id",
        now,
        account_id,
        hash_recovery_code(settings.key(), account_id, typed.text),
    )
    return bool(used)


async def _take_app_code(account_id: UUID | None, code: str, settings: Settings, now: datetime) -> bool:
    rows = await fetch(
        "select id, secret from totp where account_id = {}::uuid and confirmed_at is not null and removed_at is null",
        account_id,
    )
    secret = open_secret(settings, rows[0]) if rows else _NOBODYS_SECRET
    step = one_time_code.matching_step(secret=secret, code=code, now=now)
    if step is None or not rows:
        return False
    taken = await fetch(
        "update totp set last_step = {}, last_used_at = {} where id = {} and last_step < {} returning id",
        *(step, now, rows[0]["id"], step),
    )
    return bool(taken)


def open_secret(settings: Settings, row: dict[str, Any]) -> str:
    """The secret of an app, by which its codes are made."""
    return unseal(settings.key(), _PURPOSE, str(row["id"]), row["secret"]).decode()


def seal_secret(settings: Settings, row_id: UUID, secret: str) -> bytes:
    """The secret as its row keeps it."""
    return seal(settings.key(), _PURPOSE, str(row_id), secret.encode())


def hash_recovery_code(key: bytes, account_id: UUID | None, code: str) -> bytes:
    """What is kept of a recovery code: 50 random bits need a key that is not in the database."""
    return keyed_hash(key, "recovery code", str(account_id), code)
