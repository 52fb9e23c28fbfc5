"""What the server itself still holds of a tab whose session is over: nothing."""

import gc
import weakref
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
import pytest_asyncio
from reflex.event import Event
from reflex.istate.manager.memory import StateManagerMemory
from reflex.istate.manager.token import BaseStateToken
from reflex.state import State, StateUpdate

from backend.core.database import SYSTEM, fetch, transaction
from backend.core.settings import Settings
from backend.identity.operations.sessions import end_session
from frontend.api import client
from frontend.components.pagination import PageLink
from frontend.state.invoices import InvoiceList
from frontend.state.leaving import Leaving
from frontend.state.session import Person, SessionGuard
from frontend.state.sweeping import sweep
from tests.backend.identity.people import make_account
from tests.support.api import api
from tests.support.sessions import new_session

_LOAD = f"{InvoiceList.get_full_name()}.load"


@pytest.fixture(autouse=True)
def _no_connection_is_left_over() -> Iterator[None]:
    yield
    client._connection = None


@dataclass
class Tabs:
    """The page state of several tabs, as one server process keeps it."""

    manager: StateManagerMemory

    async def open(self, key: str, *, token: str, address: str = "/rechnungen") -> State:
        """A tab in which somebody has arrived and seen their invoices."""
        root = await self.manager.get_state(BaseStateToken(ident=key, cls=State))
        assert isinstance(root, State)
        root.router_data = root._update_router_vars(
            {
                "pathname": address,
                "asPath": address,
                "headers": {"cookie": f"session={token}", "origin": "http://localhost:8000"},
                "ip": "192.0.2.1",
            },
            {},
        )
        await _guard(root, f"{State.get_full_name()}.hydrate_and_load")
        invoices = await root.get_state(InvoiceList)
        invoices.lead, invoices.pages = "84,20 €", [PageLink("page", 1)]
        return root


@pytest_asyncio.fixture
async def tabs(database: str, tmp_path: Path) -> AsyncIterator[Tabs]:
    settings = Settings(var_dir=tmp_path)
    client.use_application(api(settings), origin=settings.origin, cookie="session")
    # Reflex types its overloads as abstract.
    manager = cast("Any", StateManagerMemory)()
    yield Tabs(manager)
    await manager.close()


async def _guard(root: State, event: str) -> StateUpdate | None:
    nothing_of_the_app: Any = None
    return await SessionGuard().preprocess(nothing_of_the_app, root, Event(name=event))


async def sign_in(email: str) -> str:
    account_id = await make_account(email)
    async with transaction(SYSTEM):
        return await new_session(account_id)


async def end(token: str) -> None:
    async with transaction(SYSTEM):
        await end_session(token=token)


async def next_event(root: State, name: str = _LOAD) -> bool:
    """Whether the guard lets an ordinary event of the tab through."""
    return await _guard(root, name) is None


async def test_while_the_session_lasts_everything_is_there(tabs: Tabs) -> None:
    root = await tabs.open("tab", token=await sign_in("erika@example.org"))
    assert (await root.get_state(Person)).email == "erika@example.org"
    assert await next_event(root)
    await sweep(tabs.manager)
    assert (await root.get_state(InvoiceList)).lead == "84,20 €"
    assert set(tabs.manager.states) == {"tab"}


async def test_the_next_event_of_an_open_tab_finds_nothing_any_more(tabs: Tabs) -> None:
    """The tab does not arrive anew, and the event asks the API for nothing."""
    token = await sign_in("erika@example.org")
    root = await tabs.open("tab", token=token)
    await end(token)
    assert not await next_event(root, f"{Leaving.get_full_name()}.to_start")
    person, invoices = await root.get_state(Person), await root.get_state(InvoiceList)
    assert (person.email, person.signed_in, invoices.lead, invoices.pages) == ("", False, "", [])


async def test_on_a_public_page_the_tab_goes_on_for_nobody(tabs: Tabs) -> None:
    token = await sign_in("erika@example.org")
    root = await tabs.open("tab", token=token, address="/impressum")
    await end(token)
    assert await next_event(root)
    assert (await root.get_state(Person)).email == ""


async def test_the_memory_of_tabs_that_are_never_heard_of_again_is_freed(tabs: Tabs) -> None:
    ended, alive = await sign_in("erika@example.org"), await sign_in("max@example.org")
    gone = weakref.ref(await (await tabs.open("first", token=ended)).get_state(InvoiceList))
    await tabs.open("second", token=ended)
    await tabs.open("other", token=alive)
    await end(ended)
    await sweep(tabs.manager)
    gc.collect()
    assert set(tabs.manager.states) == {"other"}
    assert gone() is None


async def test_an_event_under_way_is_not_disturbed(tabs: Tabs) -> None:
    token = await sign_in("erika@example.org")
    await tabs.open("tab", token=token)
    await end(token)
    async with tabs.manager.modify_state(BaseStateToken(ident="tab", cls=State)):
        await sweep(tabs.manager)
        assert set(tabs.manager.states) == {"tab"}
    await sweep(tabs.manager)
    assert not tabs.manager.states


async def test_looking_does_not_keep_sessions_alive(tabs: Tabs) -> None:
    root = await tabs.open("tab", token=await sign_in("erika@example.org"))
    async with transaction(SYSTEM):
        await fetch("update portal_session set last_seen_at = last_seen_at - interval '29 minutes'")
        before = await fetch("select last_seen_at from portal_session")
    assert await next_event(root)
    await sweep(tabs.manager)
    async with transaction(SYSTEM):
        assert await fetch("select last_seen_at from portal_session") == before
