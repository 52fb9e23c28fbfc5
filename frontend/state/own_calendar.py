"""The calendar that somebody who gives appointments keeps elsewhere: how it stands, and connecting one.

The password never comes here: it goes from the browser to the API.
"""

from typing import Any
from zoneinfo import ZoneInfo

import reflex as rx

from frontend.api.own_calendar import ConnectedCalendar, OwnCalendar, read_own_calendar
from frontend.components.error_summary import FieldError
from frontend.components.values import Option
from frontend.state.base import PageState, handler
from frontend.state.format import date_and_time
from frontend.state.own_calendar_words import (
    DeletedRow,
    deleted_row,
    next_words,
    retry_words,
    seen_words,
    trouble_title,
    trouble_words,
    unreadable_words,
    written_words,
)
from frontend.state.problem_words import field_words, problem_words
from frontend.state.words.calendars import FIELD_OF, FIELDS, SENTENCES


class OwnCalendarPage(PageState, rx.State):
    """What is known of the calendar, and what has just become of it."""

    loading: bool = True
    gives_appointments: bool = True
    connected: bool = False
    parting: bool = False
    needs_password: bool = False
    name: str = ""
    server: str = ""
    user_name: str = ""
    since: str = ""
    seen: str = ""
    next: str = ""
    unfinished: bool = False
    """Whether somebody is at it, or will be in a moment."""
    written: str = ""
    unreadable: str = ""
    trouble: str = ""
    trouble_words: str = ""
    retry: str = ""
    deleted: list[DeletedRow] = []  # noqa: RUF012 - Reflex copies defaults for each person
    password_error: str = ""
    errors: list[FieldError] = []  # noqa: RUF012 - as above
    asking: bool = False
    """Whether the question is open what is to become of the entries."""
    step: str = ""
    _moves: int = 0
    spoken: str = ""
    """What the last step has done, or why it has not; announced with it."""
    said: str = ""
    """The same as it is seen on the page, when it was done."""
    refused: str = ""
    """When it was not."""
    heard: str = ""
    """What a look has brought, for those who do not see it change."""

    @handler
    async def load(self) -> None:
        """Run at each arrival."""
        self._begin_anew()
        await self._read()

    @handler
    async def looked(self, _result: dict[str, Any]) -> None:
        """The API has looked at the calendar, or is still at it."""
        was_parting = self.parting
        await self._read()
        self.said = self.refused = ""
        t = self.t
        if was_parting and not self.connected:
            await self._parted()
        elif self.unfinished:
            self.heard = t("Der Abgleich dauert länger und läuft von selbst weiter.")
        elif self.trouble:
            self.heard = f"{self.trouble}. {self.trouble_words}"
        else:
            self.heard = t("Abgeglichen: {seen}. Im Kalender: {written}.", seen=self.seen, written=self.written)

    @handler
    async def written_again(self, _result: dict[str, Any]) -> None:
        """An entry that was deleted is in the calendar again, or will be."""
        await self._read()
        t, is_late = self.t, bool(self.trouble) or self.unfinished
        self._go(t("Der Termin wird wieder eingetragen.") if is_late else t("Der Termin steht wieder im Kalender."))

    @handler
    async def not_written(self, problem: dict[str, Any]) -> None:
        """Somebody else was faster, or it was tried too often."""
        await self._read()
        t, slug = self.t, str(problem.get("slug", ""))
        self._go(t(SENTENCES[slug]) if slug in SENTENCES else problem_words(t, slug))
        self.said, self.refused = "", self.said

    @handler
    async def password_kept(self, _result: dict[str, Any]) -> None:
        """The calendar server takes the new password; with it a parting that waited for one is done as well."""
        self.errors, self.password_error = [], ""
        await self._read()
        if self.connected:
            self._go(self.t("Das neue Passwort ist gespeichert."))
        else:
            await self._parted()

    @handler
    def password_failed(self, problem: dict[str, Any]) -> None:
        """What is wrong with the new password is told at its field, anything else above."""
        t, slug = self.t, str(problem.get("slug", ""))
        self.errors, self.password_error = [], ""
        if slug == "calendar-password-refused":
            self.password_error = t(SENTENCES[slug])
        for error in problem.get("errors") or []:
            self.password_error = field_words(t, str(error.get("message_key", "")), FIELDS)
        if self.password_error:
            self.errors = [FieldError("password", self.password_error)]

    @handler
    def ask(self) -> None:
        """Ask whether to disconnect."""
        self.asking = True

    @handler
    def keep(self) -> None:
        """The question was closed."""
        self.asking = False

    @handler
    async def disconnected(self, _result: dict[str, Any]) -> None:
        """The calendar is forgotten, or will be once our entries are out of it."""
        self.asking = False
        await self._read()
        if self.connected:
            self._go(self.t("Der Kalender wird getrennt, sobald Ihre Termine heraus sind."))
        else:
            await self._parted()

    async def _connected(self) -> None:
        """A calendar has just been connected."""
        await self._read()
        self._go(self.t("Ihr Kalender ist verbunden."))

    async def _parted(self) -> None:
        (await self.get_state(CalendarForm))._begin_anew()  # noqa: SLF001 - the page's other state
        self._go(self.t("Der Kalender ist getrennt. Adresse und Passwort sind gelöscht."))

    def _go(self, words: str) -> None:
        self._moves += 1
        self.step, self.spoken = str(self._moves), words
        self.said, self.refused, self.heard = words, "", ""

    async def _read(self) -> None:
        found = await read_own_calendar(self.api, self.language)
        self.gives_appointments = found.gives_appointments
        self.connected = found.calendar is not None
        if found.calendar:
            self._show(found, found.calendar)
        else:
            self.parting = self.needs_password = False
            self.trouble = ""
        self.loading = False

    def _show(self, found: OwnCalendar, calendar: ConnectedCalendar) -> None:
        t, zone, now = self.t, ZoneInfo(found.zone), found.now
        self.parting, self.needs_password = calendar.is_parting, calendar.health == "stopped"
        self.name, self.server, self.user_name = calendar.name, calendar.server, calendar.user_name
        self.since = date_and_time(t, calendar.created_at, zone)
        self.seen, self.next = seen_words(t, calendar, now, zone), next_words(t, calendar, now, zone)
        self.unfinished = calendar.is_looked_at or (calendar.next_at is not None and calendar.next_at <= now)
        self.written, self.unreadable = written_words(t, calendar), unreadable_words(t, calendar)
        self.trouble, self.trouble_words = trouble_title(t, calendar, zone), trouble_words(t, calendar)
        self.retry = retry_words(t, calendar, now, zone) if self.trouble else ""
        self.deleted = [deleted_row(t, entry, zone) for entry in calendar.deleted]


