"""Leaving a session that cannot be reached, or that is over already."""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from e2e.fixtures.browser import ARGUMENTS, Guard, chromium_path
from e2e.fixtures.portal import Portal

INGRID = "ingrid.beispiel@example.org"
NAME = "Ingrid Beispiel"


async def sign_out(page: Page) -> None:
    await page.get_by_role("button", name="Abmelden").first.click()


async def test_without_a_connection_the_person_hears_that_they_are_still_signed_in(
    desktop: Page, portal: Portal, guard: Guard
) -> None:
    guard.allow("ERR_FAILED")
    await portal.sign_in(desktop, INGRID)
    await desktop.goto("/konto")
    await expect(desktop.get_by_text(NAME).first).to_be_visible()
    await desktop.route("**/api/v1/sign-out", lambda route: route.abort())
    await sign_out(desktop)
    await expect(desktop.get_by_role("alert").filter(has_text="Sie sind noch angemeldet")).to_be_attached()


@pytest_asyncio.fixture(loop_scope="session")
async def remembering_browser() -> AsyncIterator[Browser]:
    """A browser that keeps pages it has left, as people's browsers do and Playwright's usually does not."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(
            executable_path=chromium_path(),
            args=list(ARGUMENTS),
            ignore_default_args=["--disable-back-forward-cache"],
        )
        yield chromium
        await chromium.close()


async def test_the_back_button_shows_nothing_of_a_page_that_was_left(
    remembering_browser: Browser, portal: Portal
) -> None:
    page = await remembering_browser.new_page(base_url=portal.url)
    await portal.sign_in(page, INGRID)
    await page.goto("/rechnungen")
    await expect(page.get_by_text(NAME)).to_be_visible()
    await page.add_init_script("addEventListener('pageshow', (event) => { window.cameBack = event.persisted; })")
    await page.goto("/en/invoices")
    await expect(page.get_by_text(NAME)).to_be_visible()
    await portal.end_sessions(INGRID)
    await page.go_back(wait_until="commit")
    await page.wait_for_url("**/anmelden?next=*")
    await expect(page.get_by_text(NAME)).to_have_count(0)
