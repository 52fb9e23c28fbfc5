"""The one module that knows argon2. Passwords are kept as Argon2id hashes (RFC 9106)."""

import asyncio
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from secrets import token_urlsafe
from typing import Final, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

T = TypeVar("T")

# OWASP Password Storage Cheat Sheet: 19 MiB of memory, two passes, one lane.
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)

# Not in the event loop, which would stand still, and only two at a time: a flood of sign-ins must not take all memory.
_WORKERS: Final = ThreadPoolExecutor(max_workers=2, thread_name_prefix="argon2")


async def hash_password(password: str) -> str:
    """The hash to be kept, which names its own parameters."""
    return await _aside(lambda: _HASHER.hash(_normalised(password)))


async def matches(password: str, kept: str | None) -> bool:
    """Whether this is the password. Without a kept hash it never is, and costs the same work to find out."""
    right = await _aside(lambda: _verify(kept or _nobodys_hash(), _normalised(password)))
    return right and kept is not None


def is_outdated(kept: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(kept)


def _verify(kept: str, password: str) -> bool:
    try:
        return _HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


@lru_cache
def _nobodys_hash() -> str:
    return _HASHER.hash(token_urlsafe())


def _normalised(password: str) -> str:
    """The same password from every keyboard: an umlaut is one character or two (NIST SP 800-63B-4, 3.1.1.2)."""
    return unicodedata.normalize("NFKC", password)


async def _aside(work: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(_WORKERS, work)
