"""The account that invoices are collected from: seeing it, removing it, and giving another one."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import reflex as rx

from frontend import site
from frontend.api.bank_details import BankDetailsState, read_bank_details
from frontend.api.client import ApiProblem
from frontend.api.profile import read_profile, withdraw
from frontend.components.error_summary import FieldError
from frontend.state.account_words import iban_in_words, in_words
from frontend.state.base import PageState, handler
from frontend.state.format import long_date
from frontend.state.leaving import Leaving
from frontend.state.news import News
from frontend.state.problem_words import field_words
from frontend.state.words.bank_details import FIELDS

_HIDDEN = "bank-details-hidden"


class BankDetails(PageState, rx.State):
    """What the page about bank details shows."""

    loading: bool = True
    hidden: bool = False
    """Whether the person may do less than everything for the customer."""
    may_give: bool = False
    """Whether the company collects at all."""
    version: str = ""
    holder: str = ""
    iban: str = ""
    iban_words: str = ""
    since: str = ""
    mandate: str = ""
    waiting: str = ""
    waiting_holder: str = ""
    waiting_iban: str = ""
    waiting_words: str = ""
    waiting_since: str = ""
    removing: bool = False

    @handler
    async def load(self) -> None:
        """Run at each arrival."""
        self._begin_anew()
        await self._read()

    @handler
    def ask(self) -> None:
        """Ask whether to remove them."""
        self.removing = True

    @handler
    def keep(self) -> None:
        """The question was closed."""
        self.removing = False

    @handler
    async def removed(self, _result: dict[str, Any]) -> None:
        """The API has removed them."""
        self._begin_anew()
        (await self.get_state(News)).say(
            self.t("Ihre Bankverbindung ist entfernt. Wir buchen nichts mehr ab und schreiben Ihnen dazu eine E-Mail.")
        )
        await self._read()

    @handler
    async def withdraw(self) -> None:
        """Take a change back that waits for staff."""
        news = await self.get_state(News)
        try:
            await withdraw(self.api, UUID(self.waiting))
        except ApiProblem as problem:
            if problem.slug != "not-found":
                raise
            news.say(self.t("Über diese Änderung ist inzwischen entschieden."))
        else:
            news.say(self.t("Ihre Änderung ist zurückgenommen. Es bleibt, wie es war."))
        self._begin_anew()
        await self._read()

    async def _read(self) -> None:
        try:
            self._show(await read_bank_details(self.api, self.language))
        except ApiProblem as problem:
            if problem.slug != _HIDDEN:
                raise
            self.hidden = True
        self.loading = False

    def _show(self, found: BankDetailsState) -> None:
        t, zone = self.t, ZoneInfo(found.zone)
        self.version, self.may_give = found.version, found.mandate is not None
        if valid := found.valid:
            self.holder, self.iban, self.iban_words = valid.holder, valid.iban, iban_in_words(t, valid.iban)
            self.since, self.mandate = long_date(t, valid.valid_from.astimezone(zone).date()), valid.mandate
        if waiting := found.waiting:
            self.waiting, self.waiting_holder = str(waiting.id), waiting.holder
            self.waiting_iban, self.waiting_words = waiting.iban, iban_in_words(t, waiting.iban)
            self.waiting_since = long_date(t, waiting.requested_at.astimezone(zone).date())


class BankDetailsForm(PageState, rx.State):
    """Giving an account with a mandate. The number that is valid is never filled in: nobody sees it whole."""

    loading: bool = True
    may: bool = False
    title: str = ""
    version: str = ""
    reviewed: bool = False
    holder: str = ""
    creditor: str = ""
    creditor_address: list[str] = []  # noqa: RUF012 - Reflex copies defaults for each person
    creditor_id: str = ""
    paragraphs: list[str] = []  # noqa: RUF012 - as above
    meanwhile: str = ""
    """What somebody else has put in its place since the page was opened."""
    errors: list[FieldError] = []  # noqa: RUF012 - as above
    wrong: dict[str, str] = {}  # noqa: RUF012 - as above

    @handler
    async def load(self) -> None:
        """Run at each arrival."""
        self._begin_anew()
        t = self.t
        found = await self._found()
        self.title = t("Bankverbindung ändern") if found and found.valid else t("Bankverbindung hinzufügen")
        if found and found.mandate:
            self.may, self.version, self.reviewed = True, found.version, found.reviewed
            self.holder = found.valid.holder if found.valid else await self._contract_partner()
            self.creditor, self.creditor_id = found.mandate.creditor, found.mandate.creditor_id
            self.creditor_address, self.paragraphs = found.mandate.address, found.mandate.paragraphs
        self.loading = False

    @handler
    async def saved(self, result: dict[str, Any]) -> None:
        """The API has taken the form."""
        t = self.t
        words = {
            "done": t("Ihre Bankverbindung ist gespeichert. Wir haben Ihnen eine E-Mail dazu geschickt."),
            "waiting": t("Wir prüfen Ihre neue Bankverbindung. Bis dahin gilt, was vorher galt."),
            "unchanged": t("Es war nichts zu ändern: Diese Bankverbindung gilt schon."),
        }
        (await self.get_state(News)).leave_behind(words[str(result.get("state", "done"))])
        # Neither page may begin with what was true before.
        self._begin_anew()
        (await self.get_state(BankDetails))._begin_anew()  # noqa: SLF001 - a page's own other state
        (await self.get_state(Leaving)).to = site.path("account-bank", self.language)

    @handler
    async def failed(self, problem: dict[str, Any]) -> None:
        """The API has refused the form; what was typed stays."""
        self.errors, self.wrong, self.meanwhile = [], {}, ""
        slug = str(problem.get("slug", ""))
        if slug == "invalid-input":
            self._tell(problem.get("errors") or [])
        elif slug == "changed-meanwhile":
            await self._tell_meanwhile()

    def _tell(self, errors: list[dict[str, Any]]) -> None:
        t = self.t
        self.wrong = {str(each["field"]): field_words(t, str(each["message_key"]), FIELDS) for each in errors}
        # In the order of the page, whatever order they come in.
        self.errors = [
            FieldError(name, self.wrong[name]) for name in ("holder", "iban", "consent") if name in self.wrong
        ]

    async def _tell_meanwhile(self) -> None:
        """Say what holds by now. Whoever sends the form again has seen it."""
        found = await self._found()
        self.may = found is not None
        if found:
            valid = found.valid
            self.version = found.version
            value = {"holder": valid.holder, "iban": valid.iban} if valid else None
            self.meanwhile = in_words(self.t, "bank_details", value) or self.t("keine Bankverbindung")

    async def _found(self) -> BankDetailsState | None:
        try:
            return await read_bank_details(self.api, self.language)
        except ApiProblem as problem:
            if problem.slug != _HIDDEN:
                raise
            return None

    async def _contract_partner(self) -> str:
        customer = (await read_profile(self.api)).customer
        return f"{customer.name.given_name} {customer.name.name}".strip() if customer else ""
