"""Whoever has changed how they sign in is offered, right there, to sign out everywhere else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from typing import Any, Final
from uuid import uuid4

import pytest

from backend.accounts.operations import open_account
from backend.core.clock import utc_now
from backend.core.database import SYSTEM, close_pool, open_pool, transaction
from e2e.fixtures.portal import Portal
from frontend import site
from frontend.i18n import translator
from tests.frontend.tab import Tab, open_tab
from tests.support.sessions import new_session

_PAGES: Final = {
    "passkeys": "passkeys.passkeys",
    "two-factor": "two_factor.two_factor",
    "linked-sign-ins": "linked_sign_ins.linked_sign_ins",
}
_CHANGES: Final[tuple[tuple[str, str, dict[str, Any]], ...]] = (
    ("passkeys", "added", {"result": {"name": "Telefon"}}),
    ("passkeys", "removed", {"_result": {}}),
    ("two-factor", "finished", {}),
    ("two-factor", "codes_put_away", {}),
    ("two-factor", "password_removed", {}),
    ("two-factor", "app_removed", {}),
    ("linked-sign-ins", "confirmed", {"result": {"name": "Konto"}}),
    ("linked-sign-ins", "unlinked", {"_result": {}}),
)
"""What the browser raises when the API has changed a factor."""


async def _sign_in(portal: Portal, email: str, *, sessions: int) -> str:
    """The token of the last of so many new sessions."""
    await open_pool(portal.dsn, size=1)
    try:
        async with transaction(SYSTEM):
            account = await open_account(email=email, language="de", now=utc_now())
            return [await new_session(account.id) for _ in range(sessions)][-1]
    finally:
        await close_pool()


@asynccontextmanager
async def _page(portal: Portal, key: str, *, sessions: int) -> AsyncIterator[Tab]:
    token = await _sign_in(portal, f"{uuid4()}@example.org", sessions=sessions)
    async with open_tab(portal.url, site.path(key, "de"), key=str(uuid4()), cookie=token) as tab:
        await tab.say_hello()
        await tab.until_loaded()
        yield tab


async def _raise(tab: Tab, state: str, handler: str, payload: dict[str, Any]) -> None:
    await tab.send(f"frontend___state___{state.replace('.', '____')}.{handler}", **payload)


@pytest.mark.parametrize(("key", "handler", "payload"), _CHANGES, ids=lambda value: value or "")
async def test_after_a_change_with_other_devices(
    portal: Portal, key: str, handler: str, payload: dict[str, Any]
) -> None:
    state = _PAGES[key]
    async with _page(portal, key, sessions=2) as tab:
        await _raise(tab, state, handler, payload)
        await tab.until(state, "has_others", True)
        assert tab.var(state, "done")


async def test_without_other_devices_there_is_nothing_to_end(portal: Portal) -> None:
    state = _PAGES["passkeys"]
    async with _page(portal, "passkeys", sessions=1) as tab:
        await _raise(tab, state, "added", {"result": {"name": "Telefon"}})
        await tab.until(state, "done", "Der Passkey „Telefon“ ist eingerichtet.")
        await tab.until(state, "made", 1)
        assert not tab.var(state, "has_others")


async def test_what_changes_no_factor_withdraws_the_offer(portal: Portal) -> None:
    state = _PAGES["linked-sign-ins"]
    async with _page(portal, "linked-sign-ins", sessions=2) as tab:
        await _raise(tab, state, "unlinked", {"_result": {}})
        await tab.until(state, "has_others", True)
        await _raise(tab, state, "declined", {"_result": {}})
        await tab.until(state, "done", "Es wurde nichts verbunden.")
        assert not tab.var(state, "has_others")


@pytest.mark.parametrize(
    ("ended", "words"),
    [
        (0, "Es war kein anderes Gerät mehr angemeldet."),
        (1, "Ein anderes Gerät ist abgemeldet."),
        (3, "3 andere Geräte sind abgemeldet."),
    ],
)
async def test_it_says_how_many_were_signed_out(portal: Portal, ended: int, words: str) -> None:
    state = _PAGES["passkeys"]
    async with _page(portal, "passkeys", sessions=2) as tab:
        await _raise(tab, state, "added", {"result": {}})
        await tab.until(state, "has_others", True)
        await _raise(tab, state, "others_ended", {"result": {"ended": ended}})
        await tab.until(state, "ended", words)
        assert not tab.var(state, "has_others")


@pytest.mark.parametrize("key", _PAGES)
def test_the_page_draws_it(key: str) -> None:
    module, _, function = site.page(key).build.partition(":")
    drawn = str(getattr(import_module(f"frontend.pages.{module}"), function)(translator("de")))
    assert 'name:"end-others-after-a-change"' in drawn
