"""The way to the sign-in page has an end, whatever the API answers there."""

from playwright.async_api import Page, expect

from tests.frontend.browser.server import SmallPortal


async def test_the_sign_in_page_does_not_lead_to_itself(page: Page, server: SmallPortal) -> None:
    """This API answers everything with "sign in first", even the question which other services there are."""
    await page.goto("/rechnungen")
    await expect(page.get_by_text("aaa111")).to_be_visible()
    await expect(page).to_have_url(f"{server.url}/anmelden?next=%2Frechnungen")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Anmelden")
