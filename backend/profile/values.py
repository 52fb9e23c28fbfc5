"""What can be changed, and the form in which each value is kept: texts that are readable, short enough, and whole.

A value is a dict of texts, so that history and requests can hold the values of all fields alike.
"""

import re
import unicodedata
from collections.abc import Mapping
from hashlib import sha256
from typing import Final, Literal, get_args

import msgspec
from babel.core import Locale

from backend.core.errors import InvalidInput
from backend.core.text import is_readable
from backend.profile.phone_numbers import read_phone_number

CustomerField = Literal["customer_name", "billing_address", "delivery_address", "phone", "bank_details"]
PersonField = Literal["name", "email", "language", "messages"]
Field = PersonField | CustomerField
Topic = Literal["invoices", "appointments", "security", "news"]
Channel = Literal["mail", "push", "post"]
PhoneKind = Literal["mobile", "home", "work"]

Value = dict[str, str]

TOPICS: Final[tuple[Topic, ...]] = get_args(Topic)
CHANNELS: Final[tuple[Channel, ...]] = get_args(Channel)
SENDABLE: Final[Mapping[Topic, tuple[Channel, ...]]] = {
    "invoices": CHANNELS,
    "appointments": ("mail", "push"),  # A letter comes too late to remind anybody of tomorrow.
    "security": CHANNELS,
    "news": CHANNELS,
}
"""The channels by which the portal can tell of a topic. Others are not offered; what somebody has chosen of them is
kept."""
PHONE_KINDS: Final[tuple[PhoneKind, ...]] = get_args(PhoneKind)
SALUTATIONS: Final = ("", "frau", "herr")

LONGEST: Final = 100
"""Characters of a name, of a street, of a place."""

_POSTAL_CODES: Final = {"DE": r"[0-9]{5}", "AT": r"[0-9]{4}", "CH": r"[0-9]{4}"}
_ANY_POSTAL_CODE: Final = r"[A-Za-z0-9][A-Za-z0-9 -]{0,9}|"
_NO_COUNTRIES: Final = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
COUNTRIES: Final = frozenset(
    code for code in map(str, Locale("de").territories) if re.fullmatch("[A-Z]{2}", code) and code not in _NO_COUNTRIES
)
"""ISO 3166-1 alpha-2, as far as people have words for them (CLDR)."""


def person_name(*, salutation: str, given_name: str, family_name: str) -> Value:
    """The name of the person behind an account. Raises `InvalidInput`."""
    return _checked(
        {"salutation": salutation, "given_name": _line(given_name), "family_name": _line(family_name)},
        needed=("given_name", "family_name"),
    )


def contract_name(*, salutation: str, given_name: str, name: str) -> Value:
    """The name of a contract partner; an organisation has no given name. Raises `InvalidInput`."""
    return _checked({"salutation": salutation, "given_name": _line(given_name), "name": _line(name)}, needed=("name",))


def postal_address(*, street: str, postal_code: str, city: str, country: str) -> Value:
    """Raises `InvalidInput`."""
    value = {"street": _line(street), "postal_code": _line(postal_code), "city": _line(city), "country": country}
    return _checked(value, needed=("street", "city"))


def delivery_address(*, label: str, street: str, postal_code: str, city: str, country: str) -> Value:
    """An address with the name that the person knows it by. Raises `InvalidInput`."""
    value = {"label": _line(label), "street": _line(street), "postal_code": _line(postal_code), "city": _line(city)}
    return _checked({**value, "country": country}, needed=("label", "street", "city"))


def phone(*, number: str, kind: str) -> Value:
    """Raises `InvalidInput`."""
    if kind not in PHONE_KINDS:
        raise InvalidInput({"kind": "phone-kind"})
    return {"number": read_phone_number(number), "kind": kind}


def reason(text: str) -> str:
    """Why something is refused, on one line. Raises `InvalidInput`."""
    line = _line(text)
    if not line:
        raise InvalidInput({"reason": "reason-needed"})
    if len(line) > 500 or not is_readable(line):
        raise InvalidInput({"reason": "reason-shape"})
    return line


def version_of(value: Value | None) -> str:
    """Tells states of a value apart: who sends a change says which one they had seen."""
    return sha256(msgspec.json.encode(value, order="deterministic")).hexdigest()[:16]


def encode(value: Value | None) -> str | None:
    """As a column of type jsonb takes it."""
    return None if value is None else msgspec.json.encode(value).decode()


def decode(column: str | None) -> Value | None:
    return None if column is None else msgspec.json.decode(column, type=dict[str, str])


def _line(text: str) -> str:
    """Composed (NFC) and with single blanks; line breaks of a pasted text become blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _checked(value: Value, *, needed: tuple[str, ...]) -> Value:
    """All that is wrong is told at once. Raises `InvalidInput`."""
    errors = {key: f"{key.replace('_', '-')}-needed" for key in needed if not value[key]}
    errors |= {key: "unreadable" for key, text in value.items() if not is_readable(text)}
    errors |= {key: "too-long" for key, text in value.items() if len(text) > LONGEST}
    errors |= _wrong_choices(value)
    if errors:
        raise InvalidInput(errors)
    return value


def _wrong_choices(value: Mapping[str, str]) -> dict[str, str]:
    errors = {}
    if value.get("salutation", "") not in SALUTATIONS:
        errors["salutation"] = "salutation"
    if "country" in value and value["country"] not in COUNTRIES:
        errors["country"] = "country"
    elif "country" in value and not re.fullmatch(
        _POSTAL_CODES.get(value["country"], _ANY_POSTAL_CODE), value["postal_code"]
    ):
        errors["postal_code"] = "postal-code"
    return errors
