"""One customer for staff: who is calling, and the letter that helps them back into their account."""

from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

import reflex as rx

from frontend.api.client import ApiProblem
from frontend.api.phone_pin import check_pin
from frontend.api.service_desk import (
    AccessItem,
    CustomerDetail,
    Letter,
    RecoveryEntry,
    ask_for_letter,
    confirm_letter,
    read_customer,
    refuse_letter,
)
from frontend.components.values import Option
from frontend.i18n import Translator, msgid, translator
from frontend.state.base import PageState, handler
from frontend.state.format import all_of, date_and_time, long_date
from frontend.state.words.recovery import AT_THE_DESK


@dataclass(frozen=True)
class AccessRow:
    id: str
    name: str
    email: str
    kind: str
    since: str
    letter: bool


@dataclass(frozen=True)
class RecoveryRow:
    id: str
    account: str
    email: str
    state: str
    answered: str
    asked: str
    decided: str
    mine: bool
    waits: bool


_STATES = {
    "asked": msgid("wartet auf eine zweite Person"),
    "open": msgid("Brief ist unterwegs"),
    "completed": msgid("Zugang wiederhergestellt"),
    "cancelled": msgid("abgebrochen"),
    "refused": msgid("abgelehnt"),
}

_SCOPES = {
    "everything": msgid("darf alles"),
    "read": msgid("darf alles ansehen"),
    "invoices": msgid("nur Rechnungen"),
    "appointments": msgid("nur Termine"),
}


class StaffCustomer(PageState, rx.State):
    """The page "staff-customer"."""

    loading: bool = True
    missing: bool = False
    title: str = ""
    number: str = ""
    name: str = ""
    address: str = ""
    email: str = ""
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

    @property
    def _customer(self) -> UUID:
        return UUID(self.router.url.path.rstrip("/").rpartition("/")[2])

    def _quiet(self) -> None:
        """Take away what was said of the step before, and a letter that was shown once."""
        self.chosen, self.chosen_name, self.answered_error, self.pin_error = "", "", "", ""
        self.match, self.match_detail, self.done, self.problem = "", "", "", ""
        self.letter_name, self.letter_lines, self.letter_code = "", [], ""
        self.step, self.announced = "", ""

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
        except (ApiProblem, ValueError) as problem:
            if isinstance(problem, ApiProblem) and problem.slug != "not-found":
                raise
            self.missing, self.loading = True, False
            return
        self._show(t, found)
        self.loading = False

    def _show(self, t: Translator, found: CustomerDetail) -> None:
        self.title, self.name, self.number, self.email = found.name, found.name, found.number, found.email
        self.address = ", ".join(line for line in (found.street, found.place) if line)
        zone = ZoneInfo(found.zone)
        self.accesses = [_access(t, item, zone) for item in found.accesses]
        self.accesses_caption = t.n("Ein Konto mit Zugriff", "{n} Konten mit Zugriff", len(found.accesses))
        self.recoveries = [_recovery(t, item, zone) for item in found.recoveries]
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


def _access(t: Translator, item: AccessItem, zone: ZoneInfo) -> AccessRow:
    kind = t("eigener Vertrag") if item.is_own else t(_SCOPES.get(item.scope, msgid("darf alles")))
    since = long_date(t, item.since.astimezone(zone).date())
    until = long_date(t, item.until.astimezone(zone).date()) if item.until else ""
    return AccessRow(
        id=str(item.account_id),
        name=item.name or item.email,
        email=item.email,
        kind=kind,
        since=t("seit {start} bis {end}", start=since, end=until) if until else t("seit {start}", start=since),
        letter=item.letter,
    )


def _recovery(t: Translator, item: RecoveryEntry, zone: ZoneInfo) -> RecoveryRow:
    decided = (
        t(
            "Entschieden: {name}, {moment}",
            name=item.confirmed_by or "",
            moment=date_and_time(t, item.confirmed_at, zone),
        )
        if item.confirmed_at
        else ""
    )
    asked = t(
        "Veranlasst: {name}, {moment}", name=item.requested_by or "", moment=date_and_time(t, item.created_at, zone)
    )
    return RecoveryRow(
        id=str(item.id),
        account=item.account,
        email=item.email,
        state=t(_STATES[item.state]),
        answered=t("Beantwortet: {questions}", questions=all_of(t, item.answered)),
        asked=asked,
        decided=decided,
        mine=item.asked_by_me,
        waits=item.state == "asked",
    )
