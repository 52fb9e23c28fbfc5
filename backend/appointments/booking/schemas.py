"""What the API of appointments takes and gives."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal
from uuid import UUID

Channel = Literal["on_site", "phone", "video"]
PartOfDay = Literal["morning", "afternoon", "evening"]
"""Until noon, until 17:00, and after it."""

OFFERED_NEEDS: Final = ("step-free", "induction-loop", "sign-language", "plain-language")
"""What people can say they need so that they can take part."""

Reminder = Literal["24h", "2h"]
BookingState = Literal["held", "booked", "cancelled", "attended", "missed"]


@dataclass(frozen=True)
class Time:
    """When, how and where. On site there is a location, else there is none."""

    starts_at: datetime
    channel: Channel
    location_id: UUID | None = None


@dataclass(frozen=True)
class FreeTime:
    """A time that is to be had. `seats_left` is more than 1 in groups only."""

    starts_at: datetime
    ends_at: datetime
    channel: Channel
    location_id: UUID | None
    seats_left: int


@dataclass(frozen=True)
class Contact:
    """Who comes, and how to reach them. `email` may be empty where somebody calls on the phone."""

    name: str
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Answer:
    """What somebody said to a question of the service."""

    question_id: UUID
    text: str


@dataclass(frozen=True)
class Details:
    """What is said about an appointment when it is booked."""

    contact: Contact
    answers: list[Answer] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    reminders: list[Reminder] = field(default_factory=list)
    language: Literal["de", "en"] = "de"


@dataclass(frozen=True)
class HeldSeat:
    """A time that is kept for a while. The token opens it, and it alone."""

    booking_id: UUID
    token: str
    starts_at: datetime
    ends_at: datetime
    held_until: datetime | None
    """None: it was booked already."""


@dataclass(frozen=True)
class Place:
    """A location, as people need it to get there and in."""

    id: UUID
    name: str
    street: str
    postal_code: str
    city: str
    directions: str
    step_free: bool
    lift: bool
    parking: bool
    induction_loop: bool
    accessibility: str


@dataclass(frozen=True)
class Question:
    """What the service asks. `choices` belongs to the kind "choice"."""

    id: UUID
    kind: Literal["line", "text", "choice", "yes_no"]
    label: str
    required: bool
    choices: list[str]


@dataclass(frozen=True)
class OfferedService:
    """What an appointment can be made for, in one language."""

    id: UUID
    name: str
    summary: str
    bring: str
    price: str
    duration: int
    """In minutes."""
    cancel_until: int
    """How many minutes before its start an appointment can last be changed online."""
    channels: list[Channel]
    places: list[Place]
    questions: list[Question]


@dataclass(frozen=True)
class FreeTimes:
    """Times in order. `more_from` is where to ask on; None when there are no more."""

    times: list[FreeTime]
    more_from: datetime | None
    zone: str


@dataclass(frozen=True)
class FreeDay:
    """A day on which something is free, and how many times there are to choose from."""

    day: date
    times: int


@dataclass(frozen=True)
class FreeDays:
    """The days of a month on which something is free, in order.

    Whatever the month, `last_day` is the last day for which appointments are given at present.
    """

    month: date
    """Its first day."""
    days: list[FreeDay]
    today: date
    last_day: date
    zone: str


@dataclass(frozen=True)
class BookedItem:
    """One appointment, as its owner sees it."""

    id: UUID
    service_id: UUID
    service: str
    state: BookingState
    starts_at: datetime
    ends_at: datetime
    channel: Channel
    with_whom: str
    place: Place | None
    bring: str
    video_url: str
    contact: Contact
    needs: list[str]
    answers: list[Answer]
    can_change: bool
    """Whether it can still be moved or cancelled online."""
    changeable_until: datetime


@dataclass(frozen=True)
class AnsweredQuestion:
    """What somebody said to a question; one that is asked no longer is empty."""

    question: str
    text: str


@dataclass(frozen=True)
class BookedDetail:
    """One appointment with all that was said about it."""

    item: BookedItem
    answers: list[AnsweredQuestion]
    reminders: list[Reminder]
    room: str
    zone: str


@dataclass(frozen=True)
class BookedList:
    """Upcoming ones, the next first, or past ones, the latest first."""

    items: list[BookedItem]
    total: int
    zone: str


@dataclass(frozen=True)
class AskToHold:
    """A wish to keep a time. The same `request_key` is the same wish."""

    service_id: UUID
    time: Time
    request_key: UUID
    needs: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class AskToBook:
    """What the form says. A form with a single tick sends one text, with several a list, and without any nothing."""

    contact: Contact
    answers: dict[UUID, str] = field(default_factory=dict)
    """By question."""
    reminders: list[Reminder] | Reminder = field(default_factory=list)
    language: Literal["de", "en"] = "de"

    def details(self) -> Details:
        return Details(
            contact=self.contact,
            answers=[Answer(question_id, text) for question_id, text in self.answers.items()],
            reminders=[self.reminders] if isinstance(self.reminders, str) else self.reminders,
            language=self.language,
        )


@dataclass(frozen=True)
class HeldUntil:
    held_until: datetime
