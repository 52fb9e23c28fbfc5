"""Booking without an account: the same steps, then a code from the mailbox, and what happens next."""

from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import reflex as rx
from reflex.event import EventSpec

from frontend.api.appointments import AskToHold, HeldSeat, HeldUntil, OfferedService
from frontend.api.guest_appointments import extend_hold, hold_time, let_go
from frontend.components.error_summary import FieldError
from frontend.site import path
from frontend.state.appointment_facts import Fact
from frontend.state.base import handler
from frontend.state.booking_steps import DETAILS, BookingSteps
from frontend.state.format import clock
from frontend.state.problem_words import field_words, problem_words
from frontend.state.session import Person

_CODE: Final = "code"
_BOOKED: Final = "booked"


class GuestBooking(BookingSteps, rx.State):
    """The page "guest-booking". What is typed is kept here, for this tab: drafts belong to accounts."""

    has_account: bool = False
    """Whether a customer is signed in, who books elsewhere."""
    typed: dict[str, list[str]] = {}  # noqa: RUF012 - Reflex copies defaults for each person
    asks_code: bool = False
    request_id: str = ""
    code_error: str = ""
    email: str = ""
    """Where the code has gone."""
    sent: str = ""
    """That a code was sent once more."""
    facts: list[Fact] = []  # noqa: RUF012 - as above
    link_href: str = ""
    """The page of the appointment that was booked last."""
    _as_guest: bool = True

    @handler
    async def load(self) -> None:
        """Run at each arrival, also when only the address's query has changed."""
        person = await self.get_state(Person)
        self.has_account = person.role == "customer"
        self.problem, self.announced, self.sent = "", "", ""
        if self.has_account:
            self.title, self.step_number = self.t("Termin ohne Konto buchen"), 0
            self.lead = self.t("Sie sind angemeldet: Ihre Angaben kennen wir schon.")
        elif self.router.url.query_parameters.get("step") == _BOOKED and self.link_href:
            self.lead = self.t("Wir freuen uns auf Sie.")
            self._turn_to(_BOOKED, 0, self.t("Ihr Termin ist gebucht"))
        else:
            await self._go_on()
        self.loading = False

    @handler
    def remember(self, typed: dict[str, Any]) -> None:
        """Keep what is typed, so that it is still there when the page is loaded anew."""
        self.typed = {name: [str(value) for value in values] for name, values in typed.items()}

    @handler
    def answered(self, result: dict[str, Any]) -> EventSpec | None:
        """The API has sent a code, or has booked."""
        self.wrong, self.form_errors, self.code_error, self.problem, self.kept = {}, [], "", "", ""
        return self._code_sent(result) if "request_id" in result else self._booked(result)

    @handler
    async def not_booked(self, problem: dict[str, Any]) -> None:
        """The API has refused the form or the code; what was typed stays."""
        self.code_error, self.sent = "", ""
        if words := self._code_words(problem):
            self.code_error = words
            self.form_errors = [FieldError("code", words)]
        else:
            await self._refuse(problem)

    def _code_words(self, problem: dict[str, Any]) -> str:
        """What is wrong with the code, if it is that."""
        if problem.get("slug") == "invalid-code":
            return problem_words(self.t, "invalid-code")
        fields = {error.get("field") for error in problem.get("errors") or []}
        return field_words(self.t, "code-shape") if "code" in fields else ""

    def _code_sent(self, result: dict[str, Any]) -> EventSpec | None:
        self.request_id, self.email = str(result["request_id"]), str(result.get("email", ""))
        if not self.asks_code:
            return rx.redirect(self._address(step=_CODE, **self._filters()))
        asked_at = clock(self.t, datetime.now(UTC), ZoneInfo(self._zone))
        self.sent = self.t(
            "Noch einmal angefordert um {time} Uhr. Nehmen Sie den Code aus der neuesten E-Mail.", time=asked_at
        )
        return None

    def _booked(self, result: dict[str, Any]) -> EventSpec:
        """It is an appointment now: nothing of the form is kept here any longer."""
        t = self.t
        self.facts = [Fact(t("Was"), self.service), Fact(t("Wann"), self.when), Fact(t("Wo"), self.where)]
        self.email = str(result.get("email", ""))
        self.link_href = f"{path('appointment-link', t.language)}#token={result.get('token', '')}"
        self.typed, self.request_id = {}, ""
        self._forget_hold()
        return rx.redirect(f"{self.router.url.path}?step={_BOOKED}", replace=True)

    def _first_question(self) -> str:
        return self.t("Termin ohne Konto buchen")

    async def _keep(self, wish: AskToHold) -> HeldSeat:
        return await hold_time(self.api, wish)

    async def _keep_longer(self) -> HeldUntil:
        return await extend_hold(self.api, self.held)

    async def _give_back(self, held: str) -> None:
        await let_go(self.api, held)

    def _take_seat(self, seat: HeldSeat) -> None:
        self.held = seat.token

    async def _begin_form(self, _service: OfferedService) -> None:
        t = self.t
        self.details_href = self._address(step=DETAILS, **self._filters())
        self.reminded = t("Wir erinnern Sie per E-Mail.")
        self.asks_code = self.router.url.query_parameters.get("step") == _CODE and bool(self.request_id)
        if self.asks_code:
            self.lead = t("Noch ein Schritt: Zeigen Sie uns, dass die E-Mail-Adresse Ihre ist.")
            self._turn_to(_CODE, 4, t("Code eingeben"))
        else:
            self.lead = t("Sagen Sie uns, wer kommt. Danach schicken wir Ihnen einen Code per E-Mail.")
            self._turn_to(DETAILS, 3, t("Ihre Angaben"))
