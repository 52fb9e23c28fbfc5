"""Booking an appointment for people who are signed in: by themselves, or a time offered from the waiting list."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import reflex as rx
from reflex.event import EventSpec

from frontend.api.appointments import (
    AskToHold,
    FreeTime,
    HeldSeat,
    HeldUntil,
    OfferedService,
    extend_hold,
    hold_time,
    let_go,
    list_services,
)
from frontend.api.profile import read_profile
from frontend.api.waiting import list_waiting
from frontend.site import path
from frontend.state.base import handler
from frontend.state.booking_form import reminded_words
from frontend.state.booking_steps import BookingSteps
from frontend.state.news import News
from frontend.state.reach import may_book, reach_of_appointments, reach_words
from frontend.state.session import Person
from frontend.state.waiting_join import WaitingJoin
from frontend.state.waiting_words import until_words
from frontend.state.words.appointments import sentence


class Booking(BookingSteps, WaitingJoin, rx.State):
    """The page "appointment-book"."""

    reach: str = "open"
    may_book: bool = True
    is_offer: bool = False
    """Whether the time that is kept was offered from the waiting list: it is kept for longer."""
    offered_until: str = ""
    action: str = ""
    draft: str = ""

    @handler
    async def load(self) -> None:
        """Run at each arrival, also when only the address's query has changed."""
        t = self.t
        person = await self.get_state(Person)
        self.reach = await reach_of_appointments(person)
        self.may_book = may_book(person)
        self.problem, self.announced = "", ""
        if self.reach == "open" and self.may_book:
            entry = self.router.url.query_parameters.get("offer", "")
            await (self._take_up(entry) if entry else self._go_on())
        else:
            self.title = t("Termin buchen")
            self.lead = reach_words(t, self.reach) if self.reach != "open" else sentence(t, "not-allowed")
        self.loading = False

    @handler
    async def booked(self, result: dict[str, Any]) -> EventSpec:
        """It is an appointment now: say what happens next, on its own page."""
        t = self.t
        email = str((result.get("contact") or {}).get("email", ""))
        mail = (
            t("Wir schicken eine Bestätigung an {email}.", email=email)
            if email
            else t("Sie haben keine E-Mail-Adresse angegeben. Notieren Sie sich die Zeit bitte.")
        )
        (await self.get_state(News)).leave_behind(" ".join((t("Ihr Termin ist gebucht."), mail)))
        self._forget_hold()
        self.contact = {}
        return rx.redirect(path("appointment", self.language, id=str(result.get("id", ""))))

    async def _keep(self, wish: AskToHold) -> HeldSeat:
        return await hold_time(self.api, wish)

    async def _keep_longer(self) -> HeldUntil:
        return await extend_hold(self.api, UUID(self.held))

    async def _give_back(self, held: str) -> None:
        await let_go(self.api, UUID(held))

    def _take_seat(self, seat: HeldSeat) -> None:
        self.held, self.is_offer = str(seat.booking_id), False
        self.action = f"/api/v1/appointments/holds/{seat.booking_id}/book"

    async def _look_around(self, service: OfferedService) -> None:
        await self._look_at_waiting(service)

    async def _take_up(self, entry: str) -> None:
        """The time that is offered to this entry of the waiting list, and the form for it."""
        t = self.t
        services = await list_services(self.api, language=t.language)
        found = await list_waiting(self.api, language=t.language)
        item = next((each for each in found.items if str(each.id) == entry), None)
        service = next((each for each in services if item and each.id == item.service_id), None)
        if item is None or item.offer is None or service is None:
            self._show_services(t, services)
            self.problem = t(
                "Dieses Angebot gilt nicht mehr. Suchen Sie eine Zeit aus, oder warten Sie auf die nächste."
            )
            return
        until, seat = item.offer.until, item.offer.seat
        place = seat.place.id if seat.place else None
        self._take_query(service, channel=seat.channel, place=str(place or ""))
        self.service, self.needs, self._zone, self.gone = service.name, list(seat.needs), found.zone, ""
        time = FreeTime(seat.starts_at, seat.ends_at, seat.channel, place, 1)
        self._wish = self._wish_for(time)
        self._show_held(time, HeldSeat(seat.id, "", seat.starts_at, seat.ends_at, until))
        self._keep_until(until)
        self.is_offer, self.kept = True, ""
        self.offered_until = until_words(t, until, now=datetime.now(UTC), zone=ZoneInfo(found.zone))
        await self._show_form(t, service)

    async def _begin_form(self, service: OfferedService) -> None:
        t = self.t
        self.lead = t("Fast geschafft: Prüfen Sie Ihre Angaben und buchen Sie.")
        self.draft = f"booking-{service.id}"
        await self._fill_in()
        self._turn_to("details", 3, t("Ihre Angaben"))

    async def _fill_in(self) -> None:
        """What is known already need not be typed again (WCAG 2.2, 3.3.7)."""
        profile = await read_profile(self.api)
        self.reminded = reminded_words(self.t, profile.messages)
        if self.contact:
            return
        phones = [phone.shown for phone in profile.customer.phones if not phone.removed_at] if profile.customer else []
        name = f"{profile.name.given_name} {profile.name.family_name}".strip()
        self.contact = {"name": name, "email": profile.email, "phone": phones[0] if phones else ""}
