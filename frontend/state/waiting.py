"""The waiting list on the page of one's appointments: what is offered, and what one waits for."""

from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import reflex as rx

from frontend.api.client import ApiProblem
from frontend.api.waiting import WaitingItem, decline, leave_waiting_list, list_waiting
from frontend.i18n import Translator
from frontend.site import path
from frontend.state.appointment_facts import place_line, when_in_words
from frontend.state.base import PageState, handler
from frontend.state.format import long_date
from frontend.state.news import News
from frontend.state.reach import may_book
from frontend.state.session import Person
from frontend.state.time_choice import channel_words
from frontend.state.waiting_words import until_words, wish_words


@dataclass(frozen=True)
class OfferRow:
    """A time that is kept for the person."""

    id: str
    service: str
    when: str
    where: str
    until: str
    href: str


@dataclass(frozen=True)
class WaitingRow:
    """One's place in the line for a service."""

    id: str
    service: str
    wish: str
    until: str
    is_offered: bool


class Waiting(PageState, rx.State):
    """Part of the page "appointments"."""

    offers: list[OfferRow] = []  # noqa: RUF012 - Reflex copies defaults for each person
    rows: list[WaitingRow] = []  # noqa: RUF012 - as above
    may_change: bool = True
    chosen: str = ""
    """The entry that is about to be left."""
    chosen_service: str = ""
    step: str = ""
    """What was done last, in words."""

    @handler
    async def load(self) -> None:
        """Run at each arrival, after `News.arrive`: whoever has just joined hears it."""
        self.chosen, self.step = "", (await self.get_state(News)).shown
        self.may_change = may_book(await self.get_state(Person))
        await self._read()

    @handler
    def choose(self, entry: str) -> None:
        """Ask whether this entry shall really go."""
        row = next((row for row in self.rows if row.id == entry), None)
        self.chosen, self.chosen_service = (row.id, row.service) if row else ("", "")

    @handler
    def close(self) -> None:
        """Leave everything as it is."""
        self.chosen = ""

    @handler
    async def leave(self) -> None:
        """Wait no longer."""
        entry, service = self.chosen, self.chosen_service
        self.chosen = ""
        if entry:
            await _unless_gone(leave_waiting_list(self.api, UUID(entry)))
            await self._tell(self.t("Sie stehen nicht mehr auf der Warteliste: {service}.", service=service))

    @handler
    async def decline(self, entry: str) -> None:
        """Give the offered time back."""
        if any(offer.id == entry for offer in self.offers):
            await _unless_gone(decline(self.api, UUID(entry)))
            await self._tell(
                self.t("Sie haben die Zeit abgelehnt. Sie bleiben auf der Warteliste, an derselben Stelle.")
            )

    async def _tell(self, words: str) -> None:
        self.step = words
        (await self.get_state(News)).say(words)
        await self._read()

    async def _read(self) -> None:
        t = self.t
        found = await list_waiting(self.api, language=t.language)
        zone = ZoneInfo(found.zone)
        self.offers = [row for item in found.items if (row := _offer(t, item, zone))]
        self.rows = [_row(t, item) for item in found.items]


async def _unless_gone(call: Coroutine[Any, Any, None]) -> None:
    """What has ended meanwhile, in another tab or because its time was over, needs no end."""
    try:
        await call
    except ApiProblem as problem:
        if problem.slug != "not-found":
            raise


def _offer(t: Translator, item: WaitingItem, zone: ZoneInfo) -> OfferRow | None:
    if item.offer is None:
        return None
    seat = item.offer.seat
    return OfferRow(
        id=str(item.id),
        service=item.service,
        when=when_in_words(t, seat, zone),
        where=place_line(seat.place) if seat.place else channel_words(t, seat.channel),
        until=until_words(t, item.offer.until, now=datetime.now(zone), zone=zone),
        href=f"{path('appointment-book', t.language)}?offer={item.id}",
    )


def _row(t: Translator, item: WaitingItem) -> WaitingRow:
    wish = wish_words(
        t,
        channel=item.channel,
        place=item.place,
        days=[str(day) for day in item.weekdays],
        parts=item.parts,
        needs=item.needs,
    )
    return WaitingRow(
        id=str(item.id),
        service=item.service,
        wish=wish,
        until=long_date(t, item.last_day),
        is_offered=item.offer is not None,
    )
