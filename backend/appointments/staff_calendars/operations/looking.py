"""Makes the portal and the calendar of somebody who gives appointments agree.

One look at a calendar reads it, compares it with what should stand there, and writes what differs. So it does not
matter whether one was lost, came late or was done twice: the next one mends it. The portal's own times count, because
customers have been told of them: an entry that was moved in the calendar is put back. One that was deleted there stays
deleted, and the person is told, until the appointment itself changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from backend.appointments.calendars.model import BusyTime, CalendarEntry, CalendarView, KeptEntry, Window
from backend.appointments.calendars.refusals import CalendarMissing, CalendarPasswordRefused
from backend.appointments.staff_calendars import queries
from backend.appointments.staff_calendars.queries import Copy, Link, fingerprint, link_of
from backend.appointments.staff_calendars.server import Server, server_of
from backend.appointments.staff_calendars.tables import CalendarBusy, CalendarCopy
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.core.settings import Settings

REGULARLY: Final = timedelta(minutes=10)
LONGEST_PAUSE: Final = timedelta(hours=1)
_CLAIM: Final = timedelta(minutes=5)
_PAST: Final = timedelta(days=1)
_HORIZON: Final = timedelta(days=367)


@dataclass(frozen=True)
class _Plan:
    """What is to be done to one calendar."""

    write: tuple[CalendarEntry, ...]
    remove: tuple[str, ...]
    missing: tuple[str, ...]


async def forget_past(*, now: datetime) -> None:
    """What is over hinders nobody any more. Runs as the system."""
    await fetch("delete from calendar_busy where ends_at <= {}", now - _PAST)
    await fetch("delete from calendar_copy where ends_at <= {}", now - _PAST)


async def claim(*, link_id: UUID, now: datetime) -> bool:
    """Whether the caller may look at the calendar now: nobody else does, and there is one. Runs as the system."""
    rows = await fetch(
        "update calendar_link set claimed_until = {}, next_at = {} where id = {} and password is not null "
        "and (claimed_until is null or claimed_until <= {}) returning id",
        *(now + _CLAIM, now + REGULARLY, link_id, now),
    )
    return bool(rows)


async def look(*, link_id: UUID, settings: Settings, now: datetime) -> None:
    """Make both sides agree, or take leave of the calendar if its owner wants that. The caller has claimed it;
    afterwards it is free for the next.

    What goes wrong is noted down and not raised: the next look is due after a pause that grows.
    """
    async with transaction(SYSTEM):
        rows = await fetch("select * from calendar_link where id = {}", link_id)
    if not rows:
        return
    link = link_of(rows[0], settings)
    try:
        if link.is_parting:
            await _part(link, settings, now)
            return
        unreadable = await _agree(link, settings, now)
    except Problem as problem:
        async with transaction(SYSTEM):
            await _note_failure(rows[0], problem.slug, now)
        return
    async with transaction(SYSTEM):
        await fetch(
            "update calendar_link set problem = '', failures = 0, failing_since = null, seen_at = {}, unreadable = {}, "
            "claimed_until = null where id = {}",
            *(now, unreadable, link_id),
        )


async def _agree(link: Link, settings: Settings, now: datetime) -> int:
    async with transaction(SYSTEM):
        wanted = await queries.wanted(resource_id=link.resource_id, since=now - _PAST, settings=settings)
        copies = await queries.copies(link_id=link.id)
    server = await server_of(address=link.address, user_name=link.user_name, password=link.password, settings=settings)
    view = await server.view(Window(now - _PAST, now + _HORIZON), lambda uid: uid in wanted or uid in copies)
    async with transaction(SYSTEM):
        await _keep_busy(link.id, view)
    plan = _plan(wanted, copies, {entry.uid: entry for entry in view.ours}, since=now - _PAST)
    await _carry_out(plan, server, link, now)
    return view.unreadable


async def _part(link: Link, settings: Settings, now: datetime) -> None:
    """Take out what is to come, and forget the calendar. What is over stays there."""
    async with transaction(SYSTEM):
        copies = await queries.copies(link_id=link.id)
    server = await server_of(address=link.address, user_name=link.user_name, password=link.password, settings=settings)
    try:
        for copy in copies.values():
            if copy.ends_at > now:
                await _remove(copy.uid, server, link)
    except CalendarMissing:
        pass  # And with it all that was to be taken out.
    async with transaction(SYSTEM):
        await fetch("delete from calendar_link where id = {}", link.id)


def _plan(
    wanted: Mapping[str, CalendarEntry], copies: Mapping[str, Copy], there: Mapping[str, KeptEntry], *, since: datetime
) -> _Plan:
    """What is over stands in the calendar for good."""
    write, missing = [], []
    for uid, entry in wanted.items():
        copy = copies.get(uid)
        if copy is None or copy.fingerprint != fingerprint(entry):
            write.append(entry)
        elif uid not in there:
            missing.append(uid)
        elif (there[uid].starts_at, there[uid].ends_at) != (entry.starts_at, entry.ends_at):
            write.append(entry)
    remove = [uid for uid, copy in copies.items() if uid not in wanted and copy.ends_at > since]
    return _Plan(tuple(write), tuple(remove), tuple(missing))


async def _carry_out(plan: _Plan, server: Server, link: Link, now: datetime) -> None:
    """Each step is kept as soon as it is done: what comes after it may fail."""
    for entry in plan.write:
        await server.put(entry)
        async with transaction(SYSTEM):
            await _keep_copy(link.id, entry)
    for uid in plan.remove:
        await _remove(uid, server, link)
    async with transaction(SYSTEM):
        await fetch(
            "update calendar_copy set missing_since = case when uid = any({}) then coalesce(missing_since, {}) end "
            "where link_id = {}",
            *(list(plan.missing), now, link.id),
        )


async def _remove(uid: str, server: Server, link: Link) -> None:
    await server.delete(uid)
    async with transaction(SYSTEM):
        await fetch("delete from calendar_copy where link_id = {} and uid = {}", link.id, uid)


async def _keep_copy(link_id: UUID, entry: CalendarEntry) -> None:
    copy = CalendarCopy(
        id=new_id(), link_id=link_id, uid=entry.uid, fingerprint=fingerprint(entry), ends_at=entry.ends_at
    )
    await CalendarCopy.insert(copy).on_conflict(
        target=(CalendarCopy.link_id, CalendarCopy.uid),
        action="DO UPDATE",
        values=[CalendarCopy.fingerprint, CalendarCopy.ends_at],
    )


async def _keep_busy(link_id: UUID, view: CalendarView) -> None:
    """Only the times that have changed are written."""
    rows = await fetch("select id, starts_at, ends_at from calendar_busy where link_id = {}", link_id)
    before = {BusyTime(row["starts_at"], row["ends_at"]): row["id"] for row in rows}
    gone = [row_id for time, row_id in before.items() if time not in set(view.busy)]
    if gone:
        await fetch("delete from calendar_busy where id = any({})", gone)
    for time in view.busy:
        if time not in before:
            await CalendarBusy(id=new_id(), link_id=link_id, starts_at=time.starts_at, ends_at=time.ends_at).save()


async def _note_failure(row: Mapping[str, Any], slug: str, now: datetime) -> None:
    """A password that is refused once is not tried again: servers lock accounts after a few wrong ones."""
    failures: int = row["failures"] + 1
    pause = min(timedelta(minutes=1) * (1 << min(failures - 1, 10)), LONGEST_PAUSE)
    await fetch(
        "update calendar_link set problem = {}, failures = {}, failing_since = coalesce(failing_since, {}), "
        "next_at = {}, claimed_until = null, password = case when {} then null else password end where id = {}",
        *(slug, failures, now, now + pause, slug == CalendarPasswordRefused.slug, row["id"]),
    )
