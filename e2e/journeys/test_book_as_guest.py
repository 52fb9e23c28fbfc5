"""Somebody without an account books on the phone with the keyboard alone, and cancels by the link in the mail."""

from secrets import token_hex

from playwright.async_api import Page, expect

from a11y.visit import visit
from e2e.fixtures.browser import Guard
from e2e.fixtures.portal import Portal, arrive, working
from e2e.fixtures.second_factor import press_on, tab_to, type_into
from e2e.fixtures.visits import add_visit, give_held_times_away
from e2e.journeys.test_change_an_appointment_by_mail import calendar_in
from e2e.journeys.test_recover_when_everything_is_lost import link_in

_QUESTION = "Worum geht es genau?"


async def test_from_the_start_page_to_the_cancelled_appointment(phone: Page, portal: Portal, guard: Guard) -> None:
    guard.allow("400")  # A form with gaps, and a wrong code.
    guard.allow("410")  # The time was given to somebody else.
    await portal.forget_attempts()
    address = f"{token_hex(6)}@example.org"
    service = (await add_visit(portal, token_hex(3), question=_QUESTION)).service
    await arrive(phone, "/")
    await press_on(phone, phone.get_by_role("link", name="Termin ohne Konto buchen"))
    await _expect_step(phone, "Termin ohne Konto buchen")
    await press_on(phone, phone.get_by_role("link", name=service))
    await _expect_step(phone, "Wann passt es Ihnen?")
    await _take_second_time(phone, "Weiter zu Ihren Angaben")
    await _fill_in_the_form(phone, address)
    await _have_another_code_sent(phone, portal, address)
    await _type_the_code(phone, portal, await portal.newest_code(address, after=1))
    await _expect_step(phone, "Ihr Termin ist gebucht")
    await visit(phone)
    await _find_the_mail_and_cancel(phone, portal, address)


async def _expect_step(page: Page, title: str) -> None:
    heading = page.get_by_role("heading", level=1)
    await expect(heading).to_have_text(title)
    await expect(heading).to_be_focused()


async def _take_second_time(page: Page, go_on: str) -> None:
    times = page.locator("input[type=radio][name=time]")
    await tab_to(page, times.first)
    await page.keyboard.press("ArrowDown")
    await expect(times.nth(1)).to_be_checked()
    await press_on(page, page.get_by_role("button", name=go_on))


async def _fill_in_the_form(page: Page, address: str) -> None:
    """What is missing is said; what was typed outlives that the page is loaded anew."""
    await _expect_step(page, "Ihre Angaben")
    await expect(page.get_by_role("timer")).to_contain_text("Noch")
    await type_into(page, page.get_by_label("Vor- und Nachname"), "Erika Muster")
    await press_on(page, page.get_by_role("button", name="Code per E-Mail schicken"))
    summary = page.get_by_role("group", name="Bitte prüfen Sie Ihre Angaben")
    await expect(summary).to_be_focused()
    await expect(summary.get_by_role("listitem")).to_have_count(3)
    await type_into(page, page.get_by_label("E-Mail-Adresse"), address)
    await type_into(page, page.get_by_label("Telefonnummer"), "+49 69 90009120")
    await type_into(page, page.get_by_label(_QUESTION), "Ein <neuer> Vertrag")
    await tab_to(page, page.get_by_role("button", name="Code per E-Mail schicken"))
    await page.reload()
    await working(page)
    await expect(page.get_by_label("E-Mail-Adresse")).to_have_value(address)
    await expect(page.get_by_label(_QUESTION)).to_have_value("Ein <neuer> Vertrag")
    await expect(page.get_by_role("timer")).to_be_visible()
    await press_on(page, page.get_by_role("button", name="Code per E-Mail schicken"))
    await _expect_step(page, "Code eingeben")
    await expect(page.locator("main")).to_contain_text(address)


async def _have_another_code_sent(page: Page, portal: Portal, address: str) -> None:
    await portal.newest_code(address)
    await press_on(page, page.get_by_role("button", name="Neuen Code schicken"))
    await expect(page.get_by_role("status").filter(has_text="Noch einmal angefordert um")).to_be_visible()


async def _type_the_code(page: Page, portal: Portal, code: str) -> None:
    """A wrong code is told at its field. The right one still counts when the time has gone and another one is taken."""
    field = page.get_by_label("Code aus der E-Mail")
    await type_into(page, field, f"{(int(code.replace(' ', '')) + 1) % 1_000_000:06}")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("group", name="Bitte prüfen Sie Ihre Angaben")).to_be_focused()
    await expect(field).to_have_attribute("aria-invalid", "true")
    await visit(page)
    await give_held_times_away(portal)
    await type_into(page, field, code)
    await page.keyboard.press("Enter")
    await expect(page.locator("main").get_by_text("Diese Zeit ist gerade vergeben worden.")).to_be_visible()
    await _take_second_time(page, "Diese Zeit nehmen")
    await expect(page.get_by_role("timer")).to_be_visible()
    await expect(field).to_have_value(code)
    await press_on(page, page.get_by_role("button", name="Termin verbindlich buchen"))


async def _find_the_mail_and_cancel(page: Page, portal: Portal, address: str) -> None:
    await expect(page.locator("main")).to_contain_text(f"E-Mail an {address}")
    booked = await portal.newest_mail(address, after=2)
    assert calendar_in(booked) == ("REQUEST", 0, "CONFIRMED")
    await arrive(page, link_in(booked))
    await press_on(page, page.get_by_role("button", name="Absagen"))
    await press_on(page, page.get_by_role("dialog").get_by_role("button", name="Ja, absagen"))
    await expect(page.get_by_text("Dieser Termin ist abgesagt.")).to_be_visible()
    cancelled = await portal.newest_mail(address, after=3)
    assert calendar_in(cancelled) == ("CANCEL", 1, "CANCELLED")
