"""A page that cannot be drawn says so, and how to reach a person."""

import re

from playwright.async_api import Page, expect

from e2e.fixtures.browser import Guard

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
