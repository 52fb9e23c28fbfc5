"""What is asked about recoveries. Everything here runs in the caller's transaction."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from backend.core.database import fetch
from backend.core.paging import PageRequest
from backend.identity.history.operations import hash_token
from backend.identity.recovery.schemas import RecoveryEntry, RecoveryNotice, RecoveryPage

_NOTICE: Final = (
    "select r.kind, r.state, r.created_at, r.ready_at, r.expires_at, a.email from recovery r "
    "join account a on a.id = r.account_id "
)

_ENTRY: Final = (
    "select r.id, r.kind, r.state, r.customer_id, c.number as customer_number, a.email, "
    "coalesce(nullif(trim(a.given_name || ' ' || a.family_name), ''), a.email) as account, "
    "r.created_at, r.ready_at, r.expires_at, r.ended_at, r.answered, r.confirmed_at, "
    "trim(q.given_name || ' ' || q.family_name) as requested_by, r.requested_by = {} as asked_by_me, "
    "trim(z.given_name || ' ' || z.family_name) as confirmed_by "
    "from recovery r join account a on a.id = r.account_id left join customer c on c.id = r.customer_id "
    "left join account q on q.id = r.requested_by left join account z on z.id = r.confirmed_by "
)


async def announced(*, token: str, zone: str, now: datetime) -> RecoveryNotice | None:
    """The recovery that the mail with this token was about."""
    rows = await fetch(_NOTICE + "where r.cancel_hash = {}", hash_token(token))
    return _notice(rows[0], zone, now) if rows else None


async def pending(*, account_id: UUID, zone: str, now: datetime) -> RecoveryNotice | None:
    """The recovery of this account that is under way, the one that is ready first."""
    rows = await fetch(
        _NOTICE + "where r.account_id = {} and r.state = 'open' and r.expires_at > {} order by r.ready_at limit 1",
        account_id,
        now,
    )
    return _notice(rows[0], zone, now) if rows else None


async def of_customer(*, customer_id: UUID, staff_id: UUID) -> list[RecoveryEntry]:
    """The recoveries by letter to this customer, newest first. Runs as staff."""
    rows = await fetch(_ENTRY + "where r.customer_id = {} order by r.created_at desc limit 50", staff_id, customer_id)
    return [_entry(row) for row in rows]


async def to_confirm(*, staff_id: UUID, page: PageRequest, zone: str, now: datetime) -> RecoveryPage:
    """The letters that a second member of staff has to confirm, oldest first. Runs as staff."""
    counted = await fetch("select count(*) from recovery where state = 'asked' and expires_at > {}", now)
    rows = await fetch(
        _ENTRY + "where r.state = 'asked' and r.expires_at > {} order by r.created_at, r.id limit {} offset {}",
        staff_id,
        now,
        page.size,
        page.offset,
    )
    total = int(counted[0]["count"])
    return RecoveryPage([_entry(row) for row in rows], total, page.number, page.pages(total), zone)


async def first_own_customer(*, account_id: UUID) -> UUID | None:
    """The customer by whose contract the account came about: the only one whose post may recover it."""
    rows = await fetch(
        "select customer_id from access_grant where account_id = {} and kind = 'own' and revoked_at is null "
        "order by created_at, id limit 1",
        account_id,
    )
    return rows[0]["customer_id"] if rows else None


def masked(email: str) -> str:
    """Enough of an address for its owner to know it, and no more: "e…@example.org"."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}…@{domain}"


def _notice(row: dict[str, Any], zone: str, now: datetime) -> RecoveryNotice:
    is_over = row["state"] == "refused" or (row["state"] == "open" and row["expires_at"] <= now)
    return RecoveryNotice(
        kind=row["kind"],
        state="over" if is_over else row["state"],
        account=masked(row["email"]),
        started_at=row["created_at"],
        ready_at=row["ready_at"],
        expires_at=row["expires_at"],
        zone=zone,
    )


def _entry(row: dict[str, Any]) -> RecoveryEntry:
    return RecoveryEntry(**{**row, "asked_by_me": bool(row["asked_by_me"])})
