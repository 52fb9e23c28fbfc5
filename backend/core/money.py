"""Amounts of money: exact decimals with a currency."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True)
class Money:
    """An amount in a currency (ISO 4217 code). Amounts travel through JSON as strings, never as floats."""

    amount: Decimal
    currency: str


def cents(amount: Decimal) -> Decimal:
    """`amount` to two places, half away from zero, as EN 16931 rounds."""
    return amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
