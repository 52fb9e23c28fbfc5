"""Inviting somebody: who, what they may do, for how long, and a last look before it is sent."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, Literal, get_args

import reflex as rx

from frontend import site
from frontend.api.drafts import discard_draft
from frontend.components.error_summary import FieldError
from frontend.i18n import Translator
from frontend.state.base import PageState, handler
from frontend.state.grant_words import period_words, relation_words, scope_words
from frontend.state.leaving import Leaving
from frontend.state.problem_words import field_words
from frontend.state.session import Person
from frontend.state.words.grants import FIELDS

Step = Literal["person", "scope", "time", "check"]

_STEPS: Final[tuple[Step, ...]] = get_args(Step)
_FIELDS: Final[Mapping[Step, tuple[str, ...]]] = {
    "person": ("email", "relation"),
    "scope": ("scope",),
    "time": ("starts_on", "ends_on"),
}
_STEP_OF_FIELD: Final = {field: step for step, fields in _FIELDS.items() for field in fields}
_LONGEST_EMAIL: Final = 254

DRAFTS: Final[Mapping[Step, str]] = {
    "person": "grant-invite-person",
    "scope": "grant-invite-scope",
    "time": "grant-invite-time",
}
"""Under which names the forms keep what is typed, so that another sign-in is not another beginning."""


class GrantInvite(PageState, rx.State):
    """What has been chosen so far. Nothing is sent before the last step."""

    step: str = "person"
    number: int = 1
    furthest: str = "person"
    """The last step that was reached."""
    errors: list[FieldError] = []  # noqa: RUF012 - Reflex copies defaults for each person
    email_error: str = ""
    relation_error: str = ""
    scope_error: str = ""
    starts_on_error: str = ""
    ends_on_error: str = ""
    email: str = ""
    relation: str = ""
    scope: str = ""
    starts: dict[str, str] = {}  # noqa: RUF012 - as above
    ends: dict[str, str] = {}  # noqa: RUF012 - as above
    starts_on: str | None = None
    ends_on: str | None = None
    customer: str = ""
    relation_words: str = ""
    scope_words: str = ""
    period_words: str = ""

    @handler
    async def arrive(self) -> None:
        """Run at each arrival: begin anew."""
        person = await self.get_state(Person)
        self._begin_anew()
        self.customer = person.customer_name

    @handler
    def name_person(self, form: dict[str, str]) -> None:
        """The first step: who."""
        self.email = form.get("email", "").strip()[:_LONGEST_EMAIL]
        self.relation = form.get("relation", "")
        t = self.t
        self._forget_errors()
        if "@" not in self.email:
            self._tell("email", field_words(t, "email"))
        if not self.relation:
            self._tell("relation", t("Wählen Sie aus, wie Sie zueinander stehen."))
        self._go_on("scope")

    @handler
    def choose_scope(self, form: dict[str, str]) -> None:
        """The second step: what."""
        self.scope = form.get("scope", "")
        self._forget_errors()
        if not self.scope:
            self._tell("scope", self.t("Wählen Sie aus, was die Person darf."))
        self._go_on("time")

    @handler
    def choose_time(self, form: dict[str, str]) -> None:
        """The third step: from when and how long. Both may stay open."""
        self._forget_errors()
        self.starts, self.ends = _parts(form, "starts_on"), _parts(form, "ends_on")
        wrong = self.t("Diesen Tag gibt es nicht. Prüfen Sie Tag, Monat und Jahr.")
        for field, parts in (("starts_on", self.starts), ("ends_on", self.ends)):
            try:
                day = _day(parts)
            except ValueError:
                self._tell(field, wrong)
                continue
            setattr(self, field, day.isoformat() if day else None)
        self._go_on("check")

    @handler
    def back(self) -> None:
        """One step back, with everything that was chosen."""
        self._forget_errors()
        self._go_to(_STEPS[max(0, _STEPS.index(self.step) - 1)])

    @handler
    def change(self, step: str) -> None:
        """From the last look back to what is to be different."""
        self._forget_errors()
        if step in _STEPS:
            self._go_to(step)

    @handler
    def fail(self, problem: dict[str, Any]) -> None:
        """The API refused. What concerns a field leads back to it; all else is told above."""
        found = {str(error.get("field")): str(error.get("message_key")) for error in problem.get("errors") or []}
        known = {field: key for field, key in found.items() if field in _STEP_OF_FIELD}
        if not known:
            return
        self._forget_errors()
        for field, key in known.items():
            self._tell(field, field_words(self.t, key, FIELDS))
        self._go_to(_STEP_OF_FIELD[next(iter(known))])

    @handler
    async def sent(self, _result: dict[str, Any]) -> None:
        """The invitation is on its way."""
        for key in DRAFTS.values():
            await discard_draft(self.api, key)
        address = site.path("grants", self.language)
        self._begin_anew()
        (await self.get_state(Leaving)).to = f"{address}?done=invited"

    def _go_on(self, step: Step) -> None:
        if not self.errors:
            self._go_to(step)

    def _go_to(self, step: Step) -> None:
        self.step = step
        self.number = _STEPS.index(step) + 1
        self.furthest = max(self.furthest, step, key=_STEPS.index)
        if step == "check":
            self._describe(self.t)

    def _describe(self, t: Translator) -> None:
        self.relation_words = relation_words(t, self.relation)
        self.scope_words = scope_words(t, self.scope)
        starts, ends = (date.fromisoformat(day) if day else None for day in (self.starts_on, self.ends_on))
        self.period_words = period_words(t, starts, ends)

    def _tell(self, field: str, words: str) -> None:
        setattr(self, f"{field}_error", words)
        self.errors = [*self.errors, FieldError(field, words)]

    def _forget_errors(self) -> None:
        self.errors = []
        self.email_error = self.relation_error = self.scope_error = self.starts_on_error = self.ends_on_error = ""


def _parts(form: dict[str, str], name: str) -> dict[str, str]:
    return {part: form.get(f"{name}-{part}", "").strip()[:4] for part in ("day", "month", "year")}


def _day(parts: dict[str, str]) -> date | None:
    """The day that was typed; None when nothing was. Raises ValueError."""
    if not any(parts.values()):
        return None
    if not all(part.isascii() and part.isdigit() for part in parts.values()):
        raise ValueError("not digits")
    return date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
