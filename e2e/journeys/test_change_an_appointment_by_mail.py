"""The mail about an appointment opens it: moved and cancelled on the phone, without an account."""

from email.message import EmailMessage
from secrets import token_hex

from icalendar import Calendar
from playwright.async_api import Page, expect

from a11y.visit import visit
from e2e.fixtures.browser import Guard
from e2e.fixtures.portal import Portal, arrive
from e2e.journeys.test_recover_when_everything_is_lost import link_in


def calendar_in(mail: EmailMessage) -> tuple[str, int, str]:
    """What a calendar program makes of the file: method, version and state of the appointment."""
    [part] = mail.iter_attachments()
    calendar = Calendar.from_ical(part.get_content())
    [event] = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), int(str(event["SEQUENCE"])), str(event["STATUS"])


async def test_move_and_cancel_by_the_link_of_the_mail(phone: Page, portal: Portal, guard: Guard) -> None:
    guard.allow("400")  # Pressing the button without choosing a time.
    address = f"{token_hex(6)}@example.org"
    await portal.book_appointment(address)
    booked = await portal.newest_mail(address)
    assert (str(booked["Subject"]), calendar_in(booked)) == ("Ihr Termin ist gebucht", ("REQUEST", 0, "CONFIRMED"))

    await visit(phone, link_in(booked))
    await expect(phone.get_by_text("Am Telefon, wir rufen Sie an")).to_be_visible()
    await phone.get_by_role("button", name="Verschieben").tap()
    await phone.get_by_role("button", name="Auf diese Zeit verschieben").tap()
    await expect(phone.get_by_text("Bitte wählen Sie eine Zeit aus.").first).to_be_visible()
    wanted = phone.locator("main label").nth(2)
    label = await wanted.inner_text()
    await wanted.tap()
    await phone.get_by_role("button", name="Auf diese Zeit verschieben").tap()
    await expect(phone.get_by_text("Sie bekommen gleich eine E-Mail mit der neuen Zeit")).to_be_visible()
    await expect(phone.locator("main dd", has_text=label)).to_be_visible()
    moved = await portal.newest_mail(address, after=1)
    assert (str(moved["Subject"]), calendar_in(moved)) == ("Ihr Termin ist verschoben", ("REQUEST", 1, "CONFIRMED"))
    assert link_in(moved) == link_in(booked)

    await phone.get_by_role("button", name="Absagen").tap()
    dialog = phone.get_by_role("dialog", name="Termin wirklich absagen?")
    await dialog.get_by_role("button", name="Ja, absagen").tap()
    await expect(phone.get_by_text("Dieser Termin ist abgesagt.")).to_be_visible()
    await expect(phone.get_by_role("button", name="Verschieben")).to_have_count(0)
    cancelled = await portal.newest_mail(address, after=2)
    assert (str(cancelled["Subject"]), calendar_in(cancelled)) == (
        "Ihr Termin ist abgesagt",
        ("CANCEL", 2, "CANCELLED"),
    )


async def test_a_link_that_we_did_not_make(phone: Page) -> None:
    await arrive(phone, "/termin#token=" + "x" * 43)
    await expect(phone.get_by_text("Diesen Link kennen wir nicht")).to_be_visible()
    await expect(phone.get_by_role("button", name="Absagen")).to_have_count(0)


async def test_subscribe_to_ones_own_calendar(desktop: Page, portal: Portal) -> None:
    await portal.sign_in(desktop, f"{token_hex(6)}@example.org")
    await arrive(desktop, "/termine/kalender")
    await desktop.get_by_role("button", name="Adresse anlegen").click()
    shown = desktop.locator("main code")
    await expect(shown).to_be_visible()
    address = await shown.inner_text()
    answer = await desktop.request.get(address)
    assert (answer.status, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")

    await arrive(desktop, "/termine/kalender")
    await expect(desktop.get_by_role("heading", name="Ihr Kalender ist abonniert")).to_be_visible()
    assert address not in await desktop.content()
    await desktop.get_by_role("button", name="Adresse aufheben").click()
    dialog = desktop.get_by_role("dialog", name="Adresse wirklich aufheben?")
    await dialog.get_by_role("button", name="Ja, aufheben").click()
    await expect(desktop.get_by_role("button", name="Adresse anlegen", exact=True)).to_be_visible()
    assert (await desktop.request.get(address)).status == 404
