"""What the API says and takes about account data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Final, Literal
from uuid import UUID

from msgspec import Meta

from backend.core.translations import Language
from backend.profile.values import COUNTRIES, SENDABLE, Channel, CustomerField, Field, PhoneKind, Topic, Value

EmailText = Annotated[str, Meta(min_length=3, max_length=254)]
CodeText = Annotated[str, Meta(min_length=1, max_length=40)]

# Longer than any value may be: the operation says which field is too long, in words.
Typed = Annotated[str, Meta(max_length=1_000)]
Version = Annotated[str, Meta(max_length=40)]
EntryId = Annotated[str, Meta(max_length=40)]
Ticks = Annotated[list[Typed], Meta(max_length=20)] | Typed
"""A form with a single tick sends one text, with several a list, and without any nothing."""

COUNTRY_CODES: Final = tuple(sorted(COUNTRIES))
"""What an address takes as its country."""

OFFERED_CHANNELS: Final[Mapping[str, tuple[Channel, ...]]] = {
    str(topic): channels for topic, channels in SENDABLE.items()
}
"""By what people can choose to be told of each topic."""

Saved = Literal["done", "waiting", "unchanged"]
Action = Literal["changed", "requested", "accepted", "refused", "withdrawn", "undone"]
Changer = Literal["you", "delegate", "staff", "system"]


@dataclass(frozen=True)
class PersonName:
    salutation: str
    given_name: str
    family_name: str
    version: str


@dataclass(frozen=True)
class ContractName:
    """The name of a contract partner; of an organisation, `name` alone."""

    salutation: str
    given_name: str
    name: str
    version: str


@dataclass(frozen=True)
class BillingAddress:
    street: str
    postal_code: str
    city: str
    country: str
    version: str


@dataclass(frozen=True)
class DeliveryAddressItem:
    """`removed_at`: it was removed, and can still be brought back."""

    id: UUID
    label: str
    street: str
    postal_code: str
    city: str
    country: str
    version: str
    removed_at: datetime | None


@dataclass(frozen=True)
class PhoneItem:
    """`number` in E.164; `shown` as people read it."""

    id: UUID
    number: str
    shown: str
    kind: PhoneKind
    version: str
    removed_at: datetime | None


@dataclass(frozen=True)
class RequestItem:
    """A change that waits for staff, or was refused and not yet read by the person."""

    id: UUID
    field: CustomerField
    target: UUID | None
    old: Value | None
    new: Value | None
    state: Literal["waiting", "refused"]
    requested_at: datetime
    decided_at: datetime | None
    reason: str


@dataclass(frozen=True)
class TopicChoice:
    """By which channels the person hears of a topic; `fixed` ones cannot be switched off."""

    topic: Topic
    channels: list[Channel]
    fixed: list[Channel]


@dataclass(frozen=True)
class CustomerProfile:
    """The customer that the session acts for. `reviewed`: fields whose changes wait for staff."""

    number: str
    kind: Literal["person", "organisation"]
    may_change: bool
    name: ContractName
    billing: BillingAddress
    delivery: list[DeliveryAddressItem]
    phones: list[PhoneItem]
    bank_details: Value | None
    """Holder and masked IBAN of the account that is collected from; hidden from who may not change it."""
    requests: list[RequestItem]
    reviewed: list[CustomerField]


@dataclass(frozen=True)
class Profile:
    """Everything that the person may look after; `customer` is missing where the session acts for nobody."""

    email: str
    language: Language
    name: PersonName
    messages: list[TopicChoice]
    messages_version: str
    customer: CustomerProfile | None
    zone: str
    """The company's time zone, in which the pages tell moments."""


@dataclass(frozen=True)
class HistoryEntry:
    """One change. `who` names another person who looks after the same customer; empty for all others."""

    id: UUID
    at: datetime
    field: Field
    action: Action
    old: Value | None
    new: Value | None
    reason: str
    by: Changer
    who: str


@dataclass(frozen=True)
class HistoryPage:
    items: list[HistoryEntry]
    page: int
    pages: int
    total: int
    zone: str


@dataclass(frozen=True)
class SavePersonName:
    version: Version
    salutation: Typed = ""
    given_name: Typed = ""
    family_name: Typed = ""


@dataclass(frozen=True)
class SaveContractName:
    version: Version
    salutation: Typed = ""
    given_name: Typed = ""
    name: Typed = ""


@dataclass(frozen=True)
class SaveBillingAddress:
    version: Version
    street: Typed = ""
    postal_code: Typed = ""
    city: Typed = ""
    country: Typed = "DE"


@dataclass(frozen=True)
class SaveDeliveryAddress:
    """`id` and `version` are empty for a new one."""

    id: EntryId = ""
    version: Version = ""
    label: Typed = ""
    street: Typed = ""
    postal_code: Typed = ""
    city: Typed = ""
    country: Typed = "DE"


@dataclass(frozen=True)
class SavePhone:
    """`id` and `version` are empty for a new one."""

    id: EntryId = ""
    version: Version = ""
    number: Typed = ""
    kind: Typed = "mobile"


@dataclass(frozen=True)
class Remove:
    version: Version


@dataclass(frozen=True)
class SaveLanguage:
    language: Language


@dataclass(frozen=True)
class SaveMessages:
    """The channels that are ticked, by topic."""

    version: Version
    invoices: Ticks = field(default_factory=list)
    appointments: Ticks = field(default_factory=list)
    security: Ticks = field(default_factory=list)
    news: Ticks = field(default_factory=list)


@dataclass(frozen=True)
class SaveResult:
    """ "waiting": staff look at it first, and the old value stays valid."""

    state: Saved
    id: UUID | None = None


@dataclass(frozen=True)
class RequestNewEmail:
    email: EmailText
    language: Language = "de"


@dataclass(frozen=True)
class EmailCodeSent:
    """The answer is the same whether another account has the address or not."""

    request_id: UUID
    expires_at: datetime


@dataclass(frozen=True)
class ConfirmNewEmail:
    request_id: UUID
    code: CodeText


@dataclass(frozen=True)
class EmailChanged:
    """The address that signs in from now on."""

    email: str
    undo_until: datetime


@dataclass(frozen=True)
class WaitingChange:
    """A change for staff to decide on. `current` is what holds now; `version` goes back with the decision."""

    id: UUID
    customer_number: str
    customer_name: str
    requested_by: str
    requested_at: datetime
    field: CustomerField
    current: Value | None
    new: Value | None
    version: str


@dataclass(frozen=True)
class WaitingPage:
    items: list[WaitingChange]
    page: int
    pages: int
    total: int
    zone: str


@dataclass(frozen=True)
class AcceptChange:
    version: Version


@dataclass(frozen=True)
class RefuseChange:
    reason: Typed = ""
