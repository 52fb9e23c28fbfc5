"""What people do to the calendar that they have connected. They wait for it, so it answers in time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from backend.appointments.calendars.model import FoundCalendar
from backend.appointments.calendars.refusals import CalendarPasswordRefused, NotACalendar
from backend.appointments.calendars.transport import CalendarUnreachable
from backend.appointments.staff_calendars import queries
from backend.appointments.staff_calendars.operations import looking
from backend.appointments.staff_calendars.queries import SEAL
from backend.appointments.staff_calendars.server import server_of
from backend.appointments.staff_calendars.tables import CalendarLink
from backend.appointments.staff_calendars.typed import read_access, read_password
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.errors import NotFound, Problem
from backend.core.ids import new_id
from backend.core.sealed import seal
from backend.core.settings import Settings
from backend.identity.keyed_hash import keyed_hash
from backend.identity.operations import attempts

_SECONDS_TO_ASK: Final = 15.0
_SECONDS_TO_LOOK: Final = 10.0
_LONGEST_NAME: Final = 200
_ASKING: Final = attempts.Limit("calendar-ask", most=20, within=timedelta(minutes=15))
"""Nobody guesses passwords through us, or looks around for servers."""
_LOOKING: Final = attempts.Limit("calendar-look", most=20, within=timedelta(minutes=15))


class GivesNoAppointments(Problem):
    """The account is nobody's in the plan of appointments, so nothing could be written to a calendar of theirs."""

    status = 409
    slug = "gives-no-appointments"
    title = "This account gives no appointments"


@dataclass(frozen=True)
class Owner:
    """Who does it, and under which rules."""

    account_id: UUID
    settings: Settings


async def find(*, owner: Owner, address: str, user_name: str, password: str, now: datetime) -> list[FoundCalendar]:
    """The calendars that a server has for this user name.

    Raises `InvalidInput`, `GivesNoAppointments`, `TooManyAttempts`, and what the server's answers mean
    (`caldav_client.find_calendars`).
    """
    place, user, secret = read_access(address=address, user_name=user_name, password=password)
    await _resource_id(owner)
    await _charge(owner, _ASKING, now)
    server = await server_of(address=place, user_name=user, password=secret, settings=owner.settings)
    async with _in_time():
        found = await server.find()
    if not found:
        raise NotACalendar
    return list(found)


async def connect(*, owner: Owner, address: str, user_name: str, password: str, now: datetime) -> None:
    """Look after this calendar from now on, instead of one before. What was written to that one stays there.

    Raises as `find` does, with nothing changed.
    """
    place, user, secret = read_access(address=address, user_name=user_name, password=password)
    resource_id = await _resource_id(owner)
    await _charge(owner, _ASKING, now)
    server = await server_of(address=place, user_name=user, password=secret, settings=owner.settings)
    async with _in_time():
        found = await server.check()
    async with transaction(SYSTEM):
        await fetch("delete from calendar_link where resource_id = {}", resource_id)
        link = CalendarLink(
            id=new_id(),
            resource_id=resource_id,
            address=found.address,
            name=found.name[:_LONGEST_NAME],
            user_name=user,
            created_at=now,
            next_at=now,
        )
        link.password = seal(owner.settings.key(), SEAL, str(link.id), secret.encode())
        await link.save()
    await _look(link.id, owner, now)


async def change_password(*, owner: Owner, password: str, now: datetime) -> None:
    """Use another password for the same calendar. Raises `NotFound` without one, and else as `connect` does."""
    secret = read_password(password)
    link = await _link(owner)
    await _charge(owner, _ASKING, now)
    server = await server_of(
        address=link["address"], user_name=link["user_name"], password=secret, settings=owner.settings
    )
    async with _in_time():
        await server.check()
    async with transaction(SYSTEM):
        await fetch(
            "update calendar_link set password = {}, problem = '', failures = 0, failing_since = null, next_at = {} "
            "where id = {}",
            *(seal(owner.settings.key(), SEAL, str(link["id"]), secret.encode()), now, link["id"]),
        )
    await _look(link["id"], owner, now)


async def look_now(*, owner: Owner, now: datetime) -> None:
    """Do not wait for the next regular look. What comes of it is noted down, as always.

    Raises `NotFound`, `CalendarPasswordRefused` while only another password helps, and `TooManyAttempts`.
    """
    link = await _link(owner)
    if link["password"] is None:
        raise CalendarPasswordRefused
    await _charge(owner, _LOOKING, now)
    await _look(link["id"], owner, now)


async def write_again(*, owner: Owner, copy_id: UUID, now: datetime) -> None:
    """Put an entry back that somebody has deleted in the calendar. Raises `NotFound` and `TooManyAttempts`."""
    link = await _link(owner)
    await _charge(owner, _LOOKING, now)
    async with transaction(SYSTEM):
        # What is not known to stand there is written with the next look.
        forgotten = await fetch(
            "delete from calendar_copy where id = {} and link_id = {} and missing_since is not null returning id",
            *(copy_id, link["id"]),
        )
        if not forgotten:
            raise NotFound
        await fetch("update calendar_link set next_at = least(next_at, {}) where id = {}", now, link["id"])
    await _look(link["id"], owner, now)


async def disconnect(*, owner: Owner, entries: Literal["keep", "remove"], now: datetime) -> None:
    """Forget the calendar, its password and when the person is busy; at once, or when our entries have been taken out.

    Raises `NotFound`, and `CalendarPasswordRefused` if nothing can be taken out because of that.
    """
    link = await _link(owner)
    if entries == "remove" and link["password"] is None:
        raise CalendarPasswordRefused
    async with transaction(SYSTEM):
        if entries == "keep":
            await fetch("delete from calendar_link where id = {}", link["id"])
            return
        await fetch("delete from calendar_busy where link_id = {}", link["id"])
        await fetch(
            "update calendar_link set parting_since = coalesce(parting_since, {}), next_at = {} where id = {}",
            *(now, now, link["id"]),
        )
    await _look(link["id"], owner, now)


async def _look(link_id: UUID, owner: Owner, now: datetime) -> None:
    """Look at once, unless somebody is at it. What takes longer than people wait goes on in the background."""
    async with transaction(SYSTEM):
        is_ours = await looking.claim(link_id=link_id, now=now)
    if not is_ours:
        return
    try:
        async with asyncio.timeout(_SECONDS_TO_LOOK):
            await looking.look(link_id=link_id, settings=owner.settings, now=now)
    except TimeoutError:
        async with transaction(SYSTEM):
            await fetch("update calendar_link set claimed_until = null, next_at = {} where id = {}", now, link_id)


async def _resource_id(owner: Owner) -> UUID:
    async with transaction(SYSTEM):
        found = await queries.own_resource(account_id=owner.account_id)
    if found is None:
        raise GivesNoAppointments
    return found


async def _link(owner: Owner) -> dict[str, Any]:
    async with transaction(SYSTEM):
        row = await queries.own_link(account_id=owner.account_id)
    if row is None:
        raise NotFound
    return row


async def _charge(owner: Owner, limit: attempts.Limit, now: datetime) -> None:
    subject = keyed_hash(owner.settings.key(), "account", str(owner.account_id))
    await attempts.spend(charges=[attempts.Charge(limit, subject)], now=now)


@asynccontextmanager
async def _in_time() -> AsyncIterator[None]:
    """A server that keeps people waiting does not answer."""
    try:
        async with asyncio.timeout(_SECONDS_TO_ASK):
            yield
    except TimeoutError as error:
        raise CalendarUnreachable from error
