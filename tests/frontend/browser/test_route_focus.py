"""A change of page without a page load is as noticeable as one with it."""

from playwright.async_api import Page, expect

from tests.support.waiting import until


async def test_the_focus_goes_to_the_heading_and_the_title_is_announced(desktop: Page) -> None:
    await desktop.goto("/")
    await desktop.get_by_role("link", name="Hilfe und Kontakt").first.click()
    heading = desktop.get_by_role("heading", level=1, name="Hilfe und Kontakt")
    await expect(heading).to_be_focused()
    await expect(desktop.get_by_role("status").filter(has_text="Hilfe und Kontakt")).to_have_text(await desktop.title())


async def test_a_first_page_load_leaves_the_focus_to_the_browser(desktop: Page) -> None:
    await desktop.goto("/hilfe")
    await until(lambda: desktop.evaluate("sessionStorage.getItem('token') !== null"))
    assert await desktop.evaluate("document.activeElement === document.body")


async def test_the_skip_link_moves_the_focus_within_the_page(desktop: Page) -> None:
    await desktop.goto("/hilfe")
    await desktop.keyboard.press("Tab")
    await desktop.keyboard.press("Enter")
    await expect(desktop.locator("main")).to_be_focused()
    assert await desktop.evaluate("location.pathname + location.hash") == "/hilfe#main"
