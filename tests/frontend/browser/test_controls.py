"""Language and appearance."""

from playwright.async_api import Page, expect

from e2e.fixtures.portal import Portal

THEME = "document.documentElement.dataset.kernTheme"

# Notes the theme at the moment when the body begins, before anything of it can be drawn.
WATCH = """
new MutationObserver((_, observer) => {
  if (!document.body) return;
  window.themeAtFirst = document.documentElement.dataset.kernTheme;
  observer.disconnect();
}).observe(document, { childList: true, subtree: true });
"""


async def choose(page: Page, appearance: str) -> None:
    await page.get_by_text("Darstellung").first.click()
    await page.get_by_label(appearance, exact=True).check()


async def test_the_appearance_is_chosen_at_once_and_kept(desktop: Page) -> None:
    await desktop.add_init_script(WATCH)
    await desktop.goto("/hilfe")
    assert await desktop.evaluate(THEME) == "light"
    await choose(desktop, "Dunkel")
    await expect(desktop.locator("html")).to_have_attribute("data-kern-theme", "dark")
    assert await desktop.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    await desktop.reload()
    assert await desktop.evaluate("window.themeAtFirst") == "dark"
    await desktop.get_by_text("Darstellung").first.click()
    await expect(desktop.get_by_label("Dunkel", exact=True)).to_be_checked()


async def test_without_a_choice_the_appearance_follows_the_device(desktop: Page) -> None:
    await desktop.emulate_media(color_scheme="dark")
    await desktop.goto("/hilfe")
    assert await desktop.evaluate(THEME) == "dark"
    await desktop.emulate_media(color_scheme="light")
    await expect(desktop.locator("html")).to_have_attribute("data-kern-theme", "light")


async def test_the_other_language_is_the_same_page_with_the_same_search(desktop: Page, portal: Portal) -> None:
    await portal.sign_in(desktop, "ingrid.beispiel@example.org")
    await desktop.goto("/rechnungen?search=Strom")
    await expect(desktop.get_by_role("heading", level=1)).to_have_text("Rechnungen")
    await desktop.get_by_role("link", name="English").click()
    await expect(desktop.get_by_role("heading", level=1)).to_have_text("Invoices")
    assert desktop.url == f"{portal.url}/en/invoices?search=Strom"
    assert await desktop.evaluate("document.documentElement.lang") == "en"


async def test_the_other_language_of_an_invoice_is_the_same_invoice(desktop: Page, portal: Portal) -> None:
    await portal.sign_in(desktop, "ingrid.beispiel@example.org")
    await desktop.goto("/rechnungen")
    await desktop.get_by_role("row").nth(1).get_by_role("link").first.click()
    await desktop.wait_for_url("**/rechnungen/*")
    identifier = desktop.url.rsplit("/", 1)[1]
    await desktop.get_by_role("link", name="English").click()
    await desktop.wait_for_url(f"**/en/invoices/{identifier}")
