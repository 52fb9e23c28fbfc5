"""What is asked about accounts, customers and grants."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.core.database import fetch


@dataclass(frozen=True)
class Login:
    """An account as far as signing in needs it."""

    id: UUID
    role: str


@dataclass(frozen=True)
class Person:
    """Who stands behind an account, and how to speak with them."""

    email: str
    salutation: str
    given_name: str
    family_name: str
    role: str
    language: str


async def find_person(*, account_id: UUID) -> Person | None:
    """The person of an account that the actor may see."""
    rows = await fetch(
        "select email, salutation, given_name, family_name, role, language from account where id = {}", account_id
    )
    return Person(**rows[0]) if rows else None


async def granted_customer_ids(*, account_id: UUID, now: datetime) -> list[UUID]:
    """The customers whom this account may look after at `now`, oldest grant first."""
    rows = await fetch(
        "select g.customer_id from access_grant g where g.account_id = {} and g.revoked_at is null "
        "and g.starts_at <= {} and (g.ends_at is null or g.ends_at > {}) order by g.created_at, g.id",
        account_id,
        now,
        now,
    )
    return [row["customer_id"] for row in rows]


async def first_customer(*, account_id: UUID, now: datetime) -> UUID | None:
    """Whom a new session acts for until the person chooses otherwise."""
    return next(iter(await granted_customer_ids(account_id=account_id, now=now)), None)


async def find_login(*, email: str) -> Login | None:
    """The open account of a normalised address. Takes the same work whether there is one or not."""
    rows = await fetch("select id, role from account where email = {} and closed_at is null", email)
    return Login(**rows[0]) if rows else None
