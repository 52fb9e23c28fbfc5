"""Somebody keeps name, addresses, phone numbers and choices right; staff look at what a contract depends on."""

import re

from playwright.async_api import Page, expect

from a11y.visit import visit
from backend.demo.people import ACCOUNTS
from e2e.fixtures.browser import DESKTOP, Guard, OpenPage
from e2e.fixtures.portal import Letter, Portal, arrive

_AGENT = next(account.email for account in ACCOUNTS if account.role == "agent")


async def _settle(page: Page, portal: Portal, *, name: str = "Erika Muster") -> Letter:
    """Sign in somebody with a contract of their own."""
    letter = await portal.new_customer(name=name)
    await portal.let_look_after(letter.email, letter.customer_number)
    await portal.sign_in(page, letter.email)
    return letter


async def _change(page: Page, what: str) -> None:
    """From the account to the form, by keyboard."""
    await arrive(page, "/konto")
    await page.get_by_role("link", name=re.compile(rf"^Ändern\W+{what}$")).press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_be_focused()


async def _type(page: Page, label: str, text: str) -> None:
    await page.get_by_label(label, exact=True).fill(text)


async def test_change_the_name_by_keyboard(phone: Page, portal: Portal, guard: Guard) -> None:
    guard.allow("400")
    await _settle(phone, portal)
    await _change(phone, "Name")
    await _type(phone, "Vorname", "Erika")
    await phone.keyboard.press("Enter")
    summary = phone.get_by_role("group", name="Bitte prüfen Sie Ihre Angaben")
    await expect(summary).to_be_focused()
    await expect(summary).to_contain_text("Geben Sie den Nachnamen ein.")
    await expect(phone.get_by_label("Vorname", exact=True)).to_have_value("Erika")
    await expect(phone.get_by_label("Nachname", exact=True)).to_have_attribute("aria-invalid", "true")

    await _type(phone, "Nachname", "<b>Bach</b>")
    await phone.keyboard.press("Enter")
    await expect(phone).to_have_url(re.compile("/konto$"))
    await expect(phone.get_by_role("status").filter(has_text="Gespeichert: Ihr Name.")).to_be_visible()
    await expect(phone.get_by_text("Erika <b>Bach</b>").first).to_be_visible()
    await arrive(phone, "/konto/verlauf")
    await expect(phone.get_by_role("row").filter(has_text="Geändert: Ihr Name")).to_contain_text("Erika <b>Bach</b>")


async def test_add_remove_and_restore_an_address(phone: Page, portal: Portal, guard: Guard) -> None:
    guard.allow("400")
    await _settle(phone, portal)
    await _change(phone, "Lieferadressen")
    await phone.get_by_role("link", name="Lieferadresse hinzufügen").press("Enter")
    await expect(phone.get_by_role("heading", level=1)).to_have_text("Lieferadresse hinzufügen")
    assert await phone.get_by_label("Postleitzahl").get_attribute("autocomplete") == "shipping postal-code"
    for label, text in (("Name der Adresse", "Garten"), ("Straße und Hausnummer", "Am Kanal 14"), ("Ort", "Lindental")):
        await _type(phone, label, text)
    await _type(phone, "Postleitzahl", "123")
    await phone.keyboard.press("Enter")
    await expect(phone.get_by_role("group", name="Bitte prüfen Sie Ihre Angaben")).to_contain_text("fünf Ziffern")
    await expect(phone.get_by_label("Name der Adresse")).to_have_value("Garten")
    await _type(phone, "Postleitzahl", "12345")
    await phone.keyboard.press("Enter")
    await expect(phone).to_have_url(re.compile("/konto/adressen$"))
    await expect(phone.get_by_role("heading", name="Garten")).to_be_visible()

    await phone.get_by_role("button", name="Entfernen Garten").press("Enter")
    question = phone.get_by_role("dialog", name="Lieferadresse wirklich entfernen?")
    await expect(question).to_contain_text("Garten")
    await question.get_by_role("button", name="Ja, entfernen").press("Enter")
    await expect(phone.get_by_role("status").filter(has_text="„Garten“ ist entfernt.")).to_be_visible()
    await expect(phone.get_by_role("heading", name="Garten")).to_have_count(0)
    await phone.get_by_text("Vor Kurzem entfernt").press("Enter")
    await phone.get_by_role("button", name="Wiederherstellen Garten").press("Enter")
    await expect(phone.get_by_role("status").filter(has_text="„Garten“ ist wieder da.")).to_be_visible()
    await expect(phone.get_by_role("heading", name="Garten")).to_be_visible()


