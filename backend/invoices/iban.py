"""Account numbers (ISO 13616) and creditor references (ISO 11649): their check digits are ISO 7064 MOD 97-10."""

import re

# Countries and territories that take part in SEPA credit transfers (EPC409-09). Their IBANs may be in an EPC QR code.
# fmt: off
SEPA_COUNTRIES = frozenset({
    "AD", "AL", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GI",
    "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MC", "MD", "ME", "MK", "MT", "NL",
    "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK", "SM", "VA",
})
# fmt: on

_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_REFERENCE = re.compile(r"RF\d{2}[A-Z0-9]{1,21}")


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
