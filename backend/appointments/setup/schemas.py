"""What the API says and takes about what can be booked. Forms send texts, as they were typed."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Final, Literal
from uuid import UUID

from msgspec import Meta

# Longer than any value may be: the operation says which field is too long, in words.
Typed = Annotated[str, Meta(max_length=20_000)]
Ticks = Annotated[list[Typed], Meta(max_length=200)] | Typed
"""A form with a single tick sends one text, with several a list, and without any nothing."""
Tick = Annotated[str, Meta(max_length=10)]
"""Empty, or anything: the tick is set."""
ThingId = Annotated[str, Meta(max_length=40)]
"""Of the thing that is changed; empty for a new one."""
Short = Annotated[str, Meta(max_length=100)]

Channel = Literal["on_site", "phone", "video"]
ResourceKind = Literal["person", "room"]
QuestionKind = Literal["line", "text", "choice", "yes_no"]
ExceptionKind = Literal["off", "extra"]
Reason = Literal[
    "service-retired",
    "channel-gone",
    "location-gone",
    "skill-missing",
    "person-retired",
    "person-away",
    "room-retired",
    "room-closed",
    "place-moved",
    "video-moved",
]
HitChoice = Literal["keep", "cancel"]
TimeUnit = Literal["minutes", "hours", "days"]
MINUTES: Final[dict[TimeUnit, int]] = {"minutes": 1, "hours": 60, "days": 24 * 60}

NEEDS: Final = ("sign-language", "induction-loop", "plain-language", "step-free")
"""What customers can wish for; a person or a room that meets such a need has it among its skills."""
FACTS: Final = ("step_free", "lift", "parking", "induction_loop")
"""What is accessible at a location, and can be told in a word."""


@dataclass(frozen=True)
class Consent:
    """What is to happen to each of the booked appointments that a change hits.

    `confirmation` names the very list that was shown; with another list nothing is saved. `hits` has what was chosen
    by the ids of that list; an appointment that is not in it stays booked.
    """

    confirmation: Short = ""
    hits: Annotated[dict[Short, HitChoice], Meta(max_length=2_000)] = field(default_factory=dict)


@dataclass(frozen=True)
class Hit:
    """A booked appointment that does not fit any longer. `who` are the names given when it was booked, one for each of
    the `booking_ids`."""

    id: UUID
    starts_at: datetime
    ends_at: datetime
    service_de: str
    service_en: str
    with_whom: str
    who: list[str]
    booking_ids: list[UUID]
    reasons: list[Reason]


@dataclass(frozen=True)
class SaveResult:
    """Either it is saved, or it would hit appointments: then nothing has changed yet, and `hits` are these."""

    state: Literal["saved", "asks"]
    id: UUID
    hits: list[Hit] = field(default_factory=list)
    confirmation: str = ""
    cancelled: int = 0
    zone: str = ""


@dataclass(frozen=True)
class Misfits:
    """Appointments that do not fit to what is set up at present, the next first."""

    hits: list[Hit]
    zone: str


@dataclass(frozen=True)
class LocationItem:
    """A location, with everything that people are told about it."""

    id: UUID
    name_de: str
    name_en: str
    street: str
    postal_code: str
    city: str
    directions_de: str
    directions_en: str
    step_free: bool
    lift: bool
    parking: bool
    induction_loop: bool
    accessibility_de: str
    accessibility_en: str
    retired_at: datetime | None
    version: str


@dataclass(frozen=True)
class SaveLocation(Consent):
    id: ThingId = ""
    version: Short = ""
    name_de: Typed = ""
    name_en: Typed = ""
    street: Typed = ""
    postal_code: Typed = ""
    city: Typed = ""
    directions_de: Typed = ""
    directions_en: Typed = ""
    facts: Ticks = ""
    """Of `FACTS`."""
    accessibility_de: Typed = ""
    accessibility_en: Typed = ""


@dataclass(frozen=True)
class QuestionItem:
    """What is asked when booking. `choices` in pairs of German and English; kind "choice" only."""

    id: UUID
    service_id: UUID
    position: int
    kind: QuestionKind
    label_de: str
    label_en: str
    required: bool
    choices_de: list[str]
    choices_en: list[str]
    version: str


@dataclass(frozen=True)
class SaveQuestion:
    """`choices_de` and `choices_en` have one answer on each line, in the same order."""

    id: ThingId = ""
    version: Short = ""
    kind: Typed = "line"
    label_de: Typed = ""
    label_en: Typed = ""
    required: Tick = ""
    choices_de: Typed = ""
    choices_en: Typed = ""


@dataclass(frozen=True)
class ServiceItem:
    """A service with all its rules; times in minutes."""

    id: UUID
    name_de: str
    name_en: str
    summary_de: str
    summary_en: str
    bring_de: str
    bring_en: str
    price_de: str
    price_en: str
    duration: int
    step: int
    buffer_before: int
    buffer_after: int
    lead_time: int
    horizon_days: int
    cancel_until: int
    capacity: int
    channels: list[Channel]
    location_ids: list[UUID]
    skills: list[str]
    needs_room: bool
    for_guests: bool
    retired_at: datetime | None
    version: str


@dataclass(frozen=True)
class SaveService(Consent):
    """`lead_time` and `cancel_until` are in the `TimeUnit` beside them, `horizon_days` in days, others in minutes."""

    id: ThingId = ""
    version: Short = ""
    name_de: Typed = ""
    name_en: Typed = ""
    summary_de: Typed = ""
    summary_en: Typed = ""
    bring_de: Typed = ""
    bring_en: Typed = ""
    price_de: Typed = ""
    price_en: Typed = ""
    duration: Typed = ""
    step: Typed = ""
    buffer_before: Typed = ""
    buffer_after: Typed = ""
    lead_time: Typed = ""
    lead_unit: TimeUnit = "hours"
    horizon_days: Typed = ""
    cancel_until: Typed = ""
    cancel_unit: TimeUnit = "hours"
    capacity: Typed = ""
    channels: Ticks = ""
    location_ids: Ticks = ""
    skills: Typed = ""
    needs_room: Tick = ""
    for_guests: Tick = ""


@dataclass(frozen=True)
class ResourceItem:
    """A person or a room."""

    id: UUID
    kind: ResourceKind
    name: str
    account_id: UUID | None
    location_ids: list[UUID]
    skills: list[str]
    federal_state: str
    video_url: str
    retired_at: datetime | None
    version: str


@dataclass(frozen=True)
class SaveResource(Consent):
    id: ThingId = ""
    version: Short = ""
    kind: ResourceKind = "person"
    name: Typed = ""
    account_id: Short = ""
    location_ids: Ticks = ""
    skills: Typed = ""
    needs: Ticks = ""
    federal_state: Short = ""
    video_url: Typed = ""


@dataclass(frozen=True)
class DayHours:
    """The times of one weekday (1 is Monday) as they are typed: "08:00-12:00, 13:00-17:00"."""

    weekday: int
    work: str
    breaks: str
    location_id: UUID | None


@dataclass(frozen=True)
class ExceptionItem:
    """Absence, or extra hours. Without times: whole days."""

    id: UUID
    kind: ExceptionKind
    first_day: date
    last_day: date
    times: str
    location_id: UUID | None


@dataclass(frozen=True)
class Holiday:
    day: date
    name_de: str
    name_en: str


@dataclass(frozen=True)
class Rota:
    """When a person works, or a room is open. `holidays`: the next ones that are kept."""

    resource: ResourceItem
    week: list[DayHours]
    week_version: str
    exceptions: list[ExceptionItem]
    holidays: list[Holiday]


@dataclass(frozen=True)
class SaveHours(Consent):
    """Seven texts each, Monday first."""

    version: Short = ""
    work: Annotated[list[Typed], Meta(min_length=7, max_length=7)] = field(default_factory=lambda: [""] * 7)
    breaks: Annotated[list[Typed], Meta(min_length=7, max_length=7)] = field(default_factory=lambda: [""] * 7)
    places: Annotated[list[Short], Meta(min_length=7, max_length=7)] = field(default_factory=lambda: [""] * 7)
    """Ids of locations; empty: wherever the resource belongs."""


@dataclass(frozen=True)
class SaveException(Consent):
    """The times are empty for whole days; then `kind` must be "off"."""

    kind: Typed = ""
    first_day: Typed = ""
    last_day: Typed = ""
    times: Typed = ""
    place: Short = ""


@dataclass(frozen=True)
class StaffAccount:
    """An account that a person who gives appointments can be linked to."""

    id: UUID
    name: str


@dataclass(frozen=True)
class Setup:
    """Everything that can be booked, and who gives it; also what is no longer offered."""

    locations: list[LocationItem]
    services: list[ServiceItem]
    resources: list[ResourceItem]
    accounts: list[StaffAccount]
    federal_states: dict[str, str]


@dataclass(frozen=True)
class ServiceDetail:
    service: ServiceItem
    questions: list[QuestionItem]
