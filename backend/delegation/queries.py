"""What is asked about access. What an account may know of others is decided by functions of the database."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.core.clock import day_in
from backend.core.database import fetch
from backend.delegation.schemas import (
    AccessOverview,
    GrantItem,
    HistoryItem,
    InvitationItem,
    OpenInvitation,
    Step,
)

_LONGEST_HISTORY: Final = 100

Row = dict[str, Any]


async def overview(*, acting_for: UUID | None, zone: ZoneInfo, now: datetime) -> AccessOverview:
    """Everything about access that concerns the actor's account. Runs as the session's actor."""
    grants = await fetch("select * from app.shared_grants() order by created_at, id")
    invitations = await fetch("select * from app.shared_invitations() order by created_at, id")
    living = [grant for grant in grants if _lives(grant, now)]
    own = {grant["customer_id"] for grant in living if grant["is_mine"] and grant["kind"] == "own"}
    answerable = [row for row in invitations if row["outcome"] is None and row["expires_at"] > now]
    history = sorted((*_of_grants(grants, now), *_of_invitations(invitations, now)), key=lambda item: item.at)
    return AccessOverview(
        may_invite=acting_for in own,
        given=[_grant(row, zone, now) for row in living if row["customer_id"] in own],
        received=[_grant(row, zone, now) for row in living if row["is_mine"] and row["kind"] == "delegated"],
        sent=[_invitation(row, zone) for row in answerable if row["customer_id"] in own],
        waiting=[_invitation(row, zone) for row in answerable if row["is_mine"]],
        history=history[: -_LONGEST_HISTORY - 1 : -1],
        zone=zone.key,
    )


async def open_invitation(*, token_hash: bytes, zone: ZoneInfo, now: datetime) -> OpenInvitation | None:
    """What an invitation that may be answered says to whoever holds its link. Runs as the system."""
    rows = await fetch(
        "select i.*, trim(c.given_name || ' ' || c.name) as customer_name from access_invitation i "
        "join customer c on c.id = i.customer_id where i.token_hash = {} and i.outcome is null and i.expires_at > {}",
        token_hash,
        now,
    )
    if not rows:
        return None
    shown = ("id", "customer_name", "relation", "scope", "expires_at")
    return OpenInvitation(**{name: rows[0][name] for name in shown}, **_days(rows[0], zone))


def _lives(grant: Row, now: datetime) -> bool:
    return grant["revoked_at"] is None and (grant["ends_at"] is None or grant["ends_at"] > now)


def _grant(row: Row, zone: ZoneInfo, now: datetime) -> GrantItem:
    shown = ("id", "customer_name", "customer_number", "kind", "person", "email", "relation", "scope")
    return GrantItem(
        **{name: row[name] for name in shown},
        starts_on=day_in(zone, row["starts_at"]),
        ends_on=_last_day(row, zone),
        has_begun=row["starts_at"] <= now,
    )


def _invitation(row: Row, zone: ZoneInfo) -> InvitationItem:
    shown = ("id", "customer_name", "email", "relation", "scope", "expires_at")
    return InvitationItem(**{name: row[name] for name in shown}, **_days(row, zone))


def _days(row: Row, zone: ZoneInfo) -> Row:
    starts_on = day_in(zone, row["starts_at"]) if row["starts_at"] else None
    return {"starts_on": starts_on, "ends_on": _last_day(row, zone)}


def _last_day(row: Row, zone: ZoneInfo) -> date | None:
    """The day before the first one without access."""
    return day_in(zone, row["ends_at"] - timedelta(microseconds=1)) if row["ends_at"] else None


def _of_grants(grants: list[Row], now: datetime) -> Iterator[HistoryItem]:
    for grant in grants:
        yield _happened(grant, "connected" if grant["kind"] == "own" else "accepted", grant["created_at"])
        if grant["revoked_at"]:
            yield _happened(grant, "given-back" if grant["given_back"] else "revoked", grant["revoked_at"])
        elif grant["ends_at"] and grant["ends_at"] <= now:
            yield _happened(grant, "ended", grant["ends_at"])


def _of_invitations(invitations: list[Row], now: datetime) -> Iterator[HistoryItem]:
    """Acceptance is told by the grant that it led to, which is kept for longer."""
    for invitation in invitations:
        yield _happened(invitation, "invited", invitation["created_at"])
        if invitation["outcome"] not in {None, "accepted"}:
            yield _happened(invitation, invitation["outcome"], invitation["closed_at"])
        elif invitation["outcome"] is None and invitation["expires_at"] <= now:
            yield _happened(invitation, "expired", invitation["expires_at"])


def _happened(row: Row, step: Step, at: datetime) -> HistoryItem:
    return HistoryItem(at, step, row["customer_name"], row["email"], row["is_mine"])
