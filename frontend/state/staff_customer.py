"""One customer for staff: who is calling, the letter that helps them back in, and what becomes of their accounts."""

from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

import reflex as rx

from frontend.api.bank_details import StaffBankDetails, read_bank_details_of
from frontend.api.client import ApiProblem
from frontend.api.phone_pin import check_pin
from frontend.api.service_desk import (
    CustomerDetail,
    Letter,
    ask_for_letter,
    confirm_letter,
    read_customer,
    refuse_letter,
)
from frontend.components.error_summary import FieldError
from frontend.components.values import Option
from frontend.i18n import Translator, translator
from frontend.site import path
from frontend.state.account_words import in_words
from frontend.state.base import PageState, handler
from frontend.state.format import date_and_time, long_date
from frontend.state.problem_words import field_words
from frontend.state.staff_customer_rows import AccessRow, RecoveryRow, access_row, recovery_row
from frontend.state.words.closing import FIELDS, MEANWHILE
from frontend.state.words.recovery import AT_THE_DESK

Question = Literal["", "sign-out", "close", "reopen"]


class StaffCustomer(PageState, rx.State):
    """The page "staff-customer"."""

    loading: bool = True
    missing: bool = False
    title: str = ""
    number: str = ""
    name: str = ""
    address: str = ""
    email: str = ""
    bank: str = ""
    """Holder and masked IBAN of the account that is collected from."""
    bank_since: str = ""
    booking_href: str = ""
    accesses: list[AccessRow] = []  # noqa: RUF012 - Reflex copies defaults for each person
    accesses_caption: str = ""
    recoveries: list[RecoveryRow] = []  # noqa: RUF012 - as above
    recoveries_caption: str = ""
    questions: list[Option] = []  # noqa: RUF012 - as above
    answers_hint: str = ""
    four_eyes: bool = False
    chosen: str = ""
    chosen_name: str = ""
    answered_error: str = ""
    pin_error: str = ""
    match: str = ""
    match_detail: str = ""
    done: str = ""
    problem: str = ""
    letter_name: str = ""
    letter_lines: list[str] = []  # noqa: RUF012 - as above
    letter_code: str = ""
    letter_until: str = ""
    letter_page: str = ""
    letter_language: str = "de"
    step: str = ""
    """What the page is about just now: nothing in particular, the questions, or the letter."""
    announced: str = ""
    may_close: bool = False
    closed_kept: str = ""
    """How long a closed account can be opened again."""
    question: Question = ""
    """What is to be done to an account, once the person has said yes."""
    question_title: str = ""
    asked_name: str = ""
    action: str = ""
    """Where the API does it."""
    draft: str = ""
    """Under which name the reason is kept that is being typed."""
    reason_error: str = ""
    errors: list[FieldError] = []  # noqa: RUF012 - as above

    @handler
    async def load(self) -> None:
        """Run at each arrival."""
        self._begin_anew()
        await self._read()

    @handler
    async def check_pin(self, form: dict[str, str]) -> None:
        """Who is on the phone?"""
        t = self.t
        self._quiet()
        try:
            match = await check_pin(self.api, self._customer, pin=form.get("pin", ""))
        except ApiProblem as problem:
            if problem.slug not in AT_THE_DESK:
                raise
            self.pin_error = t(AT_THE_DESK[problem.slug])
            return
        self.match = t("Die PIN stimmt: {name}", name=match.name or match.email)
        self.match_detail = t(
            "{email}, PIN gezeigt {shown}, geprüft {checked}",
            email=match.email,
            shown=date_and_time(t, match.shown_at, ZoneInfo(match.zone)),
            checked=date_and_time(t, match.checked_at, ZoneInfo(match.zone)),
        )

    @handler
    def choose(self, account_id: str) -> None:
        """Open the questions for a letter to this account."""
        self._quiet()
        self.chosen = account_id
        self.chosen_name = next((row.name for row in self.accesses if row.id == account_id), "")
        self.step, self.announced = "questions", self.t("Brief für {name}", name=self.chosen_name)

    @handler
    def cancel(self) -> None:
        self._quiet()

    @handler
    async def ask(self, form: dict[str, str]) -> None:
        """The caller has answered: have the letter made, or confirmed first."""
        t = self.t
        answered = [int(option.value) for option in self.questions if form.get(f"answer-{option.value}")]
        account = UUID(self.chosen)
        try:
            letter = await ask_for_letter(self.api, self._customer, account=account, answered=answered)
        except ApiProblem as problem:
            if problem.slug == "invalid-input":
                self.answered_error = self.answers_hint
                return
            self._refuse(problem)
            return
        self._quiet()
        if letter is None:
            self.done = t("Der Brief ist veranlasst. Jetzt muss ihn eine zweite Person bestätigen.")
        else:
            self._print(t, letter)
        await self._read()

    @handler
    async def confirm(self, recovery_id: str) -> None:
        """Be the second pair of eyes."""
        self._quiet()
        try:
            letter = await confirm_letter(self.api, UUID(recovery_id))
        except ApiProblem as problem:
            self._refuse(problem)
            return
        if letter is not None:
            self._print(self.t, letter)
        await self._read()

    @handler
    async def refuse(self, recovery_id: str) -> None:
        """Send no letter."""
        self._quiet()
        try:
            await refuse_letter(self.api, UUID(recovery_id))
        except ApiProblem as problem:
            self._refuse(problem)
            return
        self.done = self.t("Der Brief wird nicht verschickt.")
        await self._read()

    @handler
    def choose_sign_out(self, account_id: str) -> None:
        """Ask before all sessions of this account are ended."""
        self._ask(account_id, "sign-out", self.t("Überall abmelden?"), "sessions")

    @handler
    def choose_close(self, account_id: str) -> None:
        """Ask why this account is to be closed."""
        self._ask(account_id, "close", self.t("Konto schließen?"), "close")

    @handler
    def choose_reopen(self, account_id: str) -> None:
        """Ask why this account is to be opened again."""
        self._ask(account_id, "reopen", self.t("Konto wieder öffnen?"), "reopen")

    @handler
    def keep(self) -> None:
        """The question was answered by no."""
        self.question, self.action, self.draft = "", "", ""

    @handler
    async def signed_out(self, result: dict[str, Any]) -> None:
        """All sessions of the account have ended."""
        t = self.t
        await self._did(
            t("{name} ist überall abgemeldet und bekommt eine E-Mail.", name=self.asked_name)
            if result.get("sessions")
            else t("{name} war nirgends mehr angemeldet.", name=self.asked_name)
        )

    @handler
    async def closed(self, _result: dict[str, Any]) -> None:
        """Nobody signs in with the account any more."""
        await self._did(
            self.t("Das Konto von {name} ist geschlossen. Die Person bekommt eine E-Mail.", name=self.asked_name)
        )

    @handler
    async def reopened(self, _result: dict[str, Any]) -> None:
        """The account is as before."""
        await self._did(
            self.t("Das Konto von {name} ist wieder offen. Die Person bekommt eine E-Mail.", name=self.asked_name)
        )

    @handler
    async def not_done(self, problem: dict[str, Any]) -> None:
        """The reason is missing, or somebody else was faster; the browser tells the rest."""
        t, slug = self.t, str(problem.get("slug", ""))
        if errors := problem.get("errors"):
            self.reason_error = field_words(t, str(errors[0].get("message_key", "")), FIELDS)
            self.errors = [FieldError(f"{self.question}-reason", self.reason_error)]
        elif slug in MEANWHILE:
            await self._did(t(MEANWHILE[slug], name=self.asked_name))

    @property
    def _customer(self) -> UUID:
        return UUID(self.router.url.path.rstrip("/").rpartition("/")[2])

    def _quiet(self) -> None:
        """Take away what was said of the step before, and a letter that was shown once."""
        self.chosen, self.chosen_name, self.answered_error, self.pin_error = "", "", "", ""
        self.match, self.match_detail, self.done, self.problem = "", "", "", ""
        self.letter_name, self.letter_lines, self.letter_code = "", [], ""
        self.step, self.announced = "", ""

    def _ask(self, account_id: str, question: Question, title: str, path: str) -> None:
        self._quiet()
        self.asked_name = next((row.name for row in self.accesses if row.id == account_id), "")
        self.question, self.question_title = question, title
        self.reason_error, self.errors = "", []
        self.action = f"/api/v1/service/accounts/{account_id}/{path}"
        self.draft = f"{path}-{account_id}"

    async def _did(self, words: str) -> None:
        self.done, self.question, self.action, self.draft = words, "", "", ""
        await self._read()

    def _refuse(self, problem: ApiProblem) -> None:
        if problem.slug not in AT_THE_DESK:
            raise problem
        self.problem = self.t(AT_THE_DESK[problem.slug])

    def _print(self, t: Translator, letter: Letter) -> None:
        zone = ZoneInfo(letter.zone)
        self.letter_name, self.letter_lines, self.letter_code = letter.name, letter.address, letter.code
        self.letter_page, self.letter_language = letter.page, letter.language
        self.letter_until = long_date(translator(letter.language), letter.expires_at.astimezone(zone).date())
        self.step, self.announced = "letter", ""
        self.done = t("Der Brief ist fertig. Der Code steht nur jetzt hier: Drucken Sie den Brief gleich aus.")

    async def _read(self) -> None:
        t = self.t
        try:
            found = await read_customer(self.api, self._customer)
            bank = await read_bank_details_of(self.api, self._customer)
        except (ApiProblem, ValueError) as problem:
            if isinstance(problem, ApiProblem) and problem.slug != "not-found":
                raise
            self.missing, self.loading = True, False
            return
        self._show(t, found)
        self._show_bank_details(t, bank)
        self.loading = False

    def _show_bank_details(self, t: Translator, found: StaffBankDetails) -> None:
        self.bank, self.bank_since = "", ""
        if valid := found.valid:
            self.bank = in_words(t, "bank_details", {"holder": valid.holder, "iban": valid.iban})
            day = valid.valid_from.astimezone(ZoneInfo(found.zone)).date()
            since = long_date(t, day)
            self.bank_since = t("SEPA-Lastschrift seit {day}, Mandat {mandate}", day=since, mandate=valid.mandate)

    def _show(self, t: Translator, found: CustomerDetail) -> None:
        self.title, self.name, self.number, self.email = found.name, found.name, found.number, found.email
        self.booking_href = f"{path('staff-booking', t.language)}?customer={found.id}"
        self.address = ", ".join(line for line in (found.street, found.place) if line)
        zone = ZoneInfo(found.zone)
        self.accesses = [access_row(t, item, zone) for item in found.accesses]
        self.accesses_caption = t.n("Ein Konto mit Zugriff", "{n} Konten mit Zugriff", len(found.accesses))
        self.recoveries = [recovery_row(t, item, zone) for item in found.recoveries]
        self.recoveries_caption = t.n("Ein Brief zum Zugang", "{n} Briefe zum Zugang", len(found.recoveries))
        self.questions = [
            Option(str(number), question.de if t.language == "de" else question.en)
            for number, question in enumerate(found.questions)
        ]
        self.answers_hint = t.n(
            "Mindestens eine Frage muss richtig beantwortet sein.",
            "Mindestens {n} Fragen müssen richtig beantwortet sein.",
            found.least_answers,
        )
        self.four_eyes = found.four_eyes
        self.may_close = found.may_close
        self.closed_kept = t(
            "Mindestens {days} Tage lang bleiben die Daten des Kontos gespeichert, und Sie können es wieder öffnen. "
            "Danach können sie gelöscht werden. Verträge und Rechnungen bleiben.",
            days=found.closed_kept_days,
        )
