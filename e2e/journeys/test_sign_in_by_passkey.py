"""Signing in by passkey: by the button, from the list below the address field, and every way it can fail."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, Route, expect

from e2e.fixtures.authenticator import NO_AUTOFILL, Authenticator, add_authenticator
from e2e.fixtures.browser import Guard
from e2e.fixtures.portal import Portal, arrive

_BUTTON = "Mit Passkey anmelden"
_OVERVIEW = re.compile("/uebersicht$")
_SIGN_IN = re.compile("/anmelden$")


@dataclass
class Owner:
    """Somebody with an account and one passkey on this device, signed out."""

    page: Page
    sensor: Authenticator
    email: str


@pytest_asyncio.fixture(loop_scope="session")
async def owner(desktop: Page, portal: Portal) -> AsyncIterator[Owner]:
    letter = await portal.new_customer()
    sensor = await add_authenticator(desktop)
    await portal.sign_in(desktop, letter.email)
    await portal.let_look_after(letter.email, letter.customer_number)
    await arrive(desktop, "/konto/sicherheit/passkeys")
    async with sensor.touched():
        await desktop.get_by_role("button", name="Passkey einrichten").click()
        await expect(desktop.get_by_role("status").filter(has_text="ist eingerichtet")).to_be_visible()
    await desktop.get_by_role("button", name="Abmelden").click()
    await expect(desktop.get_by_role("heading", level=1)).to_have_text("Willkommen")
    await desktop.add_init_script(NO_AUTOFILL)
    await arrive(desktop, "/anmelden")
    yield Owner(desktop, sensor, letter.email)


async def test_by_the_button(owner: Owner) -> None:
    async with owner.sensor.touched():
        await owner.page.get_by_role("button", name=_BUTTON).click()
        await expect(owner.page).to_have_url(_OVERVIEW)


async def test_from_the_list_below_the_address_field(owner: Owner) -> None:
    """Conditional UI: the browser offers the passkey by itself; choosing it is all there is to do."""
    page = await owner.page.context.new_page()
    sensor = await add_authenticator(page)
    for credential in await owner.sensor.credentials():
        await sensor.add_credential(credential)
    await sensor.answer(automatically=True)
    await page.goto("/anmelden")
    await expect(page).to_have_url(_OVERVIEW)


async def test_by_the_button_with_the_keyboard(owner: Owner) -> None:
    await owner.page.get_by_role("button", name=_BUTTON).focus()
    async with owner.sensor.touched():
        await owner.page.keyboard.press("Enter")
        await expect(owner.page).to_have_url(_OVERVIEW)


async def test_cancelled_by_the_person(owner: Owner) -> None:
    """A finger that is not recognised ends the ceremony like pressing "cancel"."""
    await owner.sensor.recognise_user(recognised=False)
    async with owner.sensor.touched():
        await owner.page.get_by_role("button", name=_BUTTON).click()
        await _expect_problem(owner.page, "abgebrochen")
    await _expect_both_ways_open(owner)


async def test_time_runs_out(owner: Owner) -> None:
    """Nobody touches the sensor. The time that the portal allows is shortened on its way to the browser."""
    await owner.page.route("**/sign-in/passkey/options", _shorten_time)
    await owner.page.get_by_role("button", name=_BUTTON).click()
    await _expect_problem(owner.page, "Die Zeit für den Passkey ist abgelaufen")
    await owner.page.unroute("**/sign-in/passkey/options")
    await _expect_both_ways_open(owner)


async def _shorten_time(route: Route) -> None:
    answer = await route.fetch()
    begun = await answer.json()
    begun["options"]["timeout"] = 500
    await route.fulfill(response=answer, json=begun)


async def test_unknown_to_the_portal(owner: Owner, portal: Portal, guard: Guard) -> None:
    guard.allow("404")
    await portal.forget_passkeys(owner.email)
    async with owner.sensor.touched():
        await owner.page.get_by_role("button", name=_BUTTON).click()
        await _expect_problem(owner.page, "Diesen Passkey kennen wir nicht")
    await expect(owner.page.get_by_role("button", name="Code per E-Mail schicken")).to_be_enabled()


async def test_without_network(owner: Owner, guard: Guard) -> None:
    guard.allow("ERR_INTERNET_DISCONNECTED")
    await owner.page.context.set_offline(True)
    await owner.page.get_by_role("button", name=_BUTTON).click()
    await _expect_problem(owner.page, "keine Verbindung")
    await owner.page.context.set_offline(False)
    await _expect_both_ways_open(owner)


async def test_browser_without_passkeys(desktop: Page) -> None:
    await desktop.add_init_script("delete globalThis.PublicKeyCredential;")
    await arrive(desktop, "/anmelden")
    await desktop.get_by_role("button", name=_BUTTON).click()
    await _expect_problem(desktop, "Dieser Browser kann keine Passkeys verwenden")


async def _expect_both_ways_open(owner: Owner) -> None:
    """After a failure the same button works, and so does the code by mail."""
    await expect(owner.page.get_by_role("button", name="Code per E-Mail schicken")).to_be_enabled()
    await owner.sensor.recognise_user(recognised=True)
    async with owner.sensor.touched():
        await owner.page.get_by_role("button", name=_BUTTON).click()
        await expect(owner.page).to_have_url(_OVERVIEW)


async def _expect_problem(page: Page, words: str) -> None:
    """Announced, focused, and still on the page where another try is possible."""
    problem: Locator = page.get_by_role("alert").filter(has_text=words)
    await expect(problem).to_be_visible()
    await expect(problem).to_be_focused()
    await expect(page).to_have_url(_SIGN_IN)


@pytest.mark.parametrize("forged", ["https://example.org/", "//example.org", "/\\example.org", "/rechnungen/../.."])
async def test_next_leads_to_own_pages_only(owner: Owner, forged: str) -> None:
    await arrive(owner.page, f"/anmelden?next={forged}")
    async with owner.sensor.touched():
        await owner.page.get_by_role("button", name=_BUTTON).click()
        await expect(owner.page).to_have_url(_OVERVIEW)
