"""Finding and reading an invoice: by keyboard alone, on a phone, and in English."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from backend.demo.people import INGRID
from e2e.fixtures.browser import DESKTOP, OpenPage
from e2e.fixtures.portal import Portal, arrive


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    return tmp_path


async def test_by_keyboard_alone(desktop: Page, portal: Portal) -> None:
    await portal.sign_in(desktop, INGRID.email)
    await arrive(desktop, "/uebersicht")
    await _tab_to(desktop, "Rechnungen")
    await desktop.keyboard.press("Enter")
    await expect(desktop.get_by_role("heading", level=1, name="Rechnungen")).to_be_focused()

    await _tab_to(desktop, "Suchen")
    await desktop.keyboard.type("Trinkwasser 2026")
    await desktop.keyboard.press("Enter")
    await expect(desktop.get_by_role("caption")).to_contain_text(re.compile(r"\d+ von \d+ Rechnungen"))
    rows = desktop.get_by_role("row").filter(has_text="Trinkwasser")
    await expect(rows).not_to_have_count(0)

    number = await desktop.get_by_role("rowheader").first.inner_text()
    await _tab_to(desktop, number)
    await desktop.keyboard.press("Enter")
    await expect(desktop.get_by_role("heading", level=1)).to_contain_text(number)
    await expect(desktop.get_by_role("heading", level=1)).to_be_focused()
    await expect(desktop.get_by_role("columnheader", name="Netto").first).to_be_attached()

    await _tab_to(desktop, "Als PDF herunterladen")
    async with desktop.expect_download() as downloading:
        await desktop.keyboard.press("Enter")
    download = await downloading.value
    assert (await download.path()).read_bytes().startswith(b"%PDF")


async def test_on_a_phone(phone: Page, portal: Portal) -> None:
    await portal.sign_in(phone, INGRID.email)
    await arrive(phone, "/uebersicht")
    await phone.get_by_role("link", name="Rechnung ansehen").tap()
    await expect(phone.get_by_role("heading", level=1)).to_contain_text("Teilrechnung")
    await expect(phone.get_by_role("heading", name="Bezahlen")).to_be_visible()
    code = phone.get_by_role("img", name=re.compile("QR-Code"))
    # The code's alternative says what a person would otherwise have to scan.
    await expect(code).to_have_accessible_name(re.compile("IBAN: DE.*Verwendungszweck"))
    async with phone.expect_download() as downloading:
        await phone.get_by_role("link", name=re.compile("XML")).tap()
    download = await downloading.value
    assert b"CrossIndustryInvoice" in (await download.path()).read_bytes()


async def test_in_english(open_page: OpenPage, portal: Portal) -> None:
    page = await open_page(DESKTOP, locale="en-GB")
    await portal.sign_in(page, INGRID.email)
    await arrive(page, "/en/invoices?state=paid")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Invoices")
    await expect(page.get_by_role("row").filter(has_text="overdue")).to_have_count(0)
    await page.get_by_role("rowheader").first.get_by_role("link").click()
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await expect(page.get_by_role("rowheader").first).to_be_visible()
    await expect(page.locator(".lead")).to_contain_text("Paid on")


async def test_somebody_elses_invoice_is_not_there(open_page: OpenPage, portal: Portal) -> None:
    mine, theirs = await open_page(DESKTOP), await open_page(DESKTOP)
    await portal.sign_in(mine, INGRID.email)
    await arrive(mine, "/rechnungen")
    address = await mine.get_by_role("rowheader").first.get_by_role("link").get_attribute("href")
    assert address is not None

    letter = await portal.new_customer()
    await portal.let_look_after(letter.email, letter.customer_number)
    await portal.sign_in(theirs, letter.email)
    await arrive(theirs, address)
    await expect(theirs.get_by_role("heading", level=1)).to_have_text("Diese Rechnung gibt es nicht")


async def test_nothing_found_leads_back_to_all(desktop: Page, portal: Portal) -> None:
    await portal.sign_in(desktop, INGRID.email)
    await arrive(desktop, "/rechnungen")
    await desktop.get_by_role("searchbox", name="Suchen").fill("Kohlenkeller")
    await desktop.get_by_role("button", name="Anzeigen").click()
    await expect(desktop.get_by_role("heading", name="Keine Rechnung gefunden")).to_be_visible()
    await expect(desktop.get_by_role("searchbox", name="Suchen")).to_have_value("Kohlenkeller")
    await desktop.get_by_role("link", name="Alle Rechnungen zeigen").click()
    await expect(desktop.get_by_role("rowheader")).to_have_count(20)


async def _tab_to(page: Page, name: str) -> None:
    """Press Tab until something with this name has the focus, as people without a mouse do."""
    for _ in range(80):
        await page.keyboard.press("Tab")
        focused = await page.evaluate(
            "() => { const e = document.activeElement; return (e.labels?.[0]?.innerText ?? e.innerText ?? '').trim(); }"
        )
        if focused.startswith(name):
            return
    raise AssertionError(f"Tab never reached {name!r}")
