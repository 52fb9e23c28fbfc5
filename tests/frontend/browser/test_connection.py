"""Without a connection: a calm notice on a page that is open, and a page of our own for those that are not."""

import asyncio

import pytest
from playwright.async_api import Page, expect

from tests.frontend.browser.server import SmallPortal


async def connected(page: Page, address: str) -> None:
    """Open a page and wait until it has reached its page state."""
    async with page.expect_websocket(predicate=lambda socket: "_event" in socket.url) as opened:
        await page.goto(address)
    await (await opened.value).wait_for_event("framereceived")


async def with_service_worker(page: Page) -> None:
    await page.evaluate("async () => { await navigator.serviceWorker.ready; }")


@pytest.mark.parametrize(
    ("address", "lost", "back"),
    [
        ("/hilfe", "Die Verbindung ist unterbrochen.", "Die Verbindung steht wieder."),
        ("/en/help", "The connection has been lost.", "You are connected again."),
    ],
)
async def test_loss_and_return_of_the_connection_are_said(
    page: Page, server: SmallPortal, address: str, lost: str, back: str
) -> None:
    await connected(page, address)
    notice = page.locator(".connection")
    await expect(notice).to_have_role("status")
    await expect(notice).to_be_empty()
    await server.stop()
    await expect(notice).to_contain_text(lost, timeout=15_000)
    # The good news stands for some seconds only, and may come before the server says that it is ready.
    await asyncio.gather(server.start(), expect(notice).to_contain_text(back, timeout=60_000))
    await expect(notice).to_be_empty(timeout=15_000)


@pytest.mark.parametrize(
    ("address", "heading", "again"),
    [
        ("/rechnungen/0192", "Keine Verbindung", "Noch einmal versuchen"),
        ("/en/invoices", "No connection", "Try again"),
    ],
)
async def test_a_page_that_cannot_be_fetched_says_so_and_can_be_tried_again(
    page: Page, server: SmallPortal, address: str, heading: str, again: str
) -> None:
    await page.goto("/")
    await with_service_worker(page)
    await server.stop()
    await page.goto(address)
    await expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    fonts = await page.evaluate("() => document.fonts.ready.then((fonts) => [...fonts].map((font) => font.status))")
    assert "loaded" in fonts
    await server.start()
    await page.get_by_role("link", name=again).click()
    await expect(page.get_by_role("heading", level=1)).not_to_have_text(heading)


async def test_the_portal_can_be_installed(page: Page) -> None:
    await page.goto("/")
    await with_service_worker(page)
    session = await page.context.new_cdp_session(page)
    assert (await session.send("Page.getInstallabilityErrors"))["installabilityErrors"] == []
    manifest = await session.send("Page.getAppManifest")
    assert manifest["errors"] == []


async def test_nothing_but_files_and_the_offline_page_stays_on_the_device(page: Page) -> None:
    await page.goto("/")
    await with_service_worker(page)
    await page.goto("/rechnungen")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Anmelden")
    await page.evaluate("() => fetch('/api/v1/session')")
    kept = await page.evaluate(
        """async () => {
          const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
          const requests = await Promise.all(caches_.map((cache) => cache.keys()));
          return requests.flat().map((request) => new URL(request.url).pathname);
        }"""
    )
    pages = {path for path in kept if not path.startswith(("/assets/", "/fonts/"))}
    assert pages == {"/offline", "/en/offline"}
    assert any(path.endswith(".js") for path in kept)
