"""Calendars of staff on their own servers (CalDAV, RFC 4791). The one module that knows caldav.

Of the library come the questions, and how answers are read. The connection is ours (`transport`), and the library never
learns the password. All of this may be done again when nobody knows how it has ended: an entry is looked for by its UID
before it is written, and a server writes only over what was found (RFC 9110, 13.1).
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final
from urllib.parse import quote, unquote, urljoin
from zoneinfo import ZoneInfo

from caldav.async_davclient import AsyncDAVClient
from caldav.elements import cdav, dav
from caldav.lib.error import UID_CONFLICT_PRECONDITIONS, parse_preconditions
from caldav.response import DAVResponse
from lxml import etree

from backend.appointments.calendars.ics import Document, UnreadableCalendar, stored
from backend.appointments.calendars.model import CalendarEntry, CalendarView, FoundCalendar, Window
from backend.appointments.calendars.refusals import (
    CalendarMissing,
    CalendarPasswordRefused,
    CalendarRefusesEntry,
    NotACalendar,
)
from backend.appointments.calendars.transport import Answer, CalendarAccess, CalendarUnreachable, Connection
from backend.appointments.calendars.viewing import view
from backend.core.errors import Problem

_SECONDS: Final = 60.0
_ATTEMPTS: Final = 4
_DAY: Final = timedelta(days=1)
_LATER: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_GONE: Final = frozenset({403, 404, 410})
"""What is not there and what is not for this person are told apart by few servers (RFC 9110, 15.5.4)."""
_WELL_KNOWN: Final = "/.well-known/caldav"  # RFC 6764, 5.
_CALENDAR: Final = cdav.Calendar.tag
_COMPONENTS: Final = cdav.SupportedCalendarComponentSet.tag
_ASKED_OF_RESOURCES: Final = [
    dav.ResourceType.tag,
    dav.DisplayName.tag,
    dav.CurrentUserPrincipal.tag,
    cdav.CalendarHomeSet.tag,
    _COMPONENTS,
]
_WRITING: Final = frozenset({"{DAV:}all", "{DAV:}write", "{DAV:}write-content", "{DAV:}bind"})  # RFC 3744, 3.


async def find_calendars(access: CalendarAccess) -> tuple[FoundCalendar, ...]:
    """The calendars for appointments that this person has on the server, which may be asked at any of its addresses.

    Raises `CalendarPasswordRefused`, `CalendarMissing`, `NotACalendar`, and what `Connection` does.
    """
    async with _client(access) as client:
        try:
            return await client.calendars(access.address)
        except (CalendarMissing, NotACalendar) as error:
            try:
                return await client.calendars(urljoin(access.address, _WELL_KNOWN))
            except (CalendarMissing, NotACalendar):
                raise error from None


async def check(access: CalendarAccess) -> FoundCalendar:
    """The calendar at the address, if appointments can be written to it.

    Raises `CalendarPasswordRefused`, `CalendarMissing`, `NotACalendar`, `CalendarRefusesEntry`, and what `Connection`
    does.
    """
    async with _client(access) as client:
        return await client.check()


async def put(access: CalendarAccess, entry: CalendarEntry, zone: ZoneInfo) -> None:
    """Make the calendar hold the entry as it is now, once, whatever it has held before.

    If a later state of it is there already, that stays. Raises what `check` does.
    """
    async with _client(access) as client:
        document = stored(entry, zone)
        for _ in range(_ATTEMPTS):
            kept = await client.find(entry.uid)
            if kept and kept.sequence > entry.sequence:
                return
            if await client.write(entry.uid, document, over=kept):
                return
        raise CalendarUnreachable("somebody else keeps changing the entry")


async def delete(access: CalendarAccess, uid: str) -> None:
    """Take our entry out of the calendar; it is fine if it is not there. Raises what `check` does."""
    async with _client(access) as client:
        if kept := await client.find(uid):
            await client.remove(kept)


async def busy(access: CalendarAccess, window: Window, zone: ZoneInfo, is_ours: Callable[[str], bool]) -> CalendarView:
    """What the calendar holds in the window. `is_ours` tells our entries by their UIDs. Raises what `check` does.

    Repetitions are worked out here, not by the server ("expand", RFC 4791, 9.6.5): servers differ in how well they do
    that. Asking for free and busy times only (RFC 4791, 7.10) would not tell ours from others.
    """
    async with _client(access) as client:
        documents = await client.documents(window)
        return await asyncio.to_thread(view, documents, window, zone, is_ours)


@asynccontextmanager
async def _client(access: CalendarAccess) -> AsyncIterator["_Client"]:
    try:
        async with asyncio.timeout(_SECONDS), Connection(access) as connection:
            yield _Client(access.address, connection)
    except TimeoutError as error:
        raise CalendarUnreachable from error


@dataclass(frozen=True)
class _Kept:
    """An entry on the server, as found just now. `sequence` is -1 if nobody can tell."""

    address: str
    etag: str
    sequence: int


class _Client(AsyncDAVClient):
    """The library, with our connection under it."""

    def __init__(self, address: str, connection: Connection) -> None:
        super().__init__(url=address, enable_rfc6764=False, headers={"User-Agent": "Servicetheke"})
        self._connection = connection
        self._calendar = address.rstrip("/") + "/"

    def _create_session(self) -> None:
        """It needs no connection of its own."""

    async def _async_request(
        self, url: str, method: str = "GET", body: str = "", headers: Mapping[str, str] | None = None
    ) -> DAVResponse:
        """Only what is an answer to such a question goes on to the library: it would take anything else for an empty
        calendar, or write it into the log."""
        address, all_headers = self._prepare_request(url, method, body, headers)
        answer = await self._ask(method, str(address), all_headers, body.encode())
        if answer.status_code in _GONE:
            raise CalendarMissing
        if answer.status_code != 207 or not _is_multistatus(answer.content):
            raise NotACalendar
        return DAVResponse(replace(answer, headers={"Content-Type": "application/xml"}), self)

    async def _ask(self, method: str, address: str, headers: Mapping[str, str], content: bytes = b"") -> Answer:
        answer = await self._connection.ask(method, address, headers=headers, content=content)
        if answer.status_code == 401:
            raise CalendarPasswordRefused
        if answer.status_code in _LATER:
            raise CalendarUnreachable(f"status {answer.status_code}")
        return answer

    async def calendars(self, address: str) -> tuple[FoundCalendar, ...]:
        """By way of the person and where they keep their calendars (RFC 5397, 3; RFC 4791, 6.2.1), if there is one."""
        here = await self._properties(address)
        places = [address]
        if principal := here.get(dav.CurrentUserPrincipal.tag):
            person = urljoin(address, principal)
            homes = (await self._properties(person)).get(cdav.CalendarHomeSet.tag) or []
            places = [urljoin(person, home) for home in ([homes] if isinstance(homes, str) else homes)]
        found = [calendar for place in places for calendar in await self._calendars_in(place)]
        if not found and not principal:
            raise NotACalendar
        return tuple(found)

    async def _calendars_in(self, address: str) -> list[FoundCalendar]:
        with _answers_of_others():
            response = await self.propfind(address, props=_ASKED_OF_RESOURCES, depth=1)
            return [
                FoundCalendar(urljoin(address, quote(result.href)), _name(result.href, result.properties))
                for result in response.parse_propfind()
                if _takes_events(result.properties)
            ]

    async def _properties(self, address: str) -> dict[str, Any]:
        with _answers_of_others():
            response = await self.propfind(address, props=_ASKED_OF_RESOURCES, depth=0)
            return response.parse_propfind()[0].properties

    async def check(self) -> FoundCalendar:
        properties = await self._properties(self._calendar)
        if not _takes_events(properties):
            raise NotACalendar
        if not await self._may_write():
            raise CalendarRefusesEntry
        return FoundCalendar(self._calendar, _name(self._calendar, properties))

    async def _may_write(self) -> bool:
        """Not every server says so, and some not to everybody (RFC 3744, 5.4). Then it will turn out."""
        question = dav.Propfind() + (dav.Prop() + dav.CurrentUserPrivilegeSet())
        try:
            with _answers_of_others():
                response = await self.propfind(self._calendar, body=str(question), depth=0)
                rights = response.parse_propfind()[0].properties.get(dav.CurrentUserPrivilegeSet.tag)
        except NotACalendar:
            return True
        return rights is None or not _WRITING.isdisjoint(rights)

    async def find(self, uid: str) -> _Kept | None:
        """Our entry, first where we put it, then wherever a server or a person may have moved it in the calendar."""
        address = self._place(uid)
        answer = await self._ask("GET", address, {})
        if answer.status_code == 200:
            return _kept(address, answer.headers.get("ETag"), answer.content)
        has_uid = cdav.CompFilter("VEVENT") + (cdav.PropFilter("UID") + cdav.TextMatch(uid))
        question = cdav.CalendarQuery() + (dav.Prop() + dav.GetEtag() + cdav.CalendarData())
        question += cdav.Filter() + (cdav.CompFilter("VCALENDAR") + has_uid)
        with _answers_of_others():
            response = await self.report(self._calendar, str(question), depth=1)
            found = response.parse_calendar_query()
        for result in found:
            if _uid(result.calendar_data) == uid:  # Some servers answer with all they have.
                return _kept(urljoin(address, quote(result.href)), result.etag, (result.calendar_data or "").encode())
        return None

    async def write(self, uid: str, document: bytes, *, over: _Kept | None) -> bool:
        """False if what is there is not, or no longer, what was found."""
        condition = {"If-None-Match": "*"}
        if over is not None:
            condition = {"If-Match": over.etag} if over.etag else {}
        headers = {"Content-Type": "text/calendar; charset=utf-8", **condition}
        answer = await self._ask("PUT", over.address if over else self._place(uid), headers, document)
        if 200 <= answer.status_code < 300:
            return True
        if answer.status_code == 412 or UID_CONFLICT_PRECONDITIONS.intersection(parse_preconditions(answer.content)):
            return False
        await self.check()  # The calendar itself may be the matter.
        raise CalendarRefusesEntry(f"status {answer.status_code}")

    async def remove(self, kept: _Kept) -> None:
        answer = await self._ask("DELETE", kept.address, {})
        if not (200 <= answer.status_code < 300 or answer.status_code in {404, 410}):
            await self.check()
            raise CalendarRefusesEntry(f"status {answer.status_code}")

    async def documents(self, window: Window) -> list[bytes]:
        """What the server takes to be in the window: a day more on each side, as it may count days in another zone."""
        with _answers_of_others():
            response = await self.calendar_query(
                self._calendar, start=window.starts_at - _DAY, end=window.ends_at + _DAY, event=True
            )
            return [(result.calendar_data or "").encode() for result in response.parse_calendar_query()]

    def _place(self, uid: str) -> str:
        """Where we put an entry. The part behind the "@" is left out: not all servers agree how that is written."""
        return urljoin(self._calendar, quote(uid.partition("@")[0], safe="") + ".ics")


def _kept(address: str, etag: str | None, content: bytes) -> _Kept:
    """Weak ETags (RFC 9110, 8.8.1) are what proxies make of a server's own."""
    try:
        sequence = Document(content).kept_entry(ZoneInfo("UTC")).sequence
    except UnreadableCalendar:
        sequence = -1
    return _Kept(address, (etag or "").removeprefix("W/"), sequence)


def _uid(data: str | None) -> str | None:
    try:
        return Document((data or "").encode()).uid
    except UnreadableCalendar:
        return None


def _takes_events(properties: Mapping[str, Any]) -> bool:
    """A calendar that names no kinds takes all (RFC 4791, 5.2.3)."""
    return _CALENDAR in (properties.get(dav.ResourceType.tag) or []) and "VEVENT" in (
        properties.get(_COMPONENTS) or ["VEVENT"]
    )


def _name(address: str, properties: Mapping[str, Any]) -> str:
    """What the person calls it, or else what the server does."""
    return str(properties.get(dav.DisplayName.tag) or unquote(address).rstrip("/").rpartition("/")[2])


def _is_multistatus(content: bytes) -> bool:
    """RFC 4918, 13."""
    try:
        tree = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return False
    return tree.tag == dav.MultiStatus.tag


@contextmanager
def _answers_of_others() -> Iterator[None]:
    """The library promises for no answer which exceptions it raises."""
    try:
        yield
    except Problem:
        raise
    except Exception as error:
        raise NotACalendar from error
