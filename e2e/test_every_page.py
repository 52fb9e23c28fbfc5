"""Every page of the portal passes the accessibility check, in German in all modes and in English."""

from secrets import token_hex

import pytest
from playwright.async_api import Page

from a11y.visit import visit
from backend.demo.people import ACCOUNTS, INGRID
from e2e.fixtures.browser import Guard
from e2e.fixtures.portal import Portal
from e2e.fixtures.visits import add_visit
from frontend import site
from frontend.i18n import LANGUAGES, Language

_PEOPLE: dict[site.Access, str] = {
    "customer": INGRID.email,
    "signed-in": INGRID.email,
    "staff": next(account.email for account in ACCOUNTS if account.role == "agent"),
    "dpo": next(account.email for account in ACCOUNTS if account.role == "dpo"),
    "administrator": next(account.email for account in ACCOUNTS if account.role == "administrator"),
}
# Where the list of a dynamic page is no table until it is asked for.
_LISTED_BY = {"staff-appointment": "?search=Beispiel"}
_PAGES = [page for page in (*site.PAGES, site.NOT_FOUND) if page.access != "dev"]


@pytest.mark.parametrize("page_of_site", _PAGES, ids=lambda page: page.key)
async def test_page_is_accessible(desktop: Page, portal: Portal, guard: Guard, page_of_site: site.Page) -> None:
    if page_of_site is site.NOT_FOUND:
        guard.allow("404")
    if page_of_site.access in _PEOPLE:
        await portal.sign_in(desktop, _PEOPLE[page_of_site.access])
    if page_of_site.access == "staff":
        await portal.add_waiting_invoice()
    if page_of_site.key in {"staff-agenda", "staff-appointment"}:
        await add_visit(portal, "Ina Beispiel", needs=("sign-language",))
    report = None
    for language in LANGUAGES:
        if page_of_site.key == "demo-mail":
            await _ask_for_code(desktop, portal, language)
        address = await _address(desktop, page_of_site, language)

        report = await visit(desktop, address, translation_of=report)

        assert await desktop.locator("html").get_attribute("lang") == language


async def _address(page: Page, wanted: site.Page, language: Language) -> str:
    """The address of a page; of a dynamic one, that of the first entry of its list."""
    if not wanted.is_dynamic:
        return wanted.address(language)
    if wanted.key == "appointment-move":
        *_, last = wanted.address(language).split("/")
        return f"{await _address(page, site.page('appointment'), language)}/{last}"
    above, _, _ = wanted.address(language).rpartition("/")
    await page.goto(above + _LISTED_BY.get(wanted.key, ""))
    # Until its data has come, a list may still be that of the other language.
    first = page.locator(f'main tbody a[href^="{above}/"]').first
    return await first.get_attribute("href") or ""


async def _ask_for_code(page: Page, portal: Portal, language: Language) -> None:
    """Have a mail sent in this language; to a new address, because an address gets few mails in a short time."""
    address = f"{token_hex(8)}@example.org"
    await portal.forget_attempts()
    answer = await page.request.post(
        "/api/v1/sign-in/code/request", data={"email": address, "language": language}, headers={"Origin": portal.url}
    )
    assert answer.ok
    await portal.newest_mail(address)
