"""Exact limits on whatever can be guessed or used to annoy somebody, counted in the database for all processes.

A limit never belongs to an account alone: whoever knows an address could then lock its owner out. It belongs to a
client, or to a client and an address together. What is noted per address makes codes longer, but refuses nobody
(`email_codes`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from backend.core.database import SYSTEM, fetch, transaction
from backend.core.errors import TooManyAttempts
from backend.core.ids import new_id
from backend.identity.tables import Attempt

LONGEST_MEMORY = timedelta(hours=24)
"""No limit looks further back; older attempts are cleaned up."""


@dataclass(frozen=True)
class Limit:
    """At most `most` attempts of one kind by one subject in any stretch of time as long as `within`."""

    kind: str
    most: int
    within: timedelta


@dataclass(frozen=True)
class Charge:
    """One attempt to be counted against a limit. `subject` is a keyed hash: the table names nobody."""

    limit: Limit
    subject: bytes


async def spend(*, charges: Sequence[Charge], now: datetime) -> None:
    """Count an attempt against each limit, or raise `TooManyAttempts` and count none.

    Has a transaction of its own, finished before the attempt itself begins: an attempt that fails stays counted. What
    is refused is not counted, so that a limit ends on time however often somebody knocks.
    """
    async with transaction(SYSTEM):
        for charge in sorted(charges, key=lambda charge: charge.subject):  # One order for all: no deadlock.
            await hold(subject=charge.subject)
        for charge in charges:
            await _refuse_beyond(charge, now)
        for charge in charges:
            await note(kind=charge.limit.kind, subject=charge.subject, now=now)


async def hold(*, subject: bytes) -> None:
    """Let no other transaction count for this subject until this one ends: parallel guesses are counted one by one."""
    await fetch("select pg_advisory_xact_lock({})", int.from_bytes(subject[:8], signed=True))


async def note(*, kind: str, subject: bytes, now: datetime) -> None:
    """Remember one attempt. Runs in the caller's transaction."""
    await Attempt(id=new_id(), kind=kind, subject_hash=subject, at=now).save()


async def count(*, kind: str, subject: bytes, since: datetime) -> int:
    """How many attempts of this kind are remembered. Runs in the caller's transaction."""
    rows = await fetch(
        "select count(*) from attempt where subject_hash = {} and kind = {} and at > {}", subject, kind, since
    )
    return int(rows[0]["count"])


async def _refuse_beyond(charge: Charge, now: datetime) -> None:
    limit = charge.limit
    rows = await fetch(
        "select at from attempt where subject_hash = {} and kind = {} and at > {} order by at desc limit {}",
        charge.subject,
        limit.kind,
        now - limit.within,
        limit.most,
    )
    if len(rows) >= limit.most:
        oldest: datetime = rows[-1]["at"]
        raise TooManyAttempts(retry_after=max(1, ceil((oldest + limit.within - now).total_seconds())))
