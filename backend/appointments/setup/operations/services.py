"""Adding services, changing their rules, and what they ask."""

import json
from typing import Any, Final, Literal, get_args
from uuid import UUID

from backend.appointments.setup import queries
from backend.appointments.setup.operations.changing import (
    By,
    SetupChangedMeanwhile,
    change,
    lock,
    offered_locations,
    set_links,
    thing_id,
)
from backend.appointments.setup.schemas import Channel, QuestionKind, SaveQuestion, SaveResult, SaveService
from backend.appointments.setup.tables import Service, ServiceQuestion
from backend.appointments.setup.values import Form, ticks
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.errors import NotFound, Problem
from backend.core.ids import new_id

MOST_QUESTIONS: Final = 20
MOST_CHOICES: Final = 30
# In minutes: 90 days, and 30.
_LONGEST_LEAD: Final = 90 * 24 * 60
_LATEST_CANCEL: Final = 30 * 24 * 60


class TooManyQuestions(Problem):
    """The service asks as much as it may."""

    status = 409
    slug = "too-many-questions"
    title = "The service has as many questions as it may have"


async def save_service(*, data: SaveService, by: By) -> SaveResult:
    """Add a service, or change one. Raises `InvalidInput`, `NotFound`, `SetupChangedMeanwhile`.

    What is booked keeps its time and length. It is hit when its channel, its location, or the skills of whom people
    meet do not fit any longer.
    """
    known = thing_id(data.id)
    async with change(thing_id=known, by=by) as made:
        values, location_ids = _values(data, await offered_locations())
        if known is None:
            await Service(id=made.id, position=await _last_place(), **values).save()
        else:
            await lock(kind="service", thing_id=known)
            if (await queries.read_service(service_id=known)).version != data.version:
                raise SetupChangedMeanwhile
            await Service.update(values).where(Service.id == known)  # type: ignore[arg-type]  # Piccolo: Any keys
        await set_links(table="service_location", owner=made.id, ids=location_ids)
    return made.result()


async def save_question(*, service_id: UUID, data: SaveQuestion) -> UUID:
    """Ask something more, at the end, or change a question.

    A question with another kind is another question: what was answered to the former one stays with that one.
    Raises `InvalidInput`, `NotFound`, `SetupChangedMeanwhile`, `TooManyQuestions`.
    """
    values, known = _question_values(data), thing_id(data.id)
    async with transaction(SYSTEM):
        await lock(kind="service", thing_id=service_id)
        questions = await queries.read_questions(service_id=service_id)
        if known is None:
            if len(questions) >= MOST_QUESTIONS:
                raise TooManyQuestions
            made = ServiceQuestion(id=new_id(), service_id=service_id, position=len(questions) + 1, **values)
            await made.save()
            return UUID(str(made.id))
        question = next((each for each in questions if each.id == known), None)
        if question is None:
            raise NotFound
        if question.version != data.version:
            raise SetupChangedMeanwhile
        await ServiceQuestion.update(values).where(ServiceQuestion.id == known)  # type: ignore[arg-type]  # as above
    return known


async def move_question(*, service_id: UUID, question_id: UUID, way: Literal["up", "down"]) -> None:
    """Ask it one place earlier or later; at the end of the list nothing changes. Raises `NotFound`."""
    async with transaction(SYSTEM):
        await lock(kind="service", thing_id=service_id)
        order = [each.id for each in await queries.read_questions(service_id=service_id)]
        if question_id not in order:
            raise NotFound
        place = order.index(question_id)
        order.insert(max(place + (1 if way == "down" else -1), 0), order.pop(place))
        await _number(order)


async def remove_question(*, service_id: UUID, question_id: UUID, by: By) -> None:
    """Ask it no longer. What was answered to it stays. Raises `NotFound`."""
    async with transaction(SYSTEM):
        await lock(kind="service", thing_id=service_id)
        order = [each.id for each in await queries.read_questions(service_id=service_id)]
        if question_id not in order:
            raise NotFound
        await fetch("update service_question set retired_at = {} where id = {}", by.now, question_id)
        await _number([each for each in order if each != question_id])


