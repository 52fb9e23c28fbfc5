"""Somebody books an appointment, moves it and cancels it: by touch on the phone, and by the keyboard alone."""

import re

from playwright.async_api import Page, expect

from a11y.announcements import announcements
from a11y.visit import visit
from backend.demo.people import INGRID, YILDIZ
from e2e.fixtures.browser import Guard
from e2e.fixtures.keyboard import press_on, tab_to
from e2e.fixtures.portal import Portal, arrive
from e2e.fixtures.visits import give_held_times_away

_PREPARE = "Bitte die <b>alten</b> Rechnungen heraussuchen."


async def test_by_touch_on_the_phone(phone: Page, portal: Portal, guard: Guard) -> None:
    """What is missing is said at its field; the time that was kept is the one that is booked."""
    guard.allow("400")
    await portal.sign_in(phone, INGRID.email)
    await arrive(phone, "/uebersicht")
    await phone.get_by_role("navigation", name="Hauptnavigation").get_by_role("link", name="Termine").tap()
    await phone.get_by_role("link", name="Termin buchen").tap()
    await phone.get_by_role("link", name="Tarifberatung").tap()
    await expect(phone.get_by_role("heading", level=1)).to_have_text("Wann passt es Ihnen?")
    await phone.get_by_label("Tageszeit").select_option("Nachmittags (12 bis 17 Uhr)")
    await phone.get_by_text("Unterstützung beim Termin").tap()
    await phone.get_by_label("Gebärdensprache").check()
    await phone.get_by_role("button", name="Freie Zeiten zeigen").tap()
    await expect(phone).to_have_url(re.compile("part=afternoon.*needs=sign-language"))
    await expect(phone.get_by_label("Gebärdensprache")).to_be_checked()
    await expect(phone.get_by_text(re.compile(r"^(08|09|10|11):\d\d Uhr"))).to_have_count(0)
    await visit(phone)
    chosen = phone.locator(".day-times label", has_text=re.compile(r"14:\d\d Uhr")).first
    clock = (await chosen.inner_text()).split(" ")[0]
    await chosen.tap()
    async with announcements(phone) as heard:
        await phone.get_by_role("button", name="Weiter zu Ihren Angaben").tap()
        await heard.wait_for("Ihre Angaben")
    await _fill_in_the_form(phone, portal)
    await _move_it(phone, clock)
    await _cancel_it(phone)


async def _fill_in_the_form(page: Page, portal: Portal) -> None:
    held = page.get_by_role("timer")
    await expect(held).to_contain_text("Noch")
    await page.get_by_role("button", name="10 Minuten länger freihalten").tap()
    await expect(page.get_by_role("status").filter(has_text="ist die Zeit für Sie frei gehalten")).to_be_visible()
    await expect(page.get_by_label("Vor- und Nachname")).to_have_value("Ingrid Beispiel")
    await page.get_by_label("Was sollen wir vorbereiten?").fill(_PREPARE)
    await page.get_by_role("button", name="Termin verbindlich buchen").tap()
    await expect(page.get_by_role("group", name="Bitte prüfen Sie Ihre Angaben")).to_be_focused()
    await expect(page.get_by_label("Was sollen wir vorbereiten?")).to_have_value(_PREPARE)
    await visit(page)
    before = len(portal.mails_to(INGRID.email))
    await page.get_by_label("Strom").check()
    await page.get_by_role("button", name="Termin verbindlich buchen").tap()
    await expect(page.locator("main")).to_contain_text("Ihr Termin ist gebucht. Wir schicken eine Bestätigung")
    # What was typed is shown as it was typed.
    await expect(page.locator("main")).to_contain_text(_PREPARE)
    await expect(page.locator("main")).to_contain_text("Gebärdensprache")
    await portal.newest_mail(INGRID.email, after=before)
    await visit(page)


async def _move_it(page: Page, clock: str) -> None:
    await expect(page.locator(".lead")).to_contain_text(clock)
    await page.get_by_role("link", name="Verschieben").tap()
    await expect(page.get_by_role("heading", level=1)).to_be_focused()
    chosen = page.locator(".day-times label").nth(2)
    await chosen.tap()
    moved_to = (await chosen.inner_text()).split(" ")[0]
    await page.get_by_role("button", name="Auf diese Zeit verschieben").tap()
    await expect(page.locator("main")).to_contain_text("Ihr Termin ist verschoben")
    await expect(page.locator(".lead")).to_contain_text(f"{moved_to} bis")


