"""Reads what staff have set up."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any, Final, TypeVar
from uuid import UUID

from backend.appointments.availability.public_holidays import FEDERAL_STATES, public_holidays
from backend.appointments.setup.schemas import (
    DayHours,
    ExceptionItem,
    Holiday,
    LocationItem,
    QuestionItem,
    ResourceItem,
    Rota,
    ServiceDetail,
    ServiceItem,
    Setup,
    StaffAccount,
)
from backend.appointments.setup.values import clock, version_of
from backend.core.database import fetch
from backend.core.errors import NotFound

Item = TypeVar("Item", LocationItem, ServiceItem, ResourceItem, QuestionItem)

_HOLIDAYS_SHOWN: Final = 5

_SERVICES: Final = """
    select s.*, array(select l.location_id from service_location l where l.service_id = s.id order by l.location_id)
        as location_ids
    from service s where {} or s.id = {} order by s.position, s.name_de, s.id
"""

_RESOURCES: Final = """
    select r.*, array(select l.location_id from resource_location l where l.resource_id = r.id order by l.location_id)
        as location_ids
    from resource r where {} or r.id = {} order by r.kind, r.name, r.id
"""


async def setup() -> Setup:
    """Everything, in the order in which it is listed."""
    locations = await fetch("select * from location order by name_de, id")
    accounts = await fetch(
        "select id, given_name || ' ' || family_name as name from account "
        "where role in ('agent', 'administrator') and closed_at is null order by family_name, given_name, id"
    )
    return Setup(
        locations=[_item(row, LocationItem) for row in locations],
        services=[_item(row, ServiceItem) for row in await fetch(_SERVICES, True, None)],
        resources=[_item(row, ResourceItem) for row in await fetch(_RESOURCES, True, None)],
        accounts=[StaffAccount(**row) for row in accounts],
        federal_states=dict(FEDERAL_STATES),
    )


async def read_location(*, location_id: UUID) -> LocationItem:
    """Raises `NotFound`."""
    return _only(await fetch("select * from location where id = {}", location_id), LocationItem)


async def read_service(*, service_id: UUID) -> ServiceItem:
    """Raises `NotFound`."""
    return _only(await fetch(_SERVICES, False, service_id), ServiceItem)


async def read_resource(*, resource_id: UUID) -> ResourceItem:
    """Raises `NotFound`."""
    return _only(await fetch(_RESOURCES, False, resource_id), ResourceItem)


async def read_questions(*, service_id: UUID) -> list[QuestionItem]:
    """What the service asks at present, in order."""
    rows = await fetch(
        "select * from service_question where service_id = {} and retired_at is null order by position, id", service_id
    )
    return [_question(row) for row in rows]


async def read_service_detail(*, service_id: UUID) -> ServiceDetail:
    """A service and what it asks. Raises `NotFound`."""
    return ServiceDetail(await read_service(service_id=service_id), await read_questions(service_id=service_id))


async def read_rota(*, resource_id: UUID, today: date) -> Rota:
    """When a person works, or a room is open, from today on. Raises `NotFound`."""
    resource = await read_resource(resource_id=resource_id)
    week = await read_week(resource_id=resource_id)
    exceptions = await fetch(
        "select * from hours_exception where resource_id = {} and last_day >= {} order by first_day, opens, id",
        resource_id,
        today,
    )
    return Rota(
        resource=resource,
        week=week,
        week_version=version_of(week),
        exceptions=[_exception(row) for row in exceptions],
        holidays=next_holidays(resource.federal_state, today),
    )


async def read_week(*, resource_id: UUID) -> list[DayHours]:
    """The weekly hours, one entry for each weekday."""
    rows = await fetch("select * from weekly_hours where resource_id = {} order by opens, id", resource_id)
    days = []
    for weekday in range(1, 8):
        of_day = [row for row in rows if row["weekday"] == weekday]
        # All times of a day are at one place, or wherever the resource belongs.
        places = {row["location_id"] for row in of_day if row["kind"] == "work"}
        days.append(
            DayHours(weekday, _times(of_day, "work"), _times(of_day, "break"), min(places, key=str, default=None))
        )
    return days


def next_holidays(state: str, today: date) -> list[Holiday]:
    """The next public holidays that are kept, so that staff see what they have chosen."""
    kept = public_holidays(state, (today.year, today.year + 1))
    coming = [Holiday(day, name.de, name.en) for day, name in kept.items() if day >= today]
    return coming[:_HOLIDAYS_SHOWN]


def _times(rows: list[dict[str, Any]], kind: str) -> str:
    return ", ".join(_span(row) for row in rows if row["kind"] == kind)


def _span(row: Mapping[str, Any]) -> str:
    return f"{clock(row['opens'])}\u2013{clock(row['closes'])}"


def _exception(row: Mapping[str, Any]) -> ExceptionItem:
    return ExceptionItem(
        id=row["id"],
        kind=row["kind"],
        first_day=row["first_day"],
        last_day=row["last_day"],
        times="" if row["opens"] is None else _span(row),
        location_id=row["location_id"],
    )


def _question(row: dict[str, Any]) -> QuestionItem:
    choices = json.loads(row["choices"])
    return _item(
        row | {language: [each[language[-2:]] for each in choices] for language in ("choices_de", "choices_en")},
        QuestionItem,
    )


def _only(rows: list[dict[str, Any]], kind: type[Item]) -> Item:
    if not rows:
        raise NotFound
    return _item(rows[0], kind)


def _item(row: dict[str, Any], kind: type[Item]) -> Item:
    """The row as the API tells it, with the version by which its next change is known."""
    known = {each.name: row[each.name] for each in fields(kind) if each.name != "version"}
    return kind(**known, version=version_of(known))
