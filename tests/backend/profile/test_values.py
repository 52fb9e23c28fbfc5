"""What can be kept, and what people are told about what cannot."""

from collections.abc import Callable
from typing import Any

import pytest

from backend.core.errors import InvalidInput
from backend.profile import values
from backend.profile.phone_numbers import read_phone_number, shown_phone_number

Make = Callable[..., values.Value]

_ADDRESS = {"street": "Lindenallee 12", "postal_code": "12345", "city": "Lindental", "country": "DE"}
_NAME = {"salutation": "frau", "given_name": "Erika", "family_name": "Muster"}


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("0171 1234567", "+491711234567", "0171 1234567"),
        ("(069) 900 09-120", "+496990009120", "069 90009120"),
        ("+43 1 234567", "+431234567", "+43 1 234567"),
        ("0049 30 901820", "+4930901820", "030 901820"),
        ("٠٣٠ ٩٠١٨٢٠", "+4930901820", "030 901820"),
    ],
)
def test_phone_numbers_have_one_form(typed: str, kept: str, shown: str) -> None:
    assert read_phone_number(typed) == kept
    assert shown_phone_number(kept) == shown


@pytest.mark.parametrize(
    "typed", ["", "110", "030 12", "0900 ABCDEF", "+49 30 901820;ext=5", "0" * 10_000, "030\0901820"]
)
def test_what_nobody_can_call_is_no_phone_number(typed: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_phone_number(typed)
    assert caught.value.errors == {"number": "phone"}


@pytest.mark.parametrize(
    ("make", "given", "changed", "errors"),
    [
        (values.person_name, _NAME, {"given_name": " "}, {"given_name": "given-name-needed"}),
        (values.person_name, _NAME, {"salutation": "dr"}, {"salutation": "salutation"}),
        (values.person_name, _NAME, {"family_name": "x" * 10_000}, {"family_name": "too-long"}),
        (values.person_name, _NAME, {"family_name": "Muster\u202e"}, {"family_name": "unreadable"}),
        (values.person_name, _NAME, {"family_name": "Muster\0"}, {"family_name": "unreadable"}),
        (values.postal_address, _ADDRESS, {"postal_code": "1234"}, {"postal_code": "postal-code"}),
        (values.postal_address, _ADDRESS, {"postal_code": "A-1010"}, {"postal_code": "postal-code"}),
        (values.postal_address, _ADDRESS, {"country": "XX"}, {"country": "country"}),
        (
            values.postal_address,
            _ADDRESS,
            {"city": "", "street": ""},
            {"city": "city-needed", "street": "street-needed"},
        ),
        (values.delivery_address, {**_ADDRESS, "label": "Garten"}, {"label": ""}, {"label": "label-needed"}),
        (values.phone, {"number": "030 901820", "kind": "home"}, {"kind": "fax"}, {"kind": "phone-kind"}),
    ],
)
def test_each_field_says_what_is_wrong(
    make: Make, given: dict[str, Any], changed: dict[str, str], errors: dict[str, str]
) -> None:
    make(**given)
    with pytest.raises(InvalidInput) as caught:
        make(**{**given, **changed})
    assert caught.value.errors == errors


def test_texts_are_composed_and_on_one_line() -> None:
    """Nothing that is kept can begin a new line in a header of a mail."""
    name = values.person_name(salutation="", given_name="  Zoe\u0308 ", family_name="Muster\r\nBcc: x@example.org")
    assert name == {"salutation": "", "given_name": "Zoë", "family_name": "Muster Bcc: x@example.org"}


def test_markup_is_text_like_any_other() -> None:
    assert values.contract_name(salutation="", given_name="", name="<b>Müller & Söhne</b>")["name"] == (
        "<b>Müller & Söhne</b>"
    )


@pytest.mark.parametrize(
    ("country", "code"), [("AT", "1010"), ("CH", "8001"), ("GB", "SW1A 1AA"), ("IE", ""), ("NL", "1012 AB")]
)
def test_other_countries_have_other_codes(country: str, code: str) -> None:
    assert values.postal_address(**{**_ADDRESS, "country": country, "postal_code": code})["postal_code"] == code


@pytest.mark.parametrize(
    ("text", "key"), [("", "reason-needed"), ("x" * 501, "reason-shape"), ("\u200b.", "reason-shape")]
)
def test_a_reason_is_a_readable_line(text: str, key: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        values.reason(text)
    assert caught.value.errors == {"reason": key}
    assert values.reason("Der Nachweis\nfehlt. ") == "Der Nachweis fehlt."
