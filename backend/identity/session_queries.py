"""What is asked about a session."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, cast
from uuid import UUID

from backend.accounts import queries as accounts
from backend.core.database import Actor, Role, fetch
from backend.core.errors import NotSignedIn
from backend.identity.schemas import AccountRole, CustomerChoice, Language, SessionInfo
from backend.identity.tables import Passkey

FRESHNESS: Final = timedelta(minutes=5)

_ACTOR_ROLES = {
    "customer": Role.CUSTOMER,
    "agent": Role.STAFF,
    "administrator": Role.STAFF,
    "dpo": Role.CUSTOMER,
}


@dataclass(frozen=True)
class Session:
    """A session that is alive at the moment it was asked for."""

    id: UUID
    account_id: UUID
    customer_id: UUID | None
    role: str
    language: str
    method: str
    created_at: datetime
    expires_at: datetime
    strong_at: datetime | None = None
    """When two factors were last proven."""
    fresh_at: datetime | None = None
    """When a factor was last proven that suffices for sensitive actions."""

    @property
    def is_strong(self) -> bool:
        """Whether two factors stand behind it: what staff need for everything they do for others."""
        return self.strong_at is not None

    def is_fresh(self, now: datetime) -> bool:
        """Whether the person has just proven again who they are, so that a found phone is not enough."""
        return self.fresh_at is not None and now - self.fresh_at < FRESHNESS

    @property
    def actor(self) -> Actor:
        """Whom a request of this session acts for in the database."""
        return Actor(_ACTOR_ROLES[self.role], self.account_id, self.customer_id)


async def session_info(*, session: Session, now: datetime) -> SessionInfo:
    """Everything that the frame of each page needs to know of the person. Runs as the session's actor."""
    person = await accounts.find_person(account_id=session.account_id)
    if person is None:
        raise NotSignedIn
    customers = await _customers(session=session, now=now)
    return SessionInfo(
        account_id=session.account_id,
        email=person.email,
        salutation=person.salutation,
        given_name=person.given_name,
        family_name=person.family_name,
        role=cast(AccountRole, person.role),
        language=cast(Language, person.language),
        method=session.method,
        strong=session.is_strong,
        expires_at=session.expires_at,
        acting_for=next((choice for choice in customers if choice.id == session.customer_id), None),
        customers=customers,
        passkeys=await Passkey.count().where(Passkey.account_id == session.account_id),
    )


async def _customers(*, session: Session, now: datetime) -> list[CustomerChoice]:
    rows = await fetch(
        "select distinct on (c.number) c.id, c.number, trim(c.given_name || ' ' || c.name) as name, g.scope, "
        "g.kind "
        "from access_grant g join customer c on c.id = g.customer_id "
        "where g.account_id = {} and g.revoked_at is null and g.starts_at <= {} "
        "and (g.ends_at is null or g.ends_at > {}) order by c.number, g.kind desc, g.created_at",
        session.account_id,
        now,
        now,
    )
    return [CustomerChoice(**row) for row in rows]