class CalendarForm(PageState, rx.State):
    """Connecting a calendar: first where it is, then which one."""

    choosing: bool = False
    calendars: list[Option] = []  # noqa: RUF012 - Reflex copies defaults for each person
    first: str = ""
    errors: list[FieldError] = []  # noqa: RUF012 - as above
    wrong: dict[str, str] = {}  # noqa: RUF012 - as above
    found: str = ""
    """What the last step has brought."""
    step: str = ""
    _moves: int = 0

    @handler
    def arrive(self) -> None:
        """Run at each arrival."""
        self._begin_anew()

    @handler
    async def sent(self, result: dict[str, Any]) -> None:
        """Calendars were found, or the one that was chosen is connected."""
        self._forget()
        if self.choosing:
            page = await self.get_state(OwnCalendarPage)
            await page._connected()  # noqa: SLF001 - the page's other state
            self._begin_anew()
            return
        self.calendars = [Option(str(each["address"]), str(each["name"])) for each in result["calendars"]]
        self.first = self.calendars[0].value
        self.choosing = True
        self._go(self.t.n("Ein Kalender gefunden.", "{n} Kalender gefunden.", len(self.calendars)))

    @handler
    def failed(self, problem: dict[str, Any]) -> None:
        """The API has refused; what was typed stays."""
        self._forget()
        t, slug = self.t, str(problem.get("slug", ""))
        for error in problem.get("errors") or []:
            self._tell(str(error.get("field", "")), field_words(t, str(error.get("message_key", "")), FIELDS))
        if slug in FIELD_OF and not self.choosing:
            self._tell(FIELD_OF[slug], t(SENTENCES[slug]))
        self.errors = [FieldError(name, text) for name, text in self.wrong.items()]

    @handler
    def back(self) -> None:
        """To where the calendar is; what was typed is still there."""
        self._forget()
        self.choosing = False
        self._go(self.t("Zugang zum Kalender"))

    def _tell(self, field: str, text: str) -> None:
        self.wrong = {**self.wrong, field: text}

    def _forget(self) -> None:
        self.errors, self.wrong = [], {}

    def _go(self, words: str) -> None:
        self._moves += 1
        self.step, self.found = str(self._moves), words
