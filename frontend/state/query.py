"""What stands in an address, which anybody can write by hand."""

from datetime import date

_MOST_DIGITS = 5


def page_number(text: str) -> int:
    """A page number; anything that is none means the first page."""
    if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS:
        return max(1, int(text))
    return 1


def year(text: str) -> str:
    """A year of four digits from 1900 on, or nothing."""
    return text if len(text) == 4 and text.isascii() and text.isdigit() and text >= "1900" else ""


def day(text: str) -> date | None:
    """A day of this century, so that the days beside it can be counted."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2000 <= found.year < 2100 else None


def one_of(text: str, allowed: frozenset[str], otherwise: str = "") -> str:
    return text if text in allowed else otherwise
