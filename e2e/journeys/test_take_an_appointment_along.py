"""Somebody puts appointments into their own calendar: from their list, and from what came along with a mail."""

import re

from icalendar import Calendar
from playwright.async_api import Download, Page, expect

from a11y.visit import visit
from backend.core.ids import new_id
from backend.demo.people import INGRID
from e2e.fixtures.portal import Portal, arrive
from tests.support.waiting import until


async def test_from_the_list_and_from_the_mail(phone: Page, portal: Portal) -> None:
    await portal.sign_in(phone, INGRID.email)
    await arrive(phone, "/termine")
    first = phone.get_by_role("link", name="In den Kalender").first
    await expect(first).to_have_accessible_name(re.compile(r"^In den Kalender ?: \w+, \d"))
    async with phone.expect_download() as file:
        await first.tap()
    assert "STATUS:CONFIRMED" in await _read(await file.value)
    await phone.get_by_role("link", name="Alle Termine im eigenen Kalender sehen").tap()
    await expect(phone.get_by_role("heading", level=1)).to_have_text("Termine im eigenen Kalender")

    guest = f"guest-{new_id()}@example.org"
    await portal.book_appointment(guest)
    await _open_mail_to(phone, portal, guest)
    async with phone.expect_download() as file:
        await phone.get_by_role("link", name=re.compile(r"^termin\.ics \(\d kB\)$")).tap()
    assert guest in await _read(await file.value)
    await visit(phone)


async def _open_mail_to(page: Page, portal: Portal, recipient: str) -> None:
    """The demo keeps a copy of each mail just after it was sent."""
    await portal.newest_mail(recipient)
    await arrive(page, "/demo/mail")
    link = page.get_by_role("row").filter(has_text=recipient).get_by_role("link")

    async def is_there() -> bool:
        await page.get_by_role("button", name="Nach neuen Mails und Codes sehen").tap()
        return await link.count() > 0

    await until(is_there)
    await link.tap()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Mail der Demo")


async def _read(file: Download) -> str:
    """The file as a program of somebody else reads it, on few lines as they were meant."""
    assert file.suggested_filename == "termin.ics"
    document = (await file.path()).read_bytes()
    [event] = Calendar.from_ical(document).walk("VEVENT")
    text: str = event.to_ical().decode().replace("\r\n ", "")
    return text