async def test_phone_numbers_have_german_form(phone: Page, portal: Portal, guard: Guard) -> None:
    guard.allow("400")
    await _settle(phone, portal)
    await _change(phone, "Telefonnummern")
    await phone.get_by_role("link", name="Telefonnummer hinzufügen").press("Enter")
    field = phone.get_by_label("Telefonnummer", exact=True)
    assert await field.get_attribute("autocomplete") == "tel"
    await field.fill("030 12")
    await phone.keyboard.press("Enter")
    await expect(phone.get_by_role("group", name="Bitte prüfen Sie Ihre Angaben")).to_contain_text("mit Vorwahl")
    await field.fill("+49 (171) 39200-12")
    await phone.keyboard.press("Enter")
    await expect(phone).to_have_url(re.compile("/konto/telefon$"))
    await expect(phone.get_by_role("heading", name="0171 3920012")).to_be_visible()


async def test_choose_what_to_hear_of(phone: Page, portal: Portal, guard: Guard) -> None:
    guard.allow("400")
    await _settle(phone, portal)
    await _change(phone, "Mitteilungen")
    await expect(phone.get_by_text("bekommen Sie immer, gleich was Sie hier wählen")).to_be_visible()
    await expect(phone.get_by_role("checkbox", name="Nachricht auf dem Gerät")).to_have_count(4)
    invoices = phone.get_by_role("group", name="Rechnungen")
    await invoices.get_by_label("E-Mail").press("Space")
    await phone.keyboard.press("Enter")
    summary = phone.get_by_role("group", name="Bitte prüfen Sie Ihre Angaben")
    await expect(summary).to_contain_text("Wählen Sie für Rechnungen E-Mail oder Brief.")
    await invoices.get_by_label("Brief").press("Space")
    await phone.get_by_role("group", name="Neuigkeiten").get_by_label("E-Mail").press("Space")
    await phone.keyboard.press("Enter")
    await expect(phone.get_by_text("Rechnungen: Brief")).to_be_visible()
    await expect(phone.get_by_text("Neuigkeiten und Angebote: E-Mail")).to_be_visible()
    await expect(phone.get_by_text("Sicherheit Ihres Kontos: E-Mail")).to_be_visible()


async def test_two_tabs_do_not_overwrite_each_other(desktop: Page, portal: Portal, guard: Guard) -> None:
    guard.allow("409")
    await _settle(desktop, portal)
    await arrive(desktop, "/konto/name")
    await expect(desktop.get_by_label("Nachname", exact=True)).to_be_visible()
    other = await desktop.context.new_page()
    await arrive(other, "/konto/name")
    for tab, family_name in ((other, "Bach"), (desktop, "Berg")):
        await tab.get_by_label("Vorname", exact=True).fill("Erika")
        await tab.get_by_label("Nachname", exact=True).fill(family_name)
        await tab.get_by_role("button", name="Speichern").click()
        if tab is other:
            await expect(other).to_have_url(re.compile("/konto$"))

    warning = desktop.get_by_role("alert").filter(has_text="Diese Angabe wurde inzwischen geändert")
    await expect(warning).to_contain_text("Jetzt gilt: Erika Bach")
    await expect(desktop.get_by_label("Nachname", exact=True)).to_have_value("Berg")
    await desktop.get_by_role("button", name="Speichern").click()
    await expect(desktop).to_have_url(re.compile("/konto$"))
    await expect(desktop.get_by_text("Erika Berg").first).to_be_visible()


