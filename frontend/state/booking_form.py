"""The form of an appointment: what it starts with, what is asked, and what is wrong with it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from frontend.api.appointments import Question
from frontend.api.profile import TopicChoice
from frontend.components.error_summary import FieldError
from frontend.components.values import Option
from frontend.i18n import Translator
from frontend.state.problem_words import field_words
from frontend.state.words.appointments import FIELDS

_ANSWER: Final = "answer-"
CONTACT: Final[tuple[str, ...]] = ("name", "email", "phone")


@dataclass(frozen=True)
class QuestionRow:
    """A question of the service as the form asks it; `field` is the name of its field."""

    id: str
    field: str
    kind: str
    label: str
    required: bool
    options: list[Option]
    error: str = ""


def question_rows(t: Translator, questions: list[Question]) -> list[QuestionRow]:
    return [
        QuestionRow(
            str(question.id),
            f"answers.{question.id}",
            question.kind,
            question.label,
            question.required,
            _options(t, question),
        )
        for question in questions
    ]


def _options(t: Translator, question: Question) -> list[Option]:
    if question.kind == "yes_no":
        return [Option("yes", t("Ja")), Option("no", t("Nein"))]
    return [Option(choice, choice) for choice in question.choices]


def reminders(t: Translator, starts_at: datetime, now: datetime) -> list[Option]:
    """When the person can be reminded: as long as that is still to come."""
    moments = {
        Option("24h", t("Einen Tag vorher")): timedelta(hours=24),
        Option("2h", t("Zwei Stunden vorher")): timedelta(hours=2),
    }
    return [option for option, before in moments.items() if starts_at - before > now]


def reminded_words(t: Translator, chosen: list[TopicChoice]) -> str:
    """How the person is reminded of appointments, as they have chosen it in their account."""
    channels = next((set(choice.channels) for choice in chosen if choice.topic == "appointments"), set[str]())
    if channels == {"mail", "push"}:
        how = t("Wir erinnern Sie per E-Mail und auf Ihrem Gerät.")
    elif "push" in channels:
        how = t("Wir erinnern Sie auf Ihrem Gerät.")
    elif "mail" in channels:
        how = t("Wir erinnern Sie per E-Mail.")
    else:
        how = t("Erinnerungen an Termine haben Sie in Ihrem Konto abgeschaltet.")
    return " ".join((how, t("Ändern können Sie das im Konto unter „Mitteilungen“.")))


@dataclass(frozen=True)
class Faults:
    """What is wrong, at each field and above the form. `is_other` tells that the service asks something else by now."""

    contact: dict[str, str]
    questions: list[QuestionRow]
    summary: list[FieldError]
    is_other: bool


def faults(t: Translator, questions: list[QuestionRow], errors: list[dict[str, Any]]) -> Faults:
    """The words for what the API has found wrong."""
    keys = {str(error.get("field", "")): str(error.get("message_key", "")) for error in errors}
    contact: dict[str, str] = {
        field: field_words(t, f"{field}-{keys[field]}", FIELDS) for field in CONTACT if field in keys
    }
    rows = [replace(row, error=_answer_words(t, keys.get(f"{_ANSWER}{row.id}", ""))) for row in questions]
    summary = [FieldError(f"contact.{field}", words) for field, words in contact.items()]
    summary += [FieldError(row.field, f"{row.label}: {row.error}") for row in rows if row.error]
    known = {*CONTACT, *(f"{_ANSWER}{row.id}" for row in rows)}
    return Faults(contact, rows, summary, is_other=not keys.keys() <= known)


def _answer_words(t: Translator, key: str) -> str:
    return field_words(t, f"{_ANSWER}{key}", FIELDS) if key else ""
