"""What the customers of the demo use, and what their meters show. Always the same for the same month."""

import hashlib

from backend.demo.tariffs import Kind, Supply

# Share of a year's use in each month, in thousandths: heating follows the weather, the rest nearly does not.
_SEASON: dict[Kind, tuple[int, ...]] = {
    "heat": (172, 148, 126, 84, 38, 12, 8, 9, 34, 82, 126, 161),
    "electricity": (94, 86, 88, 82, 80, 76, 76, 76, 78, 84, 88, 92),
    "water": (80, 76, 82, 84, 88, 90, 92, 90, 84, 80, 76, 78),
}


def used(supply: Supply, year: int, month: int) -> int:
    """What was used in a month: the season, and a difference of up to 12 % that is always the same."""
    digest = hashlib.sha256(f"{supply.contract}-{year}-{month}".encode()).digest()
    deviation = 880 + digest[0] % 241
    return round(supply.yearly_use * _SEASON[supply.kind][month - 1] * deviation / 1_000_000)


def used_in_year(supply: Supply, year: int) -> int:
    return sum(used(supply, year, month) for month in range(1, 13))


def reading_at_end_of(supply: Supply, year: int) -> int:
    """What the meter shows on 31 December, from its first reading at the end of 2021."""
    return supply.first_reading + sum(used_in_year(supply, each) for each in range(2022, year + 1))
