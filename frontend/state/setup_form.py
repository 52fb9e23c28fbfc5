"""What all forms of the setup share: fields, what is wrong with them, and the appointments that a change would hit."""

from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

import reflex as rx

from frontend import site
from frontend.api.client import ApiProblem
from frontend.api.setup import Consent, HitChoice, SaveResult, Setup, restore, result_of, retire
from frontend.components.error_summary import FieldError
from frontend.components.values import Option
from frontend.i18n import Translator
from frontend.state.base import PageState, handler
from frontend.state.leaving import Leaving
from frontend.state.news import News
from frontend.state.problem_words import field_words
from frontend.state.setup_words import HitRow, hit_row, name_in
from frontend.state.words.setup import FIELDS

AT_FORM = ("invalid-input",)
"""Problems that are told by the form itself."""

Things = Literal["locations", "services", "resources"]


class SetupForm(PageState, rx.State, mixin=True):
    """One thing, as it holds and as it is being typed."""

    loading: bool = True
    missing: bool = False
    title: str = ""
    entry: str = ""
    version: str = ""
    draft: str = ""
    values: dict[str, str] = {}  # noqa: RUF012 - Reflex copies defaults for each person
    """What the fields start with."""
    errors: list[FieldError] = []  # noqa: RUF012 - as above
    wrong: dict[str, str] = {}  # noqa: RUF012 - as above
    hits: list[HitRow] = []  # noqa: RUF012 - as above
    """Appointments that what was sent would hit. Nothing has been saved."""
    hits_title: str = ""
    fate: HitChoice = "keep"
    """What the choice for each of them starts with."""
    rounds: int = 0
    """How often one choice was made for all: each time the list is drawn anew."""
    for_all: str = ""
    """What was chosen for all, for those who do not see it."""
    confirmation: str = ""
    asked: str = ""
    """What would hit them: saving, or retiring."""
    is_retired: bool = False

    @handler
    async def saved(self, answer: dict[str, Any]) -> None:
        """The API has taken the form, or asks what is to become of appointments."""
        self._forget()
        result = result_of(answer)
        if result.state == "asks":
            self._ask(result, "save")
        else:
            await self._leave(self._done(result))

    @handler
    async def failed(self, problem: dict[str, Any]) -> None:
        """The API has refused the form; what was typed stays."""
        t = self.t
        self._forget()
        for error in problem.get("errors") or []:
            field, key = str(error.get("field", "")), str(error.get("message_key", ""))
            self.wrong = {**self.wrong, field: field_words(t, key, FIELDS)}
        self.errors = [FieldError(name, text) for name, text in self.wrong.items()]

    @handler
    def choose_for_all(self, fate: HitChoice) -> None:
        """The same for all appointments that would be hit; each can be chosen otherwise after that."""
        self.fate, self.rounds = fate, self.rounds + 1
        t = self.t
        self.for_all = (
            t("Alle bleiben gebucht.") if fate == "keep" else t("Alle werden abgesagt, sobald Sie speichern.")
        )

    @handler
    async def retire(self) -> None:
        """Offer it no longer, unless that hits appointments."""
        await self._retired(await retire(self.api, self._things(), UUID(self.entry), Consent()))

    @handler
    async def retired(self, answer: dict[str, Any]) -> None:
        """The API has taken what is to become of appointments, or asks again, because there are others by now."""
        await self._retired(result_of(answer))

    @handler
    def think_again(self) -> None:
        """Nothing is to be retired, or taken back."""
        self._forget()

    async def _retired(self, result: SaveResult) -> None:
        self._forget()
        if result.state == "asks":
            self._ask(result, "retire")
        else:
            t = self.t
            await self._leave(self._cancelled(t, result, t("Wird nicht mehr angeboten: {name}.", name=self.title)))

    @handler
    async def restore(self) -> None:
        """Offer it again."""
        await restore(self.api, self._things(), UUID(self.entry))
        await self._leave(self.t("Wird wieder angeboten: {name}.", name=self.title))

    def _things(self) -> Things:
        raise NotImplementedError

    def _done(self, result: SaveResult) -> str:
        t = self.t
        return self._cancelled(t, result, t("Gespeichert."))

    def _back(self) -> str:
        """The address of the page to go on to."""
        return site.path("staff-appointments", self.language)

    def _cancelled(self, t: Translator, result: SaveResult, words: str) -> str:
        if not result.cancelled:
            return words
        return f"{words} " + t.n("Ein Termin ist abgesagt.", "{n} Termine sind abgesagt.", result.cancelled)

    def _begin(self, form: str) -> None:
        """At each arrival: which thing the address names, and under which name a draft of it is kept."""
        self._begin_anew()
        self.entry = self.router.url.query_parameters.get("id", "")
        self.draft = f"setup-{form}-{self.entry or 'new'}"

    async def _leave(self, words: str) -> None:
        (await self.get_state(News)).leave_behind(words)
        # With a full page load, so that no form of the former page keeps what was typed once more.
        (await self.get_state(Leaving)).to = self._back()

    def _ask(self, result: SaveResult, what: str) -> None:
        t, zone = self.t, ZoneInfo(result.zone)
        self.hits = [hit_row(t, hit, zone) for hit in result.hits]
        self.hits_title = t.n(
            "Noch nicht gespeichert: Ein gebuchter Termin ist betroffen",
            "Noch nicht gespeichert: {n} gebuchte Termine sind betroffen",
            len(result.hits),
        )
        self.confirmation, self.asked = result.confirmation, what

    def _forget(self) -> None:
        self.errors, self.wrong = [], {}
        self.hits, self.hits_title, self.confirmation, self.asked = [], "", "", ""
        self.fate, self.for_all = "keep", ""


def identity(text: str) -> UUID | None:
    """An id from an address, which anybody can write by hand."""
    try:
        return UUID(text)
    except ValueError:
        return None


def is_missing(problem: ApiProblem) -> bool:
    """Raises the problem again when it is another one."""
    if problem.slug != "not-found":
        raise problem
    return True


def location_options(t: Translator, setup: Setup) -> list[Option]:
    return [Option(str(each.id), name_in(t, each)) for each in setup.locations if each.retired_at is None]
