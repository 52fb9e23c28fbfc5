"""Account numbers (ISO 13616), creditor references (ISO 11649) and identifiers: check digits are ISO 7064 MOD 97-10."""

import re
import unicodedata
from typing import Final

from backend.core.errors import InvalidInput

# Countries and territories that take part in SEPA credit transfers (EPC409-09). Their IBANs may be in an EPC QR code.
# fmt: off
SEPA_COUNTRIES = frozenset({
    "AD", "AL", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GI",
    "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MC", "MD", "ME", "MK", "MT", "NL",
    "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK", "SM", "VA",
})
# fmt: on

_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_CREDITOR_ID = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{3}[A-Z0-9]{1,28}")
_REFERENCE = re.compile(r"RF\d{2}[A-Z0-9]{1,21}")


_BLANKS: Final = re.compile(r"[\s.-]+")
_SHOWN_AT_THE_END: Final = 4


def read_iban(typed: str) -> str:
    """The IBAN without blanks and in capitals, however it was typed or pasted.

    Raises `InvalidInput` for the field "iban", with what to look at: characters, country, length, or check digits.
    """
    number = _BLANKS.sub("", unicodedata.normalize("NFKC", typed)).upper().removeprefix("IBAN").removeprefix(":")
    if mistake := _mistake(number):
        raise InvalidInput({"iban": mistake})
    return number


def _mistake(number: str) -> str:
    """The message key of what is wrong; empty when nothing is."""
    if not number:
        return "iban-needed"
    if not re.fullmatch(r"[A-Z0-9]+", number):
        return "iban-characters"
    return _mistake_in_country(number) if number[:2] in SEPA_COUNTRIES else "iban-country"


def _mistake_in_country(number: str) -> str:
    # Few processes ever check what somebody has typed, and it would cost each start 50 ms.
    from stdnum import iban, numdb  # noqa: PLC0415 - see above
    from stdnum.exceptions import InvalidChecksum, ValidationError  # noqa: PLC0415 - see above

    structure = numdb.get("iban").info(number)[0][1]["bban"]
    if len(number) != 4 + sum(map(int, re.findall(r"(\d+)!", structure))):
        return "iban-length"
    try:
        iban.validate(number)
    except InvalidChecksum:
        return "iban-check-digits"
    except ValidationError:
        return "iban-form"
    return ""


def masked(iban: str) -> str:
    """What may be shown of an IBAN: its country and the last four digits, the rest as dots, in groups of four."""
    hidden = "•" * (len(iban) - 2 - _SHOWN_AT_THE_END)
    return grouped(iban[:2] + hidden + iban[-_SHOWN_AT_THE_END:])


def shortened(masked_iban: str) -> str:
    """A masked IBAN on one line of a text, without dots that a screen reader would count: "IBAN DE … 3000"."""
    return f"IBAN {masked_iban[:2]} … {masked_iban.replace(' ', '')[-_SHOWN_AT_THE_END:]}"


def is_creditor_id(value: str) -> bool:
    """Whether `value` is a SEPA creditor identifier (AT-02); its business code, characters 5 to 7, is not checked."""
    return bool(_CREDITOR_ID.fullmatch(value)) and _mod_97(value[:4] + value[7:]) == 1


def is_iban(value: str) -> bool:
    """Whether `value`, written without blanks, has the form and the check digits of an IBAN."""
    return bool(_IBAN.fullmatch(value)) and _mod_97(value) == 1


def is_sepa_iban(value: str) -> bool:
    """Whether a SEPA credit transfer can reach the account."""
    return is_iban(value) and value[:2] in SEPA_COUNTRIES


def is_creditor_reference(value: str) -> bool:
    """Whether `value` is a structured creditor reference such as RF18539007547034."""
    return bool(_REFERENCE.fullmatch(value)) and _mod_97(value) == 1


def grouped(value: str) -> str:
    """An IBAN in groups of four, as people read it."""
    return " ".join(value[start : start + 4] for start in range(0, len(value), 4))


def check_digits(country: str, account: str) -> str:
    """The two check digits for an account of a country."""
    return f"{98 - _mod_97(f'{country}00{account}'):02d}"


def _mod_97(value: str) -> int:
    rearranged = value[4:] + value[:4]
    return int("".join(str(int(char, 36)) for char in rearranged)) % 97
