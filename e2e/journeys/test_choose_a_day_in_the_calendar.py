"""Somebody thinks in calendars: a day is chosen in the month grid, and the list of free times is led to it."""

import re
from calendar import monthrange
from datetime import date, timedelta

from playwright.async_api import Locator, Page, expect

from a11y.announcements import announcements
from a11y.visit import visit
from backend.core.clock import utc_now
from backend.demo.people import INGRID, YILDIZ
from e2e.fixtures.keyboard import press_on, tab_to
from e2e.fixtures.portal import Portal, arrive, working
from frontend.i18n import translator
from frontend.state.format import full_date

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


async def test_the_keys_of_the_grid(desktop: Page, portal: Portal) -> None:
    """As the ARIA Authoring Practices have them, up to the first and the last day for which appointments are given."""
    await portal.sign_in(desktop, INGRID.email)
    await arrive(desktop, "/termine/buchen")
    await desktop.get_by_role("link", name="Tarifberatung").click()
    opener = desktop.get_by_role("button", name="Kalender zeigen")
    await opener.press("Enter")
    await expect(desktop.get_by_role("grid")).to_have_attribute("aria-busy", "false")
    await expect(desktop.get_by_role("columnheader").first).to_have_accessible_name("Montag")
    await visit(desktop)

    today = utc_now().astimezone(portal.settings.time_zone).date()
    last = today + timedelta(days=60)
    monday = today - today.weekday() * _DAY + _WEEK
    ahead = _months_later(monday)
    for key, day in (
        ("Shift+PageUp", today),
        ("ArrowLeft", today),
        ("ArrowRight", today + _DAY),
        ("ArrowUp", today + _DAY),
        ("ArrowLeft", today),
        ("ArrowDown", today + _WEEK),
        ("Home", monday),
        ("ArrowLeft", monday - _DAY),
        ("ArrowRight", monday),
        ("End", monday + 6 * _DAY),
        ("ArrowUp", monday - _DAY),
        ("ArrowRight", monday),
        ("PageDown", ahead),
        ("PageUp", _months_later(ahead, -1)),
        ("Shift+PageDown", last),
        ("ArrowRight", last),
        ("ArrowLeft", last - _DAY),
        ("ArrowDown", last - _DAY),
        ("ArrowRight", last),
        ("End", last),
    ):
        await desktop.keyboard.press(key)
        await expect(_day(desktop, day), key).to_be_focused()
        await expect(desktop.get_by_role("grid")).to_have_accessible_name(_month(day))
        assert await desktop.locator("[role=grid] [tabindex='0']").count() == 1
    await expect(desktop.get_by_role("button", name="Nächster Monat")).to_have_attribute("aria-disabled", "true")
    await desktop.keyboard.press("Escape")
    await expect(opener).to_be_focused()
    await expect(desktop.get_by_role("grid")).to_have_count(0)


async def test_a_day_without_free_times_and_one_with_some(desktop: Page, portal: Portal) -> None:
    """The first says so and changes nothing; the second stands in the address, and reloading and going back work."""
    await portal.sign_in(desktop, INGRID.email)
    await arrive(desktop, "/termine/buchen")
    await desktop.get_by_role("link", name="Tarifberatung").click()
    await desktop.get_by_role("button", name="Kalender zeigen").click()
    await expect(desktop.get_by_role("grid")).to_have_attribute("aria-busy", "false")
    await desktop.keyboard.press("ArrowDown")
    await desktop.keyboard.press("End")
    sunday = desktop.locator(".day:focus")
    await expect(sunday).to_have_accessible_name(re.compile(r"^Sonntag, .+, nichts frei$"))
    await expect(sunday).to_have_attribute("aria-disabled", "true")
    async with announcements(desktop) as heard:
        await desktop.keyboard.press("Enter")
        await heard.wait_for("An diesem Tag ist nichts frei.")
    assert "day=" not in desktop.url

    await desktop.keyboard.press("Home")
    monday = desktop.locator(".day:focus")
    await expect(monday).to_have_accessible_name(re.compile(r"^Montag, .+, \d+ Zeiten frei$"))
    name, _, times = (await monday.get_attribute("aria-label") or "").rpartition(", ")
    async with announcements(desktop) as heard:
        await desktop.keyboard.press("Space")
        await heard.wait_for(f"{name}: ")
    await expect(desktop.get_by_role("heading", name=re.compile("^Freie Zeiten am Montag"))).to_be_focused()
    await expect(_day(desktop, f"{name}, {times}, ausgewählt")).to_be_visible()
    await expect(desktop.locator(".day-times")).to_have_count(1)
    await desktop.reload()
    await expect(desktop.locator(".day-times strong")).to_have_text(name)
    await working(desktop)
    await desktop.go_back()
    await expect(desktop.get_by_role("heading", name="Freie Zeiten", exact=True)).to_be_visible()


