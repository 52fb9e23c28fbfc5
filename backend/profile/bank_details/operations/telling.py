"""Mails about bank details: to everybody who may do everything for the customer, whoever of them made the change."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.core.database import Role, acting_as, fetch
from backend.core.mail.operations import send_mail
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.history.operations import ChangeKind, announce_change


async def announce(
    *,
    kind: ChangeKind,
    customer_id: UUID,
    subject: str,
    entry_id: UUID,
    changed_by: UUID | None,
    client: Client,
    settings: Settings,
    now: datetime,
) -> None:
    """Tell each of them, with a link of their own that stops the change `entry_id` of the customer's history."""
    async with acting_as(Role.SYSTEM):
        people = await _people(customer_id, now)
        maker = next((person["name"] or person["email"] for person in people if person["id"] == changed_by), "")
        for person in people:
            await announce_change(
                account_id=person["id"],
                kind=kind,
                subject=subject,
                reference=entry_id,
                made_by="" if person["id"] == changed_by else maker,
                client=client,
                settings=settings,
                now=now,
            )


async def tell_undone(*, customer_id: UUID, stopped_by: UUID, iban: str, now: datetime) -> None:
    """Tell the others that somebody has stopped a change. `iban` is what is valid again, empty for nothing.

    Runs in the caller's transaction, as the system.
    """
    for person in await _people(customer_id, now):
        if person["id"] != stopped_by:
            await send_mail(
                template="bank_details_undone",
                recipient=person["email"],
                language=person["language"],
                parameters={"name": person["name"], "at": now.isoformat(), "changed": iban},
                account_id=person["id"],
                now=now,
            )


async def _people(customer_id: UUID, now: datetime) -> list[dict[str, Any]]:
    return await fetch(
        "select a.id, a.email, a.language, trim(a.given_name || ' ' || a.family_name) as name from account a "
        "where a.closed_at is null and exists (select from access_grant g where g.account_id = a.id "
        "and g.customer_id = {} and g.scope = 'everything' and g.revoked_at is null and g.starts_at <= {} "
        "and (g.ends_at is null or g.ends_at > {})) order by a.id",
        *(customer_id, now, now),
    )
