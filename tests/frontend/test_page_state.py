"""Page state belongs to a session: none of it outlives the session, whatever tab it was in."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from backend.accounts.operations import open_account
from backend.core.clock import utc_now
from backend.core.database import SYSTEM, close_pool, open_pool, transaction
from e2e.fixtures.portal import Portal
from tests.frontend.tab import Tab, open_tab
from tests.support.sessions import new_session

INGRID = "ingrid.beispiel@example.org"
MEHMET = "mehmet.yildiz@example.org"
INVOICE_NUMBER = re.compile(r"A\d{4}-\d{4,}")


@pytest.fixture
def key() -> str:
    """The key to a tab's page state, as the tab keeps it in its sessionStorage."""
    return str(uuid4())


async def sign_in(portal: Portal, email: str) -> str:
    """The token of a new session."""
    await open_pool(portal.dsn, size=1)
    try:
        async with transaction(SYSTEM):
            account = await open_account(email=email, language="de", now=utc_now())
            return await new_session(account.id)
    finally:
        await close_pool()


async def sign_out(portal: Portal, token: str) -> None:
    async with httpx.AsyncClient(cookies={"session": token}, headers={"Origin": portal.url}) as browser:
        (await browser.post(f"{portal.url}/api/v1/sign-out")).raise_for_status()


@asynccontextmanager
async def page(portal: Portal, address: str, *, key: str, cookie: str = "") -> AsyncIterator[Tab]:
    """A page that has been loaded."""
    async with open_tab(portal.url, address, key=key, cookie=cookie) as tab:
        await tab.say_hello()
        await tab.until_loaded()
        yield tab


def assert_knows_nothing_of(tab: Tab, *persons: str) -> None:
    assert not [person for person in persons if person in tab.text]
    assert not INVOICE_NUMBER.search(tab.text)


async def test_a_signed_in_person_sees_their_own_invoices(portal: Portal, key: str) -> None:
    token = await sign_in(portal, INGRID)
    async with page(portal, "/rechnungen", key=key, cookie=token) as tab:
        assert tab.var("session.person", "email") == INGRID
        assert INVOICE_NUMBER.search(tab.text)


async def test_after_sign_out_the_tab_gets_nothing_back(portal: Portal, key: str) -> None:
    token = await sign_in(portal, INGRID)
    async with page(portal, "/rechnungen", key=key, cookie=token):
        await sign_out(portal, token)
    async with page(portal, "/rechnungen", key=key) as tab:
        assert_knows_nothing_of(tab, INGRID)
        assert tab.var("leaving.leaving", "to") == "/anmelden?next=%2Frechnungen"


async def test_after_sign_out_a_new_tab_gets_nothing_either(portal: Portal, key: str) -> None:
    token = await sign_in(portal, INGRID)
    async with page(portal, "/rechnungen", key=key, cookie=token):
        await sign_out(portal, token)
    async with page(portal, "/uebersicht", key=str(uuid4()), cookie=token) as tab:
        assert_knows_nothing_of(tab, INGRID)


async def test_a_session_that_was_ended_elsewhere_leaves_nothing_when_the_connection_comes_back(
    portal: Portal, key: str
) -> None:
    token = await sign_in(portal, INGRID)
    async with page(portal, "/rechnungen", key=key, cookie=token):
        await portal.end_sessions(INGRID)
    async with page(portal, "/rechnungen", key=key, cookie=token) as tab:
        assert_knows_nothing_of(tab, INGRID)
        assert tab.var("session.person", "signed_in") is False


async def test_an_open_tab_leaves_with_the_next_thing_it_asks_for(portal: Portal, key: str) -> None:
    token = await sign_in(portal, INGRID)
    async with page(portal, "/rechnungen", key=key, cookie=token) as tab:
        await portal.end_sessions(INGRID)
        await tab.send("frontend___state___invoices____invoice_list.load")
        await tab.until("leaving.leaving", "to", "/anmelden?next=%2Frechnungen&ended=ended")
        assert tab.var("leaving.leaving", "leaves_nothing")


async def test_an_open_tab_leaves_even_if_its_next_event_asks_for_nothing(portal: Portal, key: str) -> None:
    token = await sign_in(portal, INGRID)
    async with page(portal, "/rechnungen", key=key, cookie=token) as tab:
        await portal.end_sessions(INGRID)
        await tab.send("frontend___state___trouble____trouble.report", request_id="typed-by-ingrid")
        await tab.until("leaving.leaving", "to", "/anmelden?next=%2Frechnungen&ended=ended")
        await tab.until("session.person", "email", "")
        assert_knows_nothing_of(tab, INGRID, "typed-by-ingrid")


