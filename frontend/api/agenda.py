"""Appointments through the API, for staff."""

from datetime import date, datetime
from uuid import UUID

from backend.appointments.agenda.schemas import (
    Agenda,
    AgendaDetail,
    AgendaItem,
    AskToHoldFor,
    EventKind,
    FoundAppointments,
    HistoryEvent,
    Named,
    Span,
)
from backend.appointments.booking.schemas import (
    Answer,
    BookingState,
    Channel,
    Contact,
    Details,
    FreeTime,
    FreeTimes,
    HeldSeat,
    HeldUntil,
    OfferedService,
    Question,
    Time,
)
from frontend.api.client import Api
from frontend.i18n import Language

__all__ = [
    "Agenda",
    "AgendaDetail",
    "AgendaItem",
    "Answer",
    "AskToHoldFor",
    "BookingState",
    "Channel",
    "Contact",
    "Details",
    "EventKind",
    "FoundAppointments",
    "FreeTime",
    "FreeTimes",
    "HeldSeat",
    "HistoryEvent",
    "Named",
    "OfferedService",
    "Question",
    "Span",
    "Time",
    "attend",
    "book",
    "cancel",
    "extend_hold",
    "find_appointments",
    "hold",
    "let_go",
    "list_free_times",
    "list_services",
    "list_times_to_move_to",
    "miss",
    "move",
    "read_agenda",
    "read_appointment",
    "reopen",
]


async def read_agenda(
    api: Api, *, day: date | None, span: Span, person: str = "", location: str = "", language: Language
) -> Agenda:
    """What is booked today or on another day, or in its week."""
    return await api.get(
        "/service/agenda",
        Agenda,
        day=day.isoformat() if day else None,
        span=span,
        person_id=person,
        location_id=location,
        language=language,
    )


async def find_appointments(api: Api, *, search: str, page: int, language: Language) -> FoundAppointments:
    """Appointments by whatever words are known of them."""
    return await api.get("/service/agenda/search", FoundAppointments, search=search, page=page, language=language)


async def read_appointment(api: Api, appointment: UUID, *, language: Language) -> AgendaDetail:
    """One appointment with answers, note and history."""
    return await api.get(f"/service/agenda/{appointment}", AgendaDetail, language=language)


async def attend(api: Api, appointment: UUID) -> None:
    """The person is here."""
    await api.post(f"/service/agenda/{appointment}/attended")


async def miss(api: Api, appointment: UUID) -> None:
    """Nobody has come."""
    await api.post(f"/service/agenda/{appointment}/missed")


async def reopen(api: Api, appointment: UUID) -> None:
    """Take back that somebody has come, or has not."""
    await api.post(f"/service/agenda/{appointment}/reopened")


async def cancel(api: Api, appointment: UUID) -> None:
    """Give the time back."""
    await api.post(f"/service/agenda/{appointment}/cancel")


async def list_times_to_move_to(api: Api, appointment: UUID, *, start: str = "") -> FreeTimes:
    """Free times for the same service in the same way and place."""
    return await api.get(f"/service/agenda/{appointment}/times", FreeTimes, start=start)


async def move(api: Api, appointment: UUID, time: Time, *, language: Language) -> AgendaDetail:
    """Put the appointment at another time."""
    return await api.post(f"/service/agenda/{appointment}/move?language={language}", time, result=AgendaDetail)


async def list_services(api: Api, *, language: Language) -> list[OfferedService]:
    """What an appointment can be made for."""
    return await api.get("/service/agenda/services", list[OfferedService], language=language)


async def list_free_times(
    api: Api, service: UUID, *, channel: Channel, location: str, needs: list[str], start: str = ""
) -> FreeTimes:
    """The next free times of a service."""
    return await api.get(
        f"/service/agenda/services/{service}/times",
        FreeTimes,
        channel=channel,
        location_id=location,
        needs=needs,
        start=start,
    )


async def hold(api: Api, wish: AskToHoldFor) -> HeldSeat:
    """Keep a time for somebody on the phone."""
    return await api.post("/service/agenda/holds", wish, result=HeldSeat)


async def extend_hold(api: Api, booking: UUID) -> datetime:
    """Keep it for ten minutes from now; returns until when."""
    return (await api.post(f"/service/agenda/holds/{booking}/extend", result=HeldUntil)).held_until


async def let_go(api: Api, booking: UUID) -> None:
    """Give the time back that was kept."""
    await api.delete(f"/service/agenda/holds/{booking}")


async def book(api: Api, booking: UUID, details: Details) -> AgendaDetail:
    """Make an appointment of the time that is kept."""
    return await api.post(f"/service/agenda/holds/{booking}/book", details, result=AgendaDetail)
