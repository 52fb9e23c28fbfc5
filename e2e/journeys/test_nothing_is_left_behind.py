"""After sign-out, and after a session was ended elsewhere, no tab gets anything of the old page state."""

import re

from playwright.async_api import Page, expect

from backend.demo.people import INGRID, YILDIZ
from e2e.fixtures.browser import Guard, OpenPage
from e2e.fixtures.portal import Portal, arrive

_NUMBER_OF_INGRID = "4012345"


async def test_sign_out_in_one_tab_ends_the_others(desktop: Page, portal: Portal) -> None:
    await portal.sign_in(desktop, INGRID.email)
    await arrive(desktop, "/rechnungen")
    await expect(desktop.get_by_role("rowheader")).to_have_count(20)
    other, third = await desktop.context.new_page(), await desktop.context.new_page()
    await arrive(other, "/uebersicht")
    await expect(other.get_by_role("heading", level=1)).to_contain_text("Frau Beispiel")
    await arrive(third, "/konto")
    await expect(third.get_by_role("main")).to_contain_text(INGRID.email)

    await other.get_by_role("button", name="Abmelden").click()
    await expect(other.get_by_role("heading", level=1)).to_have_text("Willkommen")
    await expect(desktop.get_by_role("rowheader")).to_have_count(0)
    await expect(third).to_have_url(f"{portal.url}/")
    assert INGRID.email not in await third.content()

    await arrive(desktop, "/rechnungen")
    await expect(desktop).to_have_url(re.compile("/anmelden"))
    assert _NUMBER_OF_INGRID not in await desktop.content()
    await desktop.go_back()
    await expect(desktop.get_by_role("rowheader")).to_have_count(0)


async def test_new_tab_after_sign_out_gets_nothing(desktop: Page, portal: Portal) -> None:
    await portal.sign_in(desktop, INGRID.email)
    await arrive(desktop, "/rechnungen")
    await expect(desktop.get_by_role("rowheader")).to_have_count(20)
    token = await desktop.evaluate("() => sessionStorage.getItem('token')")
    await desktop.get_by_role("button", name="Abmelden").click()
    await expect(desktop.get_by_role("heading", level=1)).to_have_text("Willkommen")

    # The worst case: somebody kept the key to the old page state.
    tab = await desktop.context.new_page()
    await arrive(tab, "/impressum")
    await tab.evaluate("token => sessionStorage.setItem('token', token)", token)
    await arrive(tab, "/rechnungen")
    await expect(tab).to_have_url(re.compile("/anmelden"))
    assert "A26" not in await tab.content()


async def test_session_ended_elsewhere(desktop: Page, portal: Portal) -> None:
    await portal.sign_in(desktop, YILDIZ.email)
    await arrive(desktop, "/rechnungen")
    await expect(desktop.get_by_role("rowheader")).to_have_count(20)
    await portal.end_sessions(YILDIZ.email)

    await desktop.get_by_role("searchbox", name="Suchen").fill("Wasser")
    await desktop.get_by_role("button", name="Anzeigen").click()
    await expect(desktop).to_have_url(re.compile("/anmelden"))
    await expect(desktop.get_by_role("rowheader")).to_have_count(0)


async def test_next_person_at_the_same_browser(open_page: OpenPage, portal: Portal, guard: Guard) -> None:
    page = await open_page()
    await portal.sign_in(page, INGRID.email)
    await arrive(page, "/rechnungen")
    await expect(page.get_by_text("Ingrid Beispiel").first).to_be_visible()
    first = await page.get_by_role("rowheader").first.inner_text()

    # The cookie changes while the tab, and the key to its page state, stay.
    await portal.sign_in(page, YILDIZ.email)
    await page.reload()
    await expect(page.get_by_text("Mehmet Yıldız").first).to_be_visible()
    await expect(page.get_by_role("rowheader")).to_have_count(20)
    assert first not in await page.content()
    assert not guard.problems


async def test_acting_for_another_customer(desktop: Page, portal: Portal) -> None:
    await portal.sign_in(desktop, YILDIZ.email)
    await arrive(desktop, "/rechnungen")
    await expect(desktop.get_by_role("rowheader")).to_have_count(20)
    mine = await desktop.get_by_role("rowheader").first.inner_text()

    await desktop.get_by_text("Kunden wechseln").click()
    await desktop.get_by_role("button", name=re.compile("Bäckerei Kornblume")).click()
    await expect(desktop).to_have_url(re.compile("/uebersicht$"))
    await arrive(desktop, "/rechnungen")
    await expect(desktop.get_by_text("Bäckerei Kornblume").first).to_be_visible()
    await expect(desktop.get_by_role("rowheader")).not_to_have_count(0)
    assert mine not in await desktop.content()
