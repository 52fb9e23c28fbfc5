"""Appointments through the API, for those who come to them."""

from datetime import date, datetime
from uuid import UUID

from backend.appointments.booking.schemas import (
    OFFERED_NEEDS,
    AskToHold,
    BookedDetail,
    BookedItem,
    BookedList,
    BookingState,
    Channel,
    FreeDays,
    FreeTime,
    FreeTimes,
    HeldSeat,
    HeldUntil,
    OfferedService,
    Place,
    Question,
    Time,
)
from frontend.api.client import Api
from frontend.i18n import Language

__all__ = [
    "OFFERED_NEEDS",
    "AskToHold",
    "BookedDetail",
    "BookedItem",
    "BookedList",
    "BookingState",
    "Channel",
    "FreeDays",
    "FreeTime",
    "FreeTimes",
    "HeldSeat",
    "HeldUntil",
    "OfferedService",
    "Place",
    "Question",
    "Time",
    "cancel",
    "extend_hold",
    "hold_time",
    "let_go",
    "list_appointments",
    "list_free_days",
    "list_free_times",
    "list_nearest_times",
    "list_services",
    "move",
    "read_appointment",
]


def _services(*, as_guest: bool) -> str:
    return "/appointments/guests/services" if as_guest else "/appointments/services"


async def list_services(api: Api, *, as_guest: bool = False, language: Language) -> list[OfferedService]:
    """What an appointment can be made for; not all of it can be without an account."""
    return await api.get(_services(as_guest=as_guest), list[OfferedService], language=language)


async def list_free_times(
    api: Api,
    service: UUID,
    *,
    channel: str,
    location: str = "",
    needs: list[str],
    weekday: str = "",
    part_of_day: str = "",
    day: str = "",
    start: str = "",
    most: int,
    as_guest: bool = False,
) -> FreeTimes:
    """The next free times that suit, or those of one day."""
    return await api.get(
        f"{_services(as_guest=as_guest)}/{service}/times",
        FreeTimes,
        channel=channel,
        location_id=location,
        needs=needs,
        weekday=weekday,
        part_of_day=part_of_day,
        day=day,
        start=start,
        most=most,
    )


async def list_free_days(
    api: Api,
    service: UUID,
    *,
    channel: str,
    location: str = "",
    needs: list[str],
    weekday: str = "",
    part_of_day: str = "",
    month: date | None,
    as_guest: bool = False,
) -> FreeDays:
    """The days of a month on which something is free; without one, of this month."""
    return await api.get(
        f"{_services(as_guest=as_guest)}/{service}/days",
        FreeDays,
        channel=channel,
        location_id=location,
        needs=needs,
        weekday=weekday,
        part_of_day=part_of_day,
        month=month.isoformat() if month else None,
    )


async def list_nearest_times(
    api: Api,
    service: UUID,
    *,
    wanted: datetime,
    channel: str,
    location: str = "",
    needs: list[str],
    as_guest: bool = False,
) -> FreeTimes:
    """What is free near to a time that has gone."""
    return await api.get(
        f"{_services(as_guest=as_guest)}/{service}/nearest-times",
        FreeTimes,
        wanted=wanted.isoformat(),
        channel=channel,
        location_id=location,
        needs=needs,
    )


async def hold_time(api: Api, wish: AskToHold) -> HeldSeat:
    """Keep a time while the form is filled in. The same wish again is the same seat."""
    return await api.post("/appointments/holds", wish, result=HeldSeat)


async def extend_hold(api: Api, booking: UUID) -> HeldUntil:
    """Keep it for longer."""
    return await api.post(f"/appointments/holds/{booking}/extend", result=HeldUntil)


async def let_go(api: Api, booking: UUID) -> None:
    """Give a time back that was kept."""
    await api.delete(f"/appointments/holds/{booking}")


async def list_appointments(
    api: Api, *, past: bool = False, page: int = 1, size: int = 20, language: Language
) -> BookedList:
    """Those to come, or those that are over."""
    return await api.get("/appointments", BookedList, past=past, page=page, size=size, language=language)


async def read_appointment(api: Api, appointment: UUID, *, language: Language) -> BookedDetail:
    """One appointment with what was said about it."""
    return await api.get(f"/appointments/{appointment}", BookedDetail, language=language)


async def move(api: Api, appointment: UUID, time: Time, *, language: Language) -> BookedItem:
    """Put an appointment at another time."""
    return await api.post(f"/appointments/{appointment}/move?language={language}", time, result=BookedItem)


async def cancel(api: Api, appointment: UUID) -> None:
    """Give the time of an appointment back."""
    await api.post(f"/appointments/{appointment}/cancel")
