"""Taking single values out of an element: texts, amounts, dates, identifiers.

Paths name elements without namespace and prefix ("SellerTradeParty/Name"): which prefix a file uses does not matter,
and neither does the order of elements. An empty element counts as a missing one. A value that is there but cannot be
understood is an error and never a guess.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import cast

from backend.invoices.document import Identifier, Party
from backend.invoices.reading.errors import UnreadableInvoice
from backend.invoices.reading.xml import Element

MAX_ID_LENGTH = 200

# xs:decimal; the lengths keep a number within what any database or screen can hold.
_DECIMAL = re.compile(r"[+-]?(\d{1,15}(\.\d{0,30})?|\.\d{1,30})")
_ISO_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(Z|[+-]\d\d:\d\d|T.*)?")
_PLAIN_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)(\d{4}(\d\d)?)?")
_CURRENCY = re.compile(r"[A-Z]{3}")


class MissingTerm(UnreadableInvoice):
    """Something the standard requires in every profile is not there. Parameter: `term`."""

    slug = "invoice-term-missing"


class InvalidAmount(UnreadableInvoice):
    """An amount, quantity or rate is not a decimal number. Parameters: `term`, `line`."""

    slug = "invoice-amount-invalid"


class InvalidDate(UnreadableInvoice):
    """A date is in no known form, or not in the calendar. Parameters: `term`, `line`."""

    slug = "invoice-date-invalid"


class CurrencyConflict(UnreadableInvoice):
    """An amount is stated in another currency only. Parameters: `term`, `found`, `expected`."""

    slug = "invoice-currency-conflict"


class ValueTooLong(UnreadableInvoice):
    """An identifier is longer than any real one. Parameters: `term`, `limit`."""

    slug = "invoice-value-too-long"


class InvalidCode(UnreadableInvoice):
    """A code has not the form of its list. Parameter: `term`."""

    slug = "invoice-code-invalid"


def line_of(element: Element) -> int:
    """The line of the file that the element begins on."""
    return cast("int | None", element.sourceline) or 1


@lru_cache(maxsize=1024)
def _pattern(path: str) -> str:
    return "/".join(f"{{*}}{step}" for step in path.split("/"))


def child(element: Element | None, path: str) -> Element | None:
    """The first element at `path`."""
    return None if element is None else element.find(_pattern(path))


def children(element: Element | None, path: str) -> Iterator[Element]:
    """All elements at `path`, in the order of the file."""
    return iter(()) if element is None else element.iterfind(_pattern(path))


def text(element: Element | None, path: str = "") -> str | None:
    """A value on one line, blanks folded; None when there is none."""
    target = child(element, path) if path else element
    if target is None or target.text is None:
        return None
    return " ".join(target.text.split()) or None


def texts(element: Element | None, path: str) -> tuple[str, ...]:
    """All values at `path` that are not empty."""
    return tuple(value for found in children(element, path) if (value := text(found)))


def paragraph(element: Element | None, path: str = "") -> str | None:
    """A value that may have several lines: each line with its blanks folded, no empty lines around."""
    target = child(element, path) if path else element
    if target is None or target.text is None:
        return None
    lines = (" ".join(line.split()) for line in target.text.splitlines())
    return "\n".join(lines).strip("\n") or None


def required(value: str | None, term: str) -> str:
    """The value of a term that no invoice may lack."""
    if value is None:
        raise MissingTerm(term=term)
    if len(value) > MAX_ID_LENGTH:
        raise ValueTooLong(term=term, limit=MAX_ID_LENGTH)
    return value


def currency_code(element: Element | None, path: str, term: str) -> str | None:
    """A currency code (ISO 4217)."""
    value = text(element, path)
    if value is not None and not _CURRENCY.fullmatch(value):
        raise InvalidCode(term=term)
    return value


def identifier(element: Element | None, path: str = "") -> Identifier | None:
    """An identifier with its scheme."""
    target = child(element, path) if path else element
    value = text(target)
    if target is None or value is None:
        return None
    return Identifier(value=value, scheme=attribute(target, "schemeID"))


def attribute(element: Element | None, name: str) -> str | None:
    """The value of an attribute; an empty one counts as missing."""
    value = None if element is None else element.get(name)
    return " ".join(value.split()) or None if value else None


def decimal(element: Element | None, path: str, term: str) -> Decimal | None:
    """A number without currency: a quantity or a rate. With an empty path, the value of `element` itself."""
    return _decimal(child(element, path) if path else element, term)


def whole_number(element: Element | None, term: str) -> int | None:
    """A number of days; None when it is no whole number."""
    value = _decimal(element, term)
    return int(value) if value is not None and value == int(value) else None


def account_number(element: Element | None, path: str) -> str | None:
    """An IBAN, BIC or account number, without the blanks people put in."""
    value = text(element, path)
    return value.replace(" ", "") if value else None


def _decimal(target: Element | None, term: str) -> Decimal | None:
    value = None if target is None or target.text is None else target.text.strip()
    if target is None or not value:
        return None
    if not _DECIMAL.fullmatch(value):
        raise InvalidAmount(term=term, line=line_of(target))
    return Decimal(value)


def amount(element: Element | None, path: str, term: str, in_currency: str) -> Decimal | None:
    """An amount of money in `in_currency`.

    Elements of other currencies at the same place are passed over (EXTENDED repeats totals in the currency of the
    tax). Raises `CurrencyConflict` when only another currency is there: a number without its currency would lie.
    """
    other = None
    for target in children(element, path):
        stated = attribute(target, "currencyID")
        if stated is None or stated == in_currency:
            value = _decimal(target, term)
            if value is not None:
                return value
        elif target.text and target.text.strip():
            other = stated
    if other is not None:
        raise CurrencyConflict(term=term, found=other[:3], expected=in_currency)
    return None


def stated_amount(element: Element | None, path: str, term: str, in_currency: str) -> Decimal | None:
    """An amount that names `in_currency` itself; None when there is none."""
    for target in children(element, path):
        if attribute(target, "currencyID") == in_currency:
            return _decimal(target, term)
    return None


def required_amount(element: Element | None, path: str, term: str, in_currency: str) -> Decimal:
    """An amount that no invoice may lack."""
    value = amount(element, path, term, in_currency)
    if value is None:
        raise MissingTerm(term=term)
    return value


def iso_date(element: Element | None, path: str, term: str) -> date | None:
    """A date as 2025-11-24, as UBL writes it; a time zone behind it does not move the day."""
    target = child(element, path)
    return _date(target, _ISO_DATE, term)


def cii_date(element: Element | None, path: str, term: str) -> date | None:
    """A date as 20251124 with format="102", as CII writes it; its other forms hold a time as well, or ISO 8601."""
    target = child(element, path)
    if target is None:
        return None
    value = next(iter(target), None)
    if value is None:
        return _date(target, _PLAIN_DATE, term)
    form = _ISO_DATE if value.text and "-" in value.text else _PLAIN_DATE
    return _date(value, form, term)


def _date(target: Element | None, form: re.Pattern[str], term: str) -> date | None:
    value = text(target)
    if target is None or value is None:
        return None
    match = form.fullmatch(value)
    if match is None:
        raise InvalidDate(term=term, line=line_of(target))
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError as error:
        raise InvalidDate(term=term, line=line_of(target)) from error


def required_date(value: date | None, term: str) -> date:
    """The date of a term that no invoice may lack."""
    if value is None:
        raise MissingTerm(term=term)
    return value


def named_party(party: Party | None, term: str) -> Party:
    """A party that no invoice may lack, with the name in `term`."""
    if party is None or party.name is None:
        raise MissingTerm(term=term)
    return party
