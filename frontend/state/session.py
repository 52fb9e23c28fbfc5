"""Who is signed in, and the guard that no page state outlives their session."""

import hashlib
from typing import Final
from uuid import UUID

import reflex as rx
from reflex.event import Event
from reflex.middleware.middleware import Middleware
from reflex.state import BaseState, StateUpdate

from frontend import site
from frontend.api.client import Api, ApiProblem
from frontend.api.session import CustomerChoice, SessionInfo, choose_customer, is_alive, read_session
from frontend.state.base import PageState, handler
from frontend.state.leaving import Leaving

_ROLES: Final[dict[site.Access, frozenset[str]]] = {
    "customer": frozenset({"customer"}),
    "staff": frozenset({"agent", "administrator"}),
    "dpo": frozenset({"dpo", "administrator"}),
    "administrator": frozenset({"administrator"}),
}

_SIGNED_IN: Final = frozenset({*_ROLES, "signed-in"})
"""Who a page is for that nobody sees without signing in."""

_ARRIVALS: Final = frozenset({"hydrate", "hydrate_and_load"})
"""Events with which a browser asks for the whole page state: a page load, or a connection that came back."""


class Person(PageState, rx.State):
    """The signed-in person, as header and navigation show them. Filled at each page load."""

    signed_in: bool = False
    name: str = ""
    salutation: str = ""
    given_name: str = ""
    family_name: str = ""
    email: str = ""
    role: str = ""
    customer_name: str = ""
    customer_number: str = ""
    customer_scope: str = ""
    customer_is_own: bool = True
    customers: list[CustomerChoice] = []  # noqa: RUF012 - Reflex copies defaults for each person
    passkeys: int = 0
    strong: bool = False
    """Whether two factors were proven; who works for others may do nothing without."""

    _mark: str = ""

    @handler
    async def require(self) -> None:
        """Run at each arrival on a page that is not public: leave unless this person may be here."""
        found = site.find(self.router.url.path)
        allowed = _ROLES.get(found[0].access, frozenset()) if found else frozenset()
        leaving = await self.get_state(Leaving)
        if not self.signed_in:
            leaving.to_sign_in()
        elif allowed and self.role not in allowed:
            leaving.to_start()
        elif allowed and self.role != "customer" and not self.strong:
            leaving.to = site.path("second-factor-needed", self.language)

    @handler
    async def act_for(self, customer_id: str) -> None:
        """Look after another customer from now on, beginning on the overview."""
        await choose_customer(self.api, UUID(customer_id))
        address = site.path("overview", self.language)
        # What the pages know belongs to the customer before.
        await forget(self)
        leaving = await self.get_state(Leaving)
        leaving.to = address

    async def _look_again(self) -> None:
        """Whoever was let in by another person may be shut out at any moment: called before their things are shown."""
        if not self.customer_is_own and (session := await _current_session(self.api)):
            self._take(session)

    async def _arrive(self) -> None:
        """Called before a page asks for its state."""
        mark = _mark(self.api.session_token)
        session = await _current_session(self.api)
        # Whoever is not signed in keeps what they have begun in this tab: a phone that was used to read a code in a
        # mail connects anew.
        if self._mark != mark or (mark and session is None):
            await self._forget_all(mark)
        # The way out of the page before must not lead out of this one too.
        leaving = await self.get_state(Leaving)
        leaving.to, leaving.leaves_nothing = "", False
        if session:
            self._take(session)

    async def _is_still_there(self) -> bool:
        """Called before every other event of this tab, on whichever state it works: false when its session is over."""
        mark = _mark(self.api.session_token)
        if self._mark != mark:
            await self._forget_all(mark)
        elif self.signed_in and not await is_alive(self.api):
            await self._forget_all(mark)
            return False
        return True

    async def _forget_all(self, mark: str) -> None:
        await forget(self)
        self._mark = mark

    def _take(self, session: SessionInfo) -> None:
        self.signed_in = True
        self.name = f"{session.given_name} {session.family_name}"
        self.salutation = session.salutation
        self.given_name = session.given_name
        self.family_name = session.family_name
        self.email = session.email
        self.role = session.role
        self.customer_name = session.acting_for.name if session.acting_for else ""
        self.customer_number = session.acting_for.number if session.acting_for else ""
        self.customer_scope = session.acting_for.scope if session.acting_for else ""
        self.customer_is_own = session.acting_for is None or session.acting_for.kind == "own"
        self.customers = list(session.customers)
        self.passkeys = session.passkeys
        self.strong = session.strong


class SessionGuard(Middleware):
    """Resets the page state of a tab when the session behind it is another one, or has ended.

    The state of a tab lives longer than a session: its key is in the tab's sessionStorage. Without this, a tab that
    was signed out got the rows of the person before when it was loaded again.
    """

    async def preprocess(self, app: rx.App, state: BaseState, event: Event) -> StateUpdate | None:
        person = await state.get_state(Person)
        if _is_arrival(event):
            await person._arrive()  # noqa: SLF001 - a name without underscore is open to browsers
            return None
        if await person._is_still_there() or _is_public(person):  # noqa: SLF001 - as above
            return None
        return StateUpdate(events=Event.from_event_type(Leaving.to_sign_in()))


async def forget(state: BaseState) -> None:
    """Set every page state of this tab back to its defaults."""
    root = state
    while root.parent_state is not None:
        root = root.parent_state
    # With Redis only the states that an event needs have been read; the others must be forgotten as well.
    await _read_all(root, type(root))
    root.reset()  # type: ignore[no-untyped-call]  # Reflex types it in part only


async def _read_all(root: BaseState, cls: type[BaseState]) -> None:
    await root.get_state(cls)
    for substate in cls.get_substates():
        await _read_all(root, substate)


async def _current_session(api: Api) -> SessionInfo | None:
    try:
        return await read_session(api)
    except ApiProblem:
        # Whether the session still counts cannot be said just now, so nothing of it is shown.
        return None


def _is_arrival(event: Event) -> bool:
    state, _, handler = event.name.rpartition(".")
    return state == rx.State.get_full_name() and handler in _ARRIVALS


def _is_public(person: Person) -> bool:
    found = site.find(person.router.url.path)
    return found is None or found[0].access not in _SIGNED_IN


def _mark(token: str) -> str:
    """Tells sessions apart without keeping their token a second time."""
    return hashlib.sha256(token.encode()).hexdigest() if token else ""