async def _number(order: list[UUID]) -> None:
    for position, question_id in enumerate(order, start=1):
        await fetch("update service_question set position = {} where id = {}", position, question_id)


async def _last_place() -> int:
    rows = await fetch("select coalesce(max(position), 0) + 1 as place from service")
    place: int = rows[0]["place"]
    return place


def _values(data: SaveService, locations: list[UUID]) -> tuple[dict[str, Any], list[UUID]]:
    form = Form()
    channels = form.some_of("channels", ticks(data.channels), get_args(Channel))
    location_ids = form.ids("location_ids", ticks(data.location_ids), locations)
    if not channels:
        form.wrong("channels", "channels-needed")
    if "on_site" in channels and not location_ids:
        form.wrong("location_ids", "location-ids-needed")
    values = {
        "name_de": form.line("name_de", data.name_de, needed=True),
        "name_en": form.line("name_en", data.name_en, needed=True),
        **_texts(form, data),
        **_times(form, data),
        "channels": channels,
        "skills": form.words("skills", data.skills),
        "needs_room": bool(data.needs_room),
        "for_guests": bool(data.for_guests),
    }
    form.finish()
    return values, location_ids


def _texts(form: Form, data: SaveService) -> dict[str, str]:
    summary = form.both("summary", data.summary_de, data.summary_en)
    bring = form.both("bring", data.bring_de, data.bring_en)
    price = form.both("price", data.price_de, data.price_en)
    return {
        f"{name}_{language}": text
        for name, texts in (("summary", summary), ("bring", bring), ("price", price))
        for language, text in zip(("de", "en"), texts, strict=True)
    }


def _times(form: Form, data: SaveService) -> dict[str, int]:
    return {
        "duration": form.number("duration", data.duration, least=5, most=720),
        "step": form.number("step", data.step, least=5, most=720),
        "buffer_before": form.number("buffer_before", data.buffer_before or "0", least=0, most=240),
        "buffer_after": form.number("buffer_after", data.buffer_after or "0", least=0, most=240),
        "lead_time": form.duration("lead_time", data.lead_time or "0", data.lead_unit, most=_LONGEST_LEAD),
        "horizon_days": form.number("horizon_days", data.horizon_days, least=1, most=366),
        "cancel_until": form.duration("cancel_until", data.cancel_until or "0", data.cancel_unit, most=_LATEST_CANCEL),
        "capacity": form.number("capacity", data.capacity or "1", least=1, most=500),
    }


def _question_values(data: SaveQuestion) -> dict[str, Any]:
    form = Form()
    kind = form.one_of("kind", data.kind, get_args(QuestionKind))
    choices = _choices(form, data) if kind == "choice" else []
    values = {
        "kind": kind,
        "label_de": form.line("label_de", data.label_de, needed=True),
        "label_en": form.line("label_en", data.label_en, needed=True),
        "required": bool(data.required),
        "choices": json.dumps(choices),
    }
    form.finish()
    return values


def _choices(form: Form, data: SaveQuestion) -> list[dict[str, str]]:
    """One answer for each line, the same number of lines in both languages."""
    german, english = (
        [line for each in typed.splitlines() if (line := form.line(name, each))]
        for name, typed in (("choices_de", data.choices_de), ("choices_en", data.choices_en))
    )
    if len(set(german)) < max(2, len(german)):
        form.wrong("choices_de", "choices-needed")
    if len(german) > MOST_CHOICES:
        form.wrong("choices_de", "too-many-choices")
    if len(german) != len(english):
        form.wrong("choices_en", "choices-uneven")
    return [{"de": de, "en": en} for de, en in zip(german, english, strict=False)]
