"""Adding people and rooms, and when they are to be had: weekly hours, leave, and hours besides."""

from datetime import date, timedelta
from typing import Any, Final, get_args
from uuid import UUID

from backend.appointments.availability.public_holidays import FEDERAL_STATES
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
from backend.appointments.setup.schemas import (
    NEEDS,
    ExceptionKind,
    SaveException,
    SaveHours,
    SaveResource,
    SaveResult,
)
from backend.appointments.setup.tables import HoursException, Resource, WeeklyHours
from backend.appointments.setup.values import Form, ticks, version_of
from backend.core.database import fetch
from backend.core.errors import NotFound
from backend.core.ids import new_id

_LONGEST: Final = timedelta(days=400)
_FURTHEST: Final = timedelta(days=800)


async def save_resource(*, data: SaveResource, by: By) -> SaveResult:
    """Add a person or a room, or change one. Raises `InvalidInput`, `NotFound`, `SetupChangedMeanwhile`."""
    known = thing_id(data.id)
    async with change(thing_id=known, by=by) as made:
        if known is not None:
            await lock(kind="resource", thing_id=known)
            held = await queries.read_resource(resource_id=known)
            if held.version != data.version or held.kind != data.kind:
                raise SetupChangedMeanwhile
        values, location_ids = await _values(data, made.id)
        if known is None:
            await Resource(id=made.id, kind=data.kind, **values).save()
        else:
            await Resource.update(values).where(Resource.id == known)  # type: ignore[arg-type]  # Piccolo: Any keys
        await set_links(table="resource_location", owner=made.id, ids=location_ids)
    return made.result()


async def save_hours(*, resource_id: UUID, data: SaveHours, by: By) -> SaveResult:
    """Put other weekly hours in place of those that hold. Raises `InvalidInput`, `NotFound`, `SetupChangedMeanwhile`.

    A break lies within the working time; a day without times is free.
    """
    async with change(thing_id=resource_id, by=by) as made:
        await lock(kind="resource", thing_id=resource_id)
        if version_of(await queries.read_week(resource_id=resource_id)) != data.version:
            raise SetupChangedMeanwhile
        rows = _week(resource_id, data, await offered_locations())
        await fetch("delete from weekly_hours where resource_id = {}", resource_id)
        for row in rows:
            await row.save()
    return made.result()


async def add_exception(*, resource_id: UUID, data: SaveException, by: By) -> SaveResult:
    """Enter leave, another absence, or hours besides the weekly ones. Raises `InvalidInput`, `NotFound`."""
    async with change(thing_id=None, by=by) as made:
        await lock(kind="resource", thing_id=resource_id)
        values = _exception_values(data, await offered_locations(), today=by.now.astimezone(by.zone).date())
        await HoursException(id=made.id, resource_id=resource_id, **values).save()
    return made.result()


async def remove_exception(*, resource_id: UUID, exception_id: UUID, by: By) -> SaveResult:
    """Take it back. Without hours that were there besides, appointments may be hit. Raises `NotFound`."""
    async with change(thing_id=exception_id, by=by) as made:
        removed = await fetch(
            "delete from hours_exception where id = {} and resource_id = {} returning id", exception_id, resource_id
        )
        if not removed:
            raise NotFound
    return made.result()


async def _values(data: SaveResource, resource_id: UUID) -> tuple[dict[str, Any], list[UUID]]:
    form = Form()
    location_ids = form.ids("location_ids", ticks(data.location_ids), await offered_locations())
    if data.kind == "room" and not location_ids:
        form.wrong("location_ids", "room-location-needed")
    skills = form.words("skills", data.skills) + form.some_of("needs", ticks(data.needs), NEEDS)
    account_id = await _account(form, data, resource_id)
    values = {
        "name": form.line("name", data.name, needed=True),
        "account_id": account_id,
        "skills": list(dict.fromkeys(skills)),
        "federal_state": form.one_of("federal_state", data.federal_state, ("", *FEDERAL_STATES)),
        "video_url": form.address("video_url", data.video_url),
    }
    form.finish()
    return values, location_ids


async def _account(form: Form, data: SaveResource, resource_id: UUID) -> UUID | None:
    """The account of somebody who works here, and of nobody else who gives appointments."""
    if not data.account_id:
        return None
    rows = await fetch(
        "select a.id, r.id as taken_by from account a left join resource r on r.account_id = a.id and r.id <> {} "
        "where a.id::text = {} and a.role in ('agent', 'administrator') and a.closed_at is null",
        resource_id,
        data.account_id,
    )
    if not rows or data.kind == "room":
        form.wrong("account_id", "account-unknown")
        return None
    if rows[0]["taken_by"]:
        form.wrong("account_id", "account-taken")
    found: UUID = rows[0]["id"]
    return found


def _week(resource_id: UUID, data: SaveHours, locations: list[UUID]) -> list[WeeklyHours]:
    form = Form()
    rows = []
    for index, (work, breaks, place) in enumerate(zip(data.work, data.breaks, data.places, strict=True)):
        weekday = index + 1
        shifts, pauses = form.spans(f"work-{weekday}", work), form.spans(f"breaks-{weekday}", breaks)
        for pause in pauses:
            if not any(shift[0] <= pause[0] and pause[1] <= shift[1] for shift in shifts):
                form.wrong(f"breaks-{weekday}", "break-outside")
        at = form.ids(f"places-{weekday}", [place] if place else [], locations)
        rows += [
            WeeklyHours(
                id=new_id(),
                resource_id=resource_id,
                kind=kind,
                weekday=weekday,
                opens=opens,
                closes=closes,
                location_id=at[0] if at else None,
            )
            for kind, times in (("work", shifts), ("break", pauses))
            for opens, closes in times
        ]
    form.finish()
    return rows


def _exception_values(data: SaveException, locations: list[UUID], *, today: date) -> dict[str, Any]:
    form = Form()
    kind = form.one_of("kind", data.kind, get_args(ExceptionKind))
    first = form.day("first_day", data.first_day)
    last = form.day("last_day", data.last_day) if data.last_day.strip() else first
    if first and last:
        _check_days(form, first, last, today)
    times = form.spans("times", data.times)
    if len(times) > 1:
        form.wrong("times", "one-time")
    if kind == "extra" and not times:
        form.wrong("times", "extra-times-needed")
    at = form.ids("place", [data.place] if data.place else [], locations)
    form.finish()
    opens, closes = times[0] if times else (None, None)
    return {
        "kind": kind,
        "first_day": first,
        "last_day": last,
        "opens": opens,
        "closes": closes,
        "location_id": at[0] if at else None,
    }


def _check_days(form: Form, first: date, last: date, today: date) -> None:
    if last < first:
        form.wrong("last_day", "last-before-first")
    elif last < today:
        form.wrong("last_day", "day-past")
    elif last - first > _LONGEST or last - today > _FURTHEST:
        form.wrong("last_day", "day-too-far")