async def _ask_to_move(page: Page, street: str) -> None:
    await _change(page, "Rechnungsadresse")
    for label, text in (("Straße und Hausnummer", street), ("Postleitzahl", "54321"), ("Ort", "Neustadt")):
        await _type(page, label, text)
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(re.compile("/konto/adressen$"))
    await expect(page.get_by_role("status").filter(has_text="Wir prüfen Ihre Änderung")).to_be_visible()


async def test_staff_accept_refuse_and_the_customer_takes_back(
    phone: Page, desktop: Page, open_page: OpenPage, portal: Portal, guard: Guard
) -> None:
    guard.allow("400")
    name = "<i>Rosa</i> Prüfling"
    letter = await _settle(phone, portal, name=name)
    await _ask_to_move(phone, "Am Bach 3")
    await visit(phone, "/konto")
    await expect(phone.get_by_role("heading", name="Rechnungsadresse in Prüfung")).to_be_visible()
    await phone.get_by_role("button", name="Änderung zurücknehmen").press("Enter")
    await expect(phone.get_by_role("status").filter(has_text="Ihre Änderung ist zurückgenommen.")).to_be_visible()

    await _ask_to_move(phone, "Am Bach 4")
    await portal.sign_in(desktop, _AGENT)
    await visit(desktop, "/service/aenderungen")
    row = desktop.get_by_role("row").filter(has_text=letter.customer_number)
    await expect(row).to_contain_text("Am Bach 4, 54321 Neustadt")
    await expect(row).to_contain_text(name)
    late = await open_page(DESKTOP)
    await portal.sign_in(late, _AGENT)
    await arrive(late, "/service/aenderungen")
    late_row = late.get_by_role("row").filter(has_text=letter.customer_number)
    await expect(late_row).to_be_visible()

    await row.get_by_role("button", name="Ablehnen").press("Enter")
    dialog = desktop.get_by_role("dialog")
    await dialog.get_by_role("button", name="Ablehnen").press("Enter")
    await expect(dialog.get_by_label("Begründung")).to_have_attribute("aria-invalid", "true")
    await dialog.get_by_label("Begründung").fill("Die Straße gibt es nicht.")
    await dialog.get_by_role("button", name="Ablehnen").press("Enter")
    await expect(desktop.get_by_role("status").filter(has_text="Abgelehnt.")).to_be_visible()
    await late_row.get_by_role("button", name="Übernehmen").click()
    await expect(late.get_by_role("alert").filter(has_text="schon entschieden")).to_be_visible()

    mail = await portal.newest_mail(letter.email)
    assert str(mail["Subject"]) == "Wir haben Ihre Änderung geprüft"
    body = mail.get_body(("plain",))
    assert body is not None
    assert "Die Straße gibt es nicht." in body.get_content()
    await visit(phone, "/konto")
    await expect(phone.get_by_text("Der Grund: Die Straße gibt es nicht.")).to_be_visible()
    await phone.get_by_role("button", name="Verstanden").press("Enter")
    await expect(phone.get_by_text("Der Grund: Die Straße gibt es nicht.")).to_have_count(0)

    await _ask_to_move(phone, "Am Bach 5")
    await arrive(desktop, "/service/aenderungen")
    await row.get_by_role("button", name="Übernehmen").press("Enter")
    await expect(desktop.get_by_role("status").filter(has_text="Übernommen: Rechnungsadresse")).to_be_visible()
    await arrive(phone, "/konto")
    await expect(phone.get_by_text("Am Bach 5")).to_be_visible()
    await expect(phone.get_by_text("in Prüfung")).to_have_count(0)


async def test_language_and_appearance(phone: Page, portal: Portal) -> None:
    await _settle(phone, portal)
    await _change(phone, "Sprache und Darstellung")
    dark = phone.get_by_role("main").get_by_label("Dunkel")
    await dark.check()
    await expect(phone.locator("html")).to_have_attribute("data-kern-theme", "dark")
    await phone.get_by_label("English").last.check()
    await phone.get_by_role("button", name="Speichern").press("Enter")
    await expect(phone).to_have_url(re.compile("/konto$"))
    await expect(phone.get_by_text("Englisch", exact=True)).to_be_visible()
