"""Telling of a recovery on every channel that the account has.

Whoever gets into the mailbox could recover the account. So the owner hears of it at every address that is known, and
can call it off from each.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal
from uuid import UUID

from backend.core.database import fetch
from backend.core.mail.operations import send_mail
from backend.identity.history.operations import OBJECTION

Template = Literal["recovery_started", "recovery_letter", "recovery_cancelled", "recovery_completed"]


async def announce(
    *, account_id: UUID, template: Template, parameters: Mapping[str, str | int], also: str | None = None, now: datetime
) -> None:
    """Mail everybody. `also` is an address that the account had until now. Runs in the caller's transaction."""
    owner = (await fetch("select email, language from account where id = {}", account_id))[0]
    # A dictionary keeps the order and each address once.
    others = [*await _former_addresses(account_id, now), *await _contact_addresses(account_id, now)]
    addresses = dict.fromkeys([owner["email"], *([also] if also else []), *others])
    for address in addresses:
        await send_mail(
            template=template,
            recipient=address,
            language=owner["language"],
            parameters=parameters,
            account_id=account_id,
            now=now,
        )


async def _former_addresses(account_id: UUID, now: datetime) -> list[str]:
    """Where the account was at home before its address changed, while that can be undone."""
    rows = await fetch(
        "select old_email from email_change where account_id = {} and confirmed_at > {} and undone_at is null "
        "order by confirmed_at desc",
        account_id,
        now - OBJECTION,
    )
    return [row["old_email"] for row in rows]


async def _contact_addresses(account_id: UUID, now: datetime) -> list[str]:
    """Where the company writes to about the contracts that the account looks after."""
    rows = await fetch(
        "select distinct c.email from access_grant g join customer c on c.id = g.customer_id "
        "where g.account_id = {} and g.revoked_at is null and g.starts_at <= {} "
        "and (g.ends_at is null or g.ends_at > {}) and c.email is not null order by c.email",
        account_id,
        now,
        now,
    )
    return [row["email"] for row in rows]
