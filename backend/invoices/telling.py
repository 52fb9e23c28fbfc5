"""Tells people on their devices that there is a new invoice."""

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from backend.core.database import fetch
from backend.core.translations import Language, translator
from backend.push.operations import Notice, notify

NEW: Final = timedelta(days=31)
"""An invoice issued longer ago is no news: it comes with the first import of a company's old files."""

_PATHS: Final = {"de": "/rechnungen", "en": "/en/invoices"}


def new_invoice(language: Language) -> Notice:
    """Without amount and number: whoever sees the device lying there learns neither."""
    t = translator(language)
    return Notice(t("Eine neue Rechnung ist da"), t("Sie finden sie im Kundenportal."), _PATHS[language])


async def tell_of_new(*, customer_id: UUID, issued: date, now: datetime) -> None:
    """Tell everybody who may see invoices of this customer. Runs in the caller's transaction, as system or staff.

    Several at once show as one message: it leads to the list.
    """
    if issued < (now - NEW).date():
        return
    rows = await fetch(
        "select distinct account_id from access_grant where customer_id = {} "
        "and scope in ('everything', 'read', 'invoices') and revoked_at is null and starts_at <= {} "
        "and (ends_at is null or ends_at > {}) order by account_id",
        *(customer_id, now, now),
    )
    for row in rows:
        await notify(account_id=row["account_id"], topic="invoices", tag="new-invoice", say=new_invoice, now=now)
