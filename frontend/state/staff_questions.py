"""What one kind of appointment asks when it is booked: the list, and the question that is being written."""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

import reflex as rx

from frontend import site
from frontend.api.client import ApiProblem
from frontend.api.setup import QuestionItem, ServiceDetail, move_question, read_service, read_setup, remove_question
from frontend.i18n import Translator
from frontend.state.base import handler
from frontend.state.setup_form import SetupForm, identity, is_missing
from frontend.state.setup_words import kind_name, name_in


@dataclass(frozen=True)
class QuestionRow:
    """A question as it is listed."""

    id: str
    label: str
    detail: str
    href: str
    is_first: bool
    is_last: bool


class QuestionForm(SetupForm, rx.State):
    """All questions of a service; the one in the form is a new one, or the one that the address names."""

    service: str = ""
    action: str = ""
    service_name: str = ""
    rows: list[QuestionRow] = []  # noqa: RUF012 - Reflex copies defaults for each person
    required: bool = False
    form_title: str = ""
    done: str = ""

    @handler
    async def load(self) -> None:
        """Run at each arrival. Without a service in the address, the first one."""
        self._begin("question")
        self.service, self.entry = self.entry, self.router.url.query_parameters.get("question", "")
        if not self.service:
            services = (await read_setup(self.api)).services
            self.service = str(services[0].id) if services else ""
        await self._read()
        self.loading = False

    @handler
    async def saved(self, _answer: dict[str, Any]) -> None:
        """The API has taken the question."""
        await self._leave(self.t("Gespeichert."))

    @handler
    async def move(self, question: str, way: str) -> None:
        """Ask it one place earlier or later."""
        known: Literal["up", "down"] = "down" if way == "down" else "up"
        await move_question(self.api, UUID(self.service), UUID(question), known)
        await self._read()
        place = next((number for number, row in enumerate(self.rows, start=1) if row.id == question), 0)
        self.done = self.t("Die Frage steht jetzt an Stelle {place}.", place=place)

    @handler
    async def remove(self, question: str) -> None:
        """Ask it no longer."""
        await remove_question(self.api, UUID(self.service), UUID(question))
        await self._read()
        self.done = self.t("Die Frage wird nicht mehr gestellt. Antworten, die es schon gibt, bleiben.")

    async def _read(self) -> None:
        known = identity(self.service)
        if known is None:
            self.missing = True
            return
        try:
            self._show(self.t, await read_service(self.api, known))
        except ApiProblem as problem:
            self.missing = is_missing(problem)

    def _show(self, t: Translator, detail: ServiceDetail) -> None:
        self.action = f"/api/v1/service/setup/services/{self.service}/questions"
        self.service_name = name_in(t, detail.service)
        self.title = t("Fragen: {service}", service=self.service_name)
        last = len(detail.questions) - 1
        self.rows = [self._row(t, each, place, last) for place, each in enumerate(detail.questions)]
        chosen = next((each for each in detail.questions if str(each.id) == self.entry), None)
        self.entry = str(chosen.id) if chosen else ""
        self.draft = f"setup-question-{self.entry or f'{self.service}-new'}"
        self.form_title = t("Frage ändern") if chosen else t("Frage hinzufügen")
        if chosen:
            self._fill(chosen)
        else:
            self.values = {"kind": "line"}

    def _fill(self, item: QuestionItem) -> None:
        self.values = {
            "kind": item.kind,
            "label_de": item.label_de,
            "label_en": item.label_en,
            "choices_de": "\n".join(item.choices_de),
            "choices_en": "\n".join(item.choices_en),
        }
        self.required, self.version = item.required, item.version

    def _row(self, t: Translator, item: QuestionItem, place: int, last: int) -> QuestionRow:
        need = t("Antwort nötig") if item.required else t("Antwort freiwillig")
        return QuestionRow(
            str(item.id),
            item.label_de if t.language == "de" else item.label_en,
            f"{kind_name(t, item.kind)}, {need}",
            f"{self._back()}&question={item.id}",
            place == 0,
            place == last,
        )

    def _back(self) -> str:
        return f"{site.path('staff-questions', self.language)}?id={self.service}"