async def test_an_open_page_for_everybody_stays_and_forgets(portal: Portal, key: str) -> None:
    token = await sign_in(portal, INGRID)
    async with page(portal, "/impressum", key=key, cookie=token) as tab:
        await portal.end_sessions(INGRID)
        await tab.send("frontend___state___trouble____trouble.report", request_id="x")
        await tab.until("trouble.trouble", "request_id", "x")
        assert tab.var("session.person", "signed_in") is False
        assert tab.var("leaving.leaving", "to") == ""


async def test_the_next_person_at_the_same_tab_sees_their_own_things_only(portal: Portal, key: str) -> None:
    ingrid, mehmet = await sign_in(portal, INGRID), await sign_in(portal, MEHMET)
    async with page(portal, "/rechnungen", key=key, cookie=ingrid) as tab:
        numbers = set(INVOICE_NUMBER.findall(tab.text))
    async with page(portal, "/rechnungen", key=key, cookie=mehmet) as tab:
        assert tab.var("session.person", "email") == MEHMET
        assert INGRID not in tab.text
        assert not numbers & set(INVOICE_NUMBER.findall(tab.text))


async def test_what_somebody_typed_is_forgotten_with_their_session(portal: Portal, key: str) -> None:
    token = await sign_in(portal, INGRID)
    async with page(portal, "/rechnungen", key=key, cookie=token) as tab:
        await tab.send("frontend___state___trouble____trouble.report", request_id="typed-by-ingrid")
        await tab.until("trouble.trouble", "request_id", "typed-by-ingrid")
    async with page(portal, "/", key=key) as tab:
        assert "typed-by-ingrid" not in tab.text


async def test_what_somebody_does_is_kept_while_their_session_lasts(portal: Portal, key: str) -> None:
    token = await sign_in(portal, INGRID)
    async with page(portal, "/rechnungen", key=key, cookie=token) as tab:
        await tab.send("frontend___state___trouble____trouble.report", request_id="kept")
        await tab.until("trouble.trouble", "request_id", "kept")
    async with page(portal, "/rechnungen", key=key, cookie=token) as tab:
        assert tab.var("trouble.trouble", "request_id") == "kept"


async def test_whoever_is_not_signed_in_keeps_what_they_have_begun_in_this_tab(portal: Portal, key: str) -> None:
    """A phone that was used to read a code connects anew. Nobody else has the key, and signing in ends it."""
    begun = {"contact.name": ["typed by a guest"]}
    async with page(portal, "/termin-buchen", key=key) as tab:
        await tab.send("frontend___state___guest_booking____guest_booking.remember", typed=begun)
        await tab.until("guest_booking.guest_booking", "typed", begun)
    async with page(portal, "/termin-buchen", key=key) as tab:
        assert tab.var("guest_booking.guest_booking", "typed") == begun
    async with page(portal, "/termin-buchen", key=str(uuid4())) as tab:
        assert "typed by a guest" not in tab.text
    async with page(portal, "/termin-buchen", key=key, cookie=await sign_in(portal, INGRID)) as tab:
        assert "typed by a guest" not in tab.text
        assert tab.var("guest_booking.guest_booking", "has_account")


async def test_the_way_out_of_one_page_does_not_lead_out_of_the_next(portal: Portal, key: str) -> None:
    async with page(portal, "/rechnungen", key=key) as tab:
        assert tab.var("leaving.leaving", "to")
    async with page(portal, "/anmelden", key=key) as tab:
        assert tab.var("leaving.leaving", "to") == ""


async def test_a_page_for_others_is_left(portal: Portal, key: str) -> None:
    token = await sign_in(portal, INGRID)
    async with page(portal, "/service/rechnungen", key=key, cookie=token) as tab:
        assert tab.var("leaving.leaving", "to") == "/"


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://localhost",
        "null",
        "HTTP://LOCALHOST.evil.example",
        "http://localhost:1",
        "http://127.0.0.1",
        "file://",
    ],
)
async def test_a_websocket_from_another_origin_is_refused(portal: Portal, key: str, origin: str) -> None:
    token = await sign_in(portal, INGRID)
    with pytest.raises(InvalidStatus) as refused:
        async with open_tab(portal.url, "/rechnungen", key=key, cookie=token, origin=origin):
            pass
    assert refused.value.response.status_code == 403
