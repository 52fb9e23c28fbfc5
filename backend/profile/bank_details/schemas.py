"""What the API says and takes about bank details."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from backend.core.translations import Language
from backend.profile.schemas import Typed, Version


@dataclass(frozen=True)
class ValidDetails:
    """The account that is collected from. Of the IBAN nothing but country and last four digits ever goes out."""

    holder: str
    iban: str
    mandate: str
    signed_at: datetime
    valid_from: datetime


@dataclass(frozen=True)
class WaitingDetails:
    """The account that is to be collected from once staff have looked at it. `id` is that of the change."""

    id: UUID
    holder: str
    iban: str
    requested_at: datetime


@dataclass(frozen=True)
class Mandate:
    """What whoever gives bank details agrees to: the creditor, and the text, paragraph by paragraph."""

    creditor: str
    creditor_id: str
    address: list[str]
    paragraphs: list[str]


@dataclass(frozen=True)
class BankDetailsState:
    """`version` goes back with each change. Without `mandate` the company collects from nobody new."""

    valid: ValidDetails | None
    waiting: WaitingDetails | None
    version: str
    mandate: Mandate | None
    reviewed: bool
    zone: str


@dataclass(frozen=True)
class StaffBankDetails:
    """As staff see them: none where the customer pays by transfer."""

    valid: ValidDetails | None
    zone: str


@dataclass(frozen=True)
class SaveBankDetails:
    """`consent` is what a ticked box sends. `language` is that in which the mandate was read."""

    version: Version
    holder: Typed = ""
    iban: Typed = ""
    consent: Annotated[str, Meta(max_length=10)] = ""
    language: Language = "de"
