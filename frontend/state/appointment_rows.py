"""Appointments of one's own in a list."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from frontend.api.appointments import BookedItem, BookingState
from frontend.components.badge import BadgeKind
from frontend.i18n import Translator, msgid
from frontend.site import path
from frontend.state.appointment_facts import when_in_words
from frontend.state.time_choice import channel_words

_STATES: Final[dict[BookingState, tuple[str, BadgeKind]]] = {
    "held": (msgid("noch nicht gebucht"), "neutral"),
    "booked": (msgid("gebucht"), "info"),
    "attended": (msgid("wahrgenommen"), "success"),
    "missed": (msgid("nicht wahrgenommen"), "neutral"),
    "cancelled": (msgid("abgesagt"), "neutral"),
}


@dataclass(frozen=True)
class AppointmentRow:
    """One appointment as its owner sees it; `file_href` is for their own calendar."""

    href: str
    file_href: str
    when: str
    service: str
    where: str
    state: str
    state_kind: BadgeKind


def appointment_row(t: Translator, item: BookedItem, zone: ZoneInfo) -> AppointmentRow:
    state, kind = state_words(t, item.state)
    return AppointmentRow(
        href=path("appointment", t.language, id=str(item.id)),
        file_href=calendar_file(item.id),
        when=when_in_words(t, item, zone),
        service=item.service,
        where=item.place.name if item.place else channel_words(t, item.channel),
        state=state,
        state_kind=kind,
    )


def calendar_file(booking_id: UUID) -> str:
    """Where the API gives an appointment as a file."""
    return f"/api/v1/appointments/{booking_id}/calendar.ics"


def state_words(t: Translator, state: BookingState) -> tuple[str, BadgeKind]:
    """How things stand, and the colour that repeats it."""
    words, kind = _STATES[state]
    return t(words), kind
