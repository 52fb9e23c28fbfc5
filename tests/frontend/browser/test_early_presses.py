"""What is pressed before a page works happens when it does, and a form does not go out by itself."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from secrets import token_hex

from playwright.async_api import Page, Route, expect

from e2e.fixtures.browser import Guard
from e2e.fixtures.portal import Portal

_CODE_OF_PAGES = "**/assets/entry.client-*.js"


@asynccontextmanager
async def slow_network(page: Page) -> AsyncIterator[None]:
    """The page can be seen, and its code arrives when this ends."""
    arrives = asyncio.Event()

    async def wait(route: Route) -> None:
        await arrives.wait()
        await route.continue_()

    await page.route(_CODE_OF_PAGES, wait)
    try:
        yield
    finally:
        arrives.set()


async def test_a_press_waits_for_the_page(phone: Page) -> None:
    async with slow_network(phone):
        await phone.goto("/anmelden", wait_until="commit")
        with_password = phone.get_by_role("button", name="Mit Passwort anmelden")
        await with_password.click()
        await expect(with_password).to_have_attribute("aria-disabled", "true")
    await expect(phone.get_by_label("Passwort", exact=True)).to_be_visible()


async def test_what_was_typed_does_not_get_into_the_address(phone: Page, portal: Portal) -> None:
    email = f"{token_hex(6)}@example.org"
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    async with slow_network(phone):
        await phone.goto("/anmelden", wait_until="commit")
        await phone.get_by_label("E-Mail-Adresse").fill(email)
        await phone.keyboard.press("Enter")
    await expect(phone.get_by_label("Code aus der E-Mail")).to_be_visible()
    assert await portal.newest_mail(email)
    assert not [url for url in asked if email.partition("@")[0] in url]


async def test_of_two_presses_the_last_one_counts(desktop: Page, guard: Guard) -> None:
    guard.allow("400")
    async with slow_network(desktop):
        await desktop.goto("/anmelden", wait_until="commit")
        first = desktop.get_by_role("button", name="Mit Passwort anmelden")
        await first.click()
        await desktop.get_by_role("button", name="Code per E-Mail schicken").click()
        await expect(first).not_to_have_attribute("aria-disabled", "true")
    await expect(desktop.get_by_role("group", name="Bitte prüfen Sie Ihre Angaben")).to_be_visible()
    await expect(first).to_be_visible()
