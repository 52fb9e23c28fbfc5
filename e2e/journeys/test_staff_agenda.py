"""An agent receives somebody: today's agenda on the phone, check-in, note, another time by keyboard, and search."""

import re
from secrets import token_hex

from playwright.async_api import Page, expect

from a11y.announcements import announcements
from a11y.visit import visit
from backend.demo.people import ACCOUNTS
from e2e.fixtures.browser import Guard
from e2e.fixtures.portal import Portal, arrive, working
from e2e.fixtures.visits import add_visit

_AGENT = next(account.email for account in ACCOUNTS if account.role == "agent")


async def test_receive_somebody_and_find_another_time(phone: Page, portal: Portal, guard: Guard) -> None:
    visitor = await add_visit(portal, f"Ina {token_hex(4)}", needs=("sign-language",))
    await portal.sign_in(phone, _AGENT)
    await arrive(phone, "/service/rechnungen")
    await phone.get_by_role("navigation", name="Hauptnavigation").get_by_role("link", name="Agenda").tap()
    await expect(phone.get_by_role("heading", level=1)).to_be_focused()
    card = phone.get_by_role("listitem").filter(has_text=visitor.name).last
    await expect(card).to_contain_text("gebucht")
    await expect(card).to_contain_text("Bedarf: Gebärdensprache")
    await expect(card.get_by_role("link", name="+49 69 90009120")).to_have_attribute("href", "tel:+496990009120")
    await phone.get_by_role("link", name="Tabelle").tap()
    await expect(phone.get_by_role("row").filter(has_text=visitor.name)).to_contain_text(visitor.service)
    await phone.go_back()
    await expect(card).to_be_visible()

    await card.get_by_role("link", name=visitor.name).tap()
    await expect(phone.get_by_role("heading", level=1)).to_have_text(visitor.name)
    await _check_in_and_take_it_back(phone, visitor.name)
    await _write_a_note(phone, portal)
    moved_to = await _move_by_keyboard(phone)

    await phone.get_by_role("navigation", name="Sie sind hier").get_by_role("link").tap()
    await phone.get_by_label("Name, Telefon, E-Mail oder Notiz").fill(f"Unterlagen {visitor.name}")
    await phone.get_by_role("button", name="Suchen").tap()
    found = phone.get_by_role("row").filter(has_text=visitor.name)
    await expect(found).to_contain_text(moved_to)
    await expect(phone).to_have_url(re.compile("search=Unterlagen"))
    await visit(phone)
    assert not guard.problems


async def _check_in_and_take_it_back(page: Page, name: str) -> None:
    main = page.locator("main")
    async with announcements(page) as heard:
        await page.get_by_role("button", name="Ist erschienen").tap()
        await heard.wait_for(f"{name} ist als erschienen vermerkt.")
    await expect(main).to_contain_text("Stand: erschienen")
    await expect(page.get_by_role("button", name="Verschieben")).to_have_count(0)
    await page.get_by_role("button", name="Vermerk zurücknehmen").tap()
    await expect(main).to_contain_text("Stand: gebucht")
    await expect(page.get_by_role("rowheader", name="Vermerk zurückgenommen")).to_be_visible()
    await visit(page)


async def _write_a_note(page: Page, portal: Portal) -> None:
    """The session ends while it is being written: it is there again."""
    note = page.get_by_label("Notiz für das Team")
    async with page.expect_response(re.compile("/api/v1/drafts/appointment-note-")) as kept:
        await note.fill("Bringt Unterlagen mit")
    assert (await kept.value).ok
    address = page.url
    await portal.end_sessions(_AGENT)
    await portal.sign_in(page, _AGENT)
    await page.goto(address)
    await working(page)
    await expect(note).to_have_value("Bringt Unterlagen mit")
    await page.get_by_role("button", name="Notiz speichern").tap()
    await expect(page.locator("main")).to_contain_text("Die Notiz ist gespeichert.")
    await expect(note).to_have_value("Bringt Unterlagen mit")


async def _move_by_keyboard(page: Page) -> str:
    """Returns the time as the page then says it."""
    await page.get_by_role("button", name="Verschieben").press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_be_focused()
    await visit(page)
    await page.get_by_role("button", name="Auf diese Zeit verschieben").press("Enter")
    await expect(page.get_by_text("Wählen Sie eine Zeit.")).to_be_visible()
    first = page.get_by_role("radio").first
    await first.focus()
    await page.keyboard.press("Space")
    await page.keyboard.press("ArrowDown")
    chosen = page.get_by_role("radio", checked=True)
    label = await chosen.locator("xpath=..").inner_text()
    await page.keyboard.press("Enter")
    await expect(page.locator("main")).to_contain_text("Der Termin ist verschoben")
    await expect(page.get_by_role("heading", level=1)).to_be_focused()
    clock = label.split(" ")[0]
    await expect(page.locator(".lead")).to_contain_text(f"{clock} bis")
    return clock


async def test_book_for_somebody_on_the_phone(desktop: Page, portal: Portal, guard: Guard) -> None:
    """What is missing is said at its field and stays typed; the time that was reserved is the one that is booked."""
    other = await add_visit(portal, f"Jo {token_hex(4)}", question="Worum geht es?")
    name = f"Kim {token_hex(4)}"
    await portal.sign_in(desktop, _AGENT)
    await arrive(desktop, "/service/agenda")
    await desktop.get_by_role("link", name="Termin am Telefon buchen").click()
    await desktop.get_by_role("link", name="Für eine Person ohne Konto buchen").click()
    service = desktop.get_by_label("Wofür, und wie")
    await service.select_option(label=f"{other.service}, am Telefon, 30 Minuten")
    await desktop.get_by_role("button", name="Freie Zeiten zeigen").click()
    await desktop.get_by_role("radio").nth(3).check()
    await visit(desktop)
    async with announcements(desktop) as heard:
        await desktop.get_by_role("button", name="Diese Zeit reservieren").click()
        await heard.wait_for("Schritt 3 von 3: Angaben")
    await desktop.get_by_label("Name", exact=True).fill(name)
    await desktop.get_by_role("button", name="Termin buchen").click()
    summary = desktop.get_by_role("group", name="Bitte prüfen Sie Ihre Angaben")
    await expect(summary).to_be_focused()
    await expect(summary).to_contain_text("Worum geht es?")
    await expect(desktop.get_by_label("Name", exact=True)).to_have_value(name)
    await visit(desktop)
    await desktop.get_by_label("Telefonnummer").fill("069 1234567")
    await desktop.get_by_label("Worum geht es?").fill("Um die Heizung")
    await desktop.get_by_role("button", name="Termin buchen").click()
    await expect(desktop.locator("main")).to_contain_text("Der Termin ist gebucht.")
    await expect(desktop.locator("main")).to_contain_text("Es geht keine E-Mail hinaus")
    await visit(desktop)

    await desktop.get_by_role("link", name="Termin ansehen").click()
    await expect(desktop.get_by_role("heading", level=1)).to_have_text(name)
    main = desktop.locator("main")
    await expect(main).to_contain_text("Um die Heizung")
    await expect(desktop.get_by_role("row").filter(has_text="Gebucht")).to_contain_text("Jonas Kessler")
    assert not guard.problems
