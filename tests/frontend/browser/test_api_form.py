"""A form that the browser sends to the API itself."""

import asyncio

from playwright.async_api import Page, Route, expect

from e2e.fixtures.browser import Guard

REQUEST = "**/api/v1/sign-in/code/request"


async def fill_in(page: Page) -> None:
    await page.goto("/anmelden")
    await page.get_by_label("E-Mail-Adresse").fill("niemand@example.org")


async def test_it_is_sent_once_however_often_somebody_presses(desktop: Page) -> None:
    sent: list[Route] = []
    arrived = asyncio.Event()

    async def hold(route: Route) -> None:
        sent.append(route)
        arrived.set()

    await desktop.route(REQUEST, hold)
    await fill_in(desktop)
    button = desktop.get_by_role("button", name="Code per E-Mail schicken")
    await button.click()
    await arrived.wait()
    await expect(button).to_have_attribute("aria-disabled", "true")
    await expect(button).to_be_focused()
    await button.click(force=True)
    await desktop.get_by_label("E-Mail-Adresse").press("Enter")
    await sent[0].continue_()
    await expect(desktop.get_by_label("Code aus der E-Mail")).to_be_visible()
    assert len(sent) == 1
    assert (sent[0].request.post_data_json or {})["email"] == "niemand@example.org"


async def test_without_a_network_the_page_says_so_and_keeps_what_was_typed(desktop: Page, guard: Guard) -> None:
    guard.allow("ERR_FAILED")
    await desktop.route(REQUEST, lambda route: route.abort())
    await fill_in(desktop)
    await desktop.get_by_role("button", name="Code per E-Mail schicken").click()
    await expect(desktop.get_by_role("main")).to_contain_text("Verbindung")
    await expect(desktop.get_by_label("E-Mail-Adresse")).to_have_value("niemand@example.org")
