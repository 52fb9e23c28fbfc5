"""Cash discounts in payment terms, as XRechnung writes them for machines."""

import re
from decimal import Decimal

from backend.invoices.document import CashDiscount

# XRechnung 3.0, BR-DE-18: one discount a line, amounts with a point and two places.
_SKONTO = re.compile(
    r"^#SKONTO#TAGE=(\d{1,4})#PROZENT=(\d{1,3}(?:\.\d{1,4})?)(?:#BASISBETRAG=(-?\d{1,15}(?:\.\d{1,4})?))?#$",
    re.MULTILINE,
)


def stated_discounts(terms: str | None) -> tuple[CashDiscount, ...]:
    """The discounts in the lines `#SKONTO#TAGE=14#PROZENT=2.00#` of the payment terms (BT-20)."""
    return tuple(
        CashDiscount(days=int(days), percent=Decimal(percent), base_amount=Decimal(base) if base else None)
        for days, percent, base in _SKONTO.findall(terms or "")
    )