async def test_an_appointment_by_the_keyboard_alone_on_the_phone(phone: Page, portal: Portal) -> None:
    """Booked, moved and cancelled without a touch, each time on a day from the calendar."""
    await portal.sign_in(phone, YILDIZ.email)
    await arrive(phone, "/termine/buchen")
    await press_on(phone, "Rückruf zu einer Rechnung")
    await expect(phone.get_by_role("heading", level=1)).to_be_focused()
    booked = await _choose_day_and_time(phone, weeks=1)
    await press_on(phone, "Weiter zu Ihren Angaben")
    await expect(phone.get_by_role("timer")).to_be_visible()
    await press_on(phone, "Termin verbindlich buchen")
    await expect(phone.locator("main")).to_contain_text("Ihr Termin ist gebucht.")
    await expect(phone.locator(".lead")).to_contain_text(booked)
    await expect(phone.locator(".lead")).to_contain_text("Mitteleuropäische")

    await press_on(phone, "Verschieben")
    await expect(phone.get_by_role("heading", name="Termin verschieben")).to_be_focused()
    moved = await _choose_day_and_time(phone, weeks=2)
    assert moved != booked
    await press_on(phone, "Auf diese Zeit verschieben")
    await expect(phone.locator("main")).to_contain_text("Ihr Termin ist verschoben")
    await expect(phone.locator(".lead")).to_contain_text(moved)
    await visit(phone)

    await press_on(phone, "Absagen")
    await expect(phone.get_by_role("dialog")).to_be_visible()
    await press_on(phone, "Ja, absagen")
    await expect(phone.locator("main")).to_contain_text("Ihr Termin ist abgesagt.")


async def _choose_day_and_time(page: Page, *, weeks: int) -> str:
    """A working day so many weeks from now, and its first time. Returns the day."""
    await press_on(page, "Kalender zeigen")
    await expect(page.get_by_role("grid")).to_have_attribute("aria-busy", "false")
    await page.keyboard.press("Shift+PageUp")
    for _ in range(weeks):
        await page.keyboard.press("ArrowDown")
    if "nichts frei" in str(await page.locator(".day:focus").get_attribute("aria-label")):
        # It is a weekend or a holiday.
        await page.keyboard.press("Home")
    day = str(await page.locator(".day:focus").get_attribute("aria-label")).rpartition(", ")[0]
    await page.keyboard.press("Enter")
    await expect(page.locator("#free-times")).to_be_focused()
    await expect(page.locator("#free-times")).to_be_in_viewport()
    await tab_to(page, "Uhr")
    await page.keyboard.press("Space")
    return day


def _day(page: Page, day: date | str) -> Locator:
    name = day if isinstance(day, str) else full_date(translator("de"), day)
    return page.get_by_role("grid").get_by_role("button", name=name)


def _month(day: date) -> str:
    return full_date(translator("de"), day).split(". ")[1]


def _months_later(day: date, count: int = 1) -> date:
    """The same day, or the last one of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
