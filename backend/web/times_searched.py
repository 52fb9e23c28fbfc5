"""What a search for free times is told by its address, wherever somebody searches: customers, guests, staff."""

from datetime import date
from typing import Annotated, Final, Literal
from uuid import UUID

from litestar.di import Provide
from litestar.params import FromQuery, QueryParameter

from backend.appointments.availability.model import Wish
from backend.appointments.booking.queries import Suitable
from backend.appointments.booking.schemas import Channel, PartOfDay

MOST_NEEDS: Final = 20
Month = Annotated[date | None, QueryParameter(description="Any day of it; without one it is this month.")]
_Needs = Annotated[list[str] | None, QueryParameter(max_items=MOST_NEEDS)]
_Weekdays = Annotated[list[Literal[1, 2, 3, 4, 5, 6, 7]] | None, QueryParameter(max_items=7)]
_PartsOfDay = Annotated[list[PartOfDay] | None, QueryParameter(max_items=3)]


def wish(
    channel: FromQuery[Channel] = "on_site", location_id: FromQuery[UUID | None] = None, needs: _Needs = None
) -> Wish:
    """In which way, where, and with what a person needs to take part."""
    return Wish(channel, location_id, frozenset(needs or ()))


def suitable(weekday: _Weekdays = None, part_of_day: _PartsOfDay = None) -> Suitable:
    """On which days of the week, and when on them; without any, always."""
    return Suitable(frozenset(weekday or ()), frozenset(part_of_day or ()))


SEARCH: Final = {"wish": Provide(wish, sync_to_thread=False), "suitable": Provide(suitable, sync_to_thread=False)}
"""Dependencies of the routes that search."""
