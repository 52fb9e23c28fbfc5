"""A bank account: read as people type it, shown by country and last digits, kept sealed."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from backend.core.errors import InvalidInput
from backend.core.iban import masked, read_iban
from backend.core.sealed import seal, unseal
from backend.core.settings import Settings
from backend.core.text import is_readable
from backend.profile.values import Value

LONGEST_HOLDER: Final = 70
"""Characters of a debtor's name in a direct debit (EPC130-08, AT-14)."""

_PURPOSE: Final = "bank details"


@dataclass(frozen=True)
class Account:
    """The IBAN is without blanks."""

    holder: str
    iban: str

    @property
    def value(self) -> Value:
        """As far as history, requests and pages hold it."""
        return {"holder": self.holder, "iban": masked(self.iban)}


def read_account(*, holder: str, iban: str, consent: bool) -> Account:
    """What somebody has typed, and whether they agree to the mandate. Raises `InvalidInput` with all that is wrong."""
    name = " ".join(holder.split())
    errors = _wrong_name(name)
    number = ""
    try:
        number = read_iban(iban)
    except InvalidInput as wrong:
        errors |= wrong.errors
    if not consent:
        errors["consent"] = "mandate-needed"
    if errors:
        raise InvalidInput(errors)
    return Account(name, number)


def _wrong_name(name: str) -> dict[str, str]:
    if not name:
        return {"holder": "holder-needed"}
    if not is_readable(name):
        return {"holder": "unreadable"}
    return {"holder": "holder-length"} if len(name) > LONGEST_HOLDER else {}


def seal_iban(settings: Settings, row_id: UUID, iban: str) -> bytes:
    """As it is kept in this row and no other."""
    return seal(settings.key(), _PURPOSE, str(row_id), iban.encode())


def open_iban(settings: Settings, row_id: UUID, sealed: bytes) -> str:
    """The whole IBAN. Raises `SealBroken`."""
    return unseal(settings.key(), _PURPOSE, str(row_id), sealed).decode()
