"""Somebody who works for the company, and their calendar on a real server."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from backend.appointments.calendars.caldav_client import busy
from backend.appointments.calendars.model import CalendarView, Window
from backend.appointments.calendars.transport import CalendarAccess
from tests.backend.appointments.calendars.entries import BERLIN, START, UID, only_event
from tests.fixtures.radicale import PASSWORD, Person

WEEK: Final = Window(START - timedelta(days=3), START + timedelta(days=4))


def access(person: Person, address: str, *, password: str = PASSWORD) -> CalendarAccess:
    return CalendarAccess(address, person.name, password, may_be_local=True)


@dataclass(frozen=True)
class Calendar:
    person: Person
    address: str

    @property
    def access(self) -> CalendarAccess:
        return access(self.person, self.address)

    def events(self) -> list[Any]:
        """What lies on the server's disk, each in a document of its own."""
        return [only_event(document) for document in self.person.documents(self.address).values()]

    def only_address(self) -> str:
        [name] = self.person.documents(self.address)
        return self.address + name

    async def view(self) -> CalendarView:
        return await busy(self.access, WEEK, BERLIN, lambda uid: uid == UID)
