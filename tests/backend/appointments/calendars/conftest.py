"""A real calendar server, and for each test a person of its own with a calendar."""

from collections.abc import AsyncIterator
from itertools import count

import pytest
import pytest_asyncio

from backend.appointments.calendars.transport import CalendarAccess
from tests.backend.appointments.calendars.staff import Calendar, access
from tests.fixtures.radicale import Person, Radicale, running_radicale
from tests.support.cutting_proxy import CuttingProxy, running_proxy

_numbers = count(1)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def radicale() -> AsyncIterator[Radicale]:
    async with running_radicale() as server:
        yield server


@pytest.fixture
def person(radicale: Radicale) -> Person:
    return radicale.person(f"agent{next(_numbers)}")


@pytest_asyncio.fixture
async def calendar(person: Person) -> Calendar:
    return Calendar(person, await person.make_calendar("termine"))


@pytest_asyncio.fixture
async def proxy(radicale: Radicale) -> AsyncIterator[CuttingProxy]:
    async with running_proxy(radicale.port) as running:
        yield running


@pytest.fixture
def through_proxy(proxy: CuttingProxy, calendar: Calendar) -> CalendarAccess:
    """The calendar, over a line that can break."""
    return access(calendar.person, calendar.address.replace(calendar.person.server.origin, proxy.origin))
