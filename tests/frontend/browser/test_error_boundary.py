"""When something fails that no page has foreseen, people hear what to do, and the log says which fault it was."""

import re

from playwright.async_api import Browser, Page, expect

from e2e.fixtures.browser import Guard
from tests.frontend.browser.server import SmallPortal

# Something in the browser breaks while a page comes to life.
FAULT = """
const listen = document.addEventListener;
document.addEventListener = function (kind, ...more) {
  if (kind === "focusin") throw new TypeError("this browser has a fault");
  return listen.call(this, kind, ...more);
};
"""


async def test_it_offers_a_reload_phone_and_mail_and_a_reference(desktop: Page, guard: Guard) -> None:
    guard.allow("this browser has a fault")
    await desktop.add_init_script(FAULT)
    await desktop.goto("/hilfe")
    heading = desktop.get_by_role("heading", level=1, name="Diese Seite lässt sich gerade nicht anzeigen")
    await expect(heading).to_be_focused()
    main = desktop.get_by_role("main")
    await expect(main.get_by_role("link")).to_have_count(2)
    assert await main.locator("a[href^='tel:']").count() == 1
    assert await main.locator("a[href^='mailto:']").count() == 1
    assert re.fullmatch("[0-9a-f]{8}", await main.locator("code").inner_text())
    await expect(desktop.get_by_role("button", name="Seite neu laden")).to_be_visible()


async def test_it_speaks_the_language_of_the_page(desktop: Page, guard: Guard) -> None:
    guard.allow("this browser has a fault")
    await desktop.add_init_script(FAULT)
    await desktop.goto("/en/help")
    await expect(
        desktop.get_by_role("heading", level=1, name="This page cannot be shown at the moment")
    ).to_be_focused()


async def test_the_log_has_the_reference_that_the_person_was_told(browser: Browser, server: SmallPortal) -> None:
    page = await browser.new_page(base_url=server.url, locale="de-DE")
    await page.add_init_script(FAULT)
    await page.goto("/hilfe")
    reference = await page.get_by_role("main").locator("code").inner_text()
    line = await server.logged("a page could not be drawn")
    assert reference in line
    assert "TypeError" in line
    assert "help" in line
    assert "this browser has a fault" not in line
    await page.close()


async def test_a_failed_handler_leaves_the_page_and_tells_the_request_id(browser: Browser, server: SmallPortal) -> None:
    page = await browser.new_page(base_url=server.url, locale="de-DE")
    await page.goto("/demo/mail")
    message = page.get_by_role("alert").filter(has_text="Das hat leider nicht geklappt.")
    await expect(message).to_contain_text("bbb222")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Mails der Demo")
    await message.get_by_role("button", name="Meldung schließen").click()
    await expect(message).to_have_count(0)
    await page.close()
