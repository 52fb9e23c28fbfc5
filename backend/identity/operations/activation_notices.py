"""The mails about a customer number that was connected with an account: to its owner, and to who held it before.

Each runs in the caller's transaction, as the system.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from backend.core.database import fetch
from backend.core.mail.operations import send_mail
from backend.core.settings import Settings
from backend.identity.schemas import Language

_ACCESS: Final[dict[Language, str]] = {"de": "/konto/zugriff", "en": "/en/account/access"}


@dataclass(frozen=True)
class Connection:
    """A customer, and the account that has become theirs with an activation code."""

    customer_id: UUID
    customer_number: str
    customer_name: str
    account_id: UUID
    email: str
    language: Language


async def welcome(*, connection: Connection, now: datetime) -> None:
    """Tell the account's owner that they look after the customer now."""
    await send_mail(
        template="account_activated",
        recipient=connection.email,
        language=connection.language,
        parameters={"name": connection.customer_name, "customer_number": connection.customer_number},
        account_id=connection.account_id,
        now=now,
    )


async def tell_other_holders(*, connection: Connection, settings: Settings, now: datetime) -> None:
    """Tell all whose own the customer was before: a code in wrong hands would give away everything they have."""
    for holder in await fetch(
        "select distinct a.id, a.email, a.language, trim(a.given_name || ' ' || a.family_name) as name "
        "from access_grant g join account a on a.id = g.account_id where g.customer_id = {} and g.kind = 'own' "
        "and g.revoked_at is null and g.starts_at <= {} and a.closed_at is null and a.id <> {} order by a.id",
        connection.customer_id,
        now,
        connection.account_id,
    ):
        await send_mail(
            template="customer_connected",
            recipient=holder["email"],
            language=holder["language"],
            parameters={
                "name": holder["name"],
                "email": connection.email,
                "customer_number": connection.customer_number,
                "at": now.isoformat(),
                "link": settings.origin + _ACCESS[holder["language"]],
            },
            account_id=holder["id"],
            now=now,
        )
