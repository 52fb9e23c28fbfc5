"""The mails about access: both sides hear of each step, everyone in their own language.

They have no room for a message of the person's own, and call the other side by address: nobody may write to strangers
in the company's name. What they tell beside that is the customer's name.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from backend.core.database import fetch
from backend.core.mail.operations import send_mail
from backend.core.settings import Settings
from backend.delegation.schemas import Language, Step

_ACCESS: Final[dict[Language, str]] = {"de": "/konto/zugriff", "en": "/en/account/access"}
_INVITATION: Final[dict[Language, str]] = {"de": "/einladung", "en": "/en/invitation"}


@dataclass(frozen=True)
class Affair:
    """Whose access to whose contracts it is about. The language is for an address that has no account."""

    customer_id: UUID
    email: str
    language: Language


async def tell_both(*, affair: Affair, step: Step, settings: Settings, now: datetime) -> None:
    """Tell the contract partner, and the person whose access it is about, what has happened."""
    customer = await _customer_name(affair.customer_id)
    await _tell_partners(affair, customer, step, settings, now)
    await send_mail(
        template="grant_news",
        recipient=affair.email,
        language=await _language_of(affair),
        parameters={"step": step, "customer": customer},
        now=now,
    )


async def send_invitation(*, affair: Affair, token: str, days: int, settings: Settings, now: datetime) -> None:
    """Invite the person, and tell the contract partner that this was done in their name."""
    customer = await _customer_name(affair.customer_id)
    await _tell_partners(affair, customer, "invited", settings, now)
    language = await _language_of(affair)
    link = f"{settings.origin}{_INVITATION[language]}#token={token}"
    await send_mail(
        template="grant_invitation",
        recipient=affair.email,
        language=language,
        parameters={"customer": customer, "days": days, "link": link},
        now=now,
    )


async def _tell_partners(affair: Affair, customer: str, step: Step, settings: Settings, now: datetime) -> None:
    for partner in await fetch(
        "select a.id, a.email, a.language from access_grant g join account a on a.id = g.account_id "
        "where g.customer_id = {} and g.kind = 'own' and g.revoked_at is null and a.closed_at is null order by g.id",
        affair.customer_id,
    ):
        link = settings.origin + _ACCESS[partner["language"]]
        await send_mail(
            template="grant_news_partner",
            recipient=partner["email"],
            language=partner["language"],
            parameters={"step": step, "customer": customer, "email": affair.email, "link": link},
            account_id=partner["id"],
            now=now,
        )


async def _customer_name(customer_id: UUID) -> str:
    """As the company's records call the customer."""
    rows = await fetch("select trim(given_name || ' ' || name) as name from customer where id = {}", customer_id)
    name: str = rows[0]["name"]
    return name


async def _language_of(affair: Affair) -> Language:
    """The language that the owner of the address has chosen here; else the one of the affair."""
    rows = await fetch("select language from account where email = {} and closed_at is null", affair.email)
    return rows[0]["language"] if rows else affair.language
