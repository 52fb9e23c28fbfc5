"""For people who work for others and have given one factor only: what to do next."""

import reflex as rx

from frontend import site
from frontend.api.ways_in import read_ways
from frontend.state.base import PageState, handler
from frontend.state.leaving import Leaving
from frontend.state.session import Person
from frontend.state.sign_in import FIRST_PAGES


class SecondFactorNeeded(PageState, rx.State):
    """Whether there is a second factor to be given, or one has to be set up first."""

    loading: bool = True
    has_one: bool = False

    @handler
    async def load(self) -> None:
        """Run at each arrival."""
        ways = await read_ways(self.api)
        self.has_one = ways.passkeys > 0 or ways.app
        self.loading = False

    @handler
    async def proven(self) -> None:
        """The second factor was given: on to the work."""
        person = await self.get_state(Person)
        leaving = await self.get_state(Leaving)
        leaving.to = site.path(FIRST_PAGES.get(person.role, "overview"), self.language)