async def _cancel_it(page: Page) -> None:
    async with page.expect_download() as file:
        await page.get_by_role("link", name="In den Kalender").tap()
    assert (await file.value).suggested_filename.endswith(".ics")
    await page.get_by_role("button", name="Absagen").tap()
    await expect(page.get_by_role("dialog")).to_contain_text("Termin wirklich absagen?")
    async with announcements(page) as heard:
        await page.get_by_role("button", name="Ja, absagen").tap()
        await heard.wait_for("Ihr Termin ist abgesagt. Die Zeit ist für andere frei.")
    await expect(page.locator("main")).to_contain_text("Status: abgesagt")
    await expect(page.get_by_role("link", name="Verschieben")).to_have_count(0)
    await visit(page)


async def test_by_the_keyboard_alone_while_somebody_else_takes_the_time(
    desktop: Page, portal: Portal, guard: Guard
) -> None:
    """The form stays as it was typed, the nearest times are offered beside it, and one of them is booked."""
    guard.allow("404")
    await portal.sign_in(desktop, YILDIZ.email)
    await arrive(desktop, "/termine/buchen")
    await press_on(desktop, "Rückruf zu einer Rechnung")
    await expect(desktop.get_by_role("heading", level=1)).to_be_focused()
    await press_on(desktop, "Weiter zu Ihren Angaben")
    await expect(desktop.get_by_role("group", name="Bitte prüfen Sie Ihre Angaben")).to_be_focused()
    await _choose_second_time(desktop)
    await desktop.keyboard.press("Enter")
    await expect(desktop.get_by_label("Telefonnummer")).to_have_value(re.compile("171"))
    await tab_to(desktop, "Vor- und Nachname")
    await desktop.keyboard.press("ControlOrMeta+a")
    await desktop.keyboard.type("Familie Yıldız")

    await give_held_times_away(portal)
    await press_on(desktop, "Termin verbindlich buchen")
    await expect(desktop.locator("main").get_by_text("Diese Zeit ist gerade vergeben worden.")).to_be_visible()
    await expect(desktop.get_by_label("Vor- und Nachname")).to_have_value("Familie Yıldız")
    await visit(desktop)
    await _choose_second_time(desktop)
    await desktop.keyboard.press("Enter")
    await expect(desktop.get_by_role("timer")).to_be_visible()
    await expect(desktop.get_by_label("Vor- und Nachname")).to_have_value("Familie Yıldız")
    await press_on(desktop, "Termin verbindlich buchen")
    await expect(desktop.locator("main")).to_contain_text("Ihr Termin ist gebucht.")
    await expect(desktop.locator("main")).to_contain_text("Familie Yıldız")

    await press_on(desktop, "Absagen")
    await press_on(desktop, "Ja, absagen")
    await expect(desktop.locator("main")).to_contain_text("Ihr Termin ist abgesagt.")


async def test_who_needs_longer_is_warned_and_loses_nothing(desktop: Page, portal: Portal) -> None:
    """Eight minutes pass, then two more: the page says so each time, and the time is booked all the same."""
    await desktop.clock.install()
    await portal.sign_in(desktop, YILDIZ.email)
    await arrive(desktop, "/termine/buchen")
    await desktop.get_by_role("link", name="Rückruf zu einer Rechnung").click()
    await desktop.get_by_role("radio").nth(5).check()
    await desktop.get_by_role("button", name="Weiter zu Ihren Angaben").click()
    await expect(desktop.get_by_role("timer")).to_be_visible()
    async with announcements(desktop) as heard:
        await desktop.clock.fast_forward("08:05")
        await heard.wait_for("Wir halten die Zeit nur noch zwei Minuten für Sie frei.")
    await visit(desktop)
    async with announcements(desktop) as heard:
        await desktop.clock.fast_forward("02:00")
        await heard.wait_for("Wir halten die Zeit nicht mehr für Sie frei.")
    await expect(desktop.get_by_label("Vor- und Nachname")).to_have_value("Mehmet Yıldız")
    await desktop.get_by_role("button", name="Termin verbindlich buchen").click()
    await expect(desktop.locator("main")).to_contain_text("Ihr Termin ist gebucht.")


async def _choose_second_time(page: Page) -> None:
    """The first radio is where Tab leads; the arrow keys choose."""
    radio = page.locator("input[type=radio][name=time]")
    for _ in range(60):
        await page.keyboard.press("Tab")
        if await radio.first.evaluate("(first) => document.activeElement === first"):
            break
    await page.keyboard.press("ArrowDown")
    await expect(radio.nth(1)).to_be_checked()
