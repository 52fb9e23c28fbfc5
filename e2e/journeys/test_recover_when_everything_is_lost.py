"""Phone gone, password forgotten: a customer gets back in by mailbox and wait, or by a letter; nobody else does."""

import re
from email.message import EmailMessage

from playwright.async_api import Page, expect

from a11y.visit import visit
from backend.demo.people import ACCOUNTS
from e2e.fixtures.authenticator import add_authenticator
from e2e.fixtures.browser import PHONE, Guard, OpenPage
from e2e.fixtures.portal import Letter, Portal, arrive

_AGENT, _ADMINISTRATOR = (
    next(account.email for account in ACCOUNTS if account.role == role) for role in ("agent", "administrator")
)


def link_in(mail: EmailMessage) -> str:
    """The link in the text of a mail, as a person follows it."""
    body = mail.get_body(("plain",))
    assert body is not None, "every mail has a text part"
    found = re.search(r"http\S+#\S+", body.get_content())
    assert found, "the mail has a link"
    return found[0]


async def customer_with_account(portal: Portal, page: Page) -> Letter:
    """A customer whose account came about by their contract, signed in on `page`."""
    letter = await portal.new_customer()
    await portal.let_look_after(letter.email, letter.customer_number)
    await portal.sign_in(page, letter.email)
    return letter


async def ask_by_mail(page: Page, portal: Portal, address: str) -> None:
    """From the sign-in page to the typed code."""
    await arrive(page, "/zugang-wiederherstellen")
    await page.get_by_label("E-Mail-Adresse").fill(address)
    before = len(portal.mails_to(address))
    await page.get_by_role("button", name="Code per E-Mail schicken").click()
    await expect(page.get_by_role("heading", level=1)).to_be_focused()
    await page.get_by_label("Code aus der E-Mail").fill(await portal.newest_code(address, after=before))
    await page.get_by_role("button", name="Weiter").click()


async def test_the_wait(phone: Page, open_page: OpenPage, portal: Portal) -> None:
    old_phone = await open_page(PHONE)
    letter = await customer_with_account(portal, old_phone)
    sensor = await add_authenticator(phone)

    await ask_by_mail(phone, portal, letter.email)
    await expect(phone.get_by_role("heading", name="Die Wartezeit läuft")).to_be_visible()
    announced = await portal.newest_mail(letter.email, after=1)
    assert str(announced["Subject"]) == "Jemand möchte wieder in Ihr Konto kommen"

    await arrive(old_phone, "/uebersicht")
    await expect(old_phone.get_by_text("Jemand möchte wieder in Ihr Konto kommen.")).to_be_visible()

    await portal.end_recovery_wait(letter.email)
    await ask_by_mail(phone, portal, letter.email)
    async with sensor.touched():
        await phone.get_by_role("button", name="Neuen Passkey einrichten").tap()
        await expect(phone).to_have_url(re.compile("/konto/sicherheit$"))
    assert len(await sensor.credentials()) == 1

    await arrive(old_phone, "/uebersicht")
    await expect(old_phone).to_have_url(re.compile("/anmelden"))


async def test_call_it_off_by_the_link_in_the_mail(desktop: Page, phone: Page, portal: Portal) -> None:
    letter = await customer_with_account(portal, desktop)
    await ask_by_mail(phone, portal, letter.email)
    link = link_in(await portal.newest_mail(letter.email, after=1))

    await arrive(phone, "/hilfe")
    await arrive(phone, link)
    await expect(phone.get_by_text("kann ein neuer Passkey eingerichtet werden")).to_be_visible()
    await phone.get_by_role("button", name="Vorgang abbrechen").tap()
    await expect(phone.get_by_role("heading", name="Der Vorgang ist abgebrochen")).to_be_visible()

    await arrive(desktop, "/uebersicht")
    await expect(desktop.get_by_role("heading", level=1)).to_be_visible()
    await expect(desktop.get_by_text("Jemand möchte wieder in Ihr Konto kommen.")).to_have_count(0)


async def test_call_it_off_in_a_session(desktop: Page, phone: Page, portal: Portal) -> None:
    letter = await customer_with_account(portal, desktop)
    await ask_by_mail(phone, portal, letter.email)
    await expect(phone.get_by_role("heading", name="Die Wartezeit läuft")).to_be_visible()

    await arrive(desktop, "/rechnungen")
    await desktop.get_by_role("button", name="Wiederherstellung abbrechen").click()
    await expect(desktop.get_by_role("status").filter(has_text="Die Wiederherstellung ist abgebrochen")).to_be_visible()
    await portal.end_recovery_wait(letter.email)
    await ask_by_mail(phone, portal, letter.email)
    await expect(phone.get_by_role("heading", name="Die Wartezeit läuft")).to_be_visible()


async def test_a_letter_by_two_agents(desktop: Page, open_page: OpenPage, phone: Page, portal: Portal) -> None:
    second_desk, old_phone = await open_page(), await open_page(PHONE)
    letter = await customer_with_account(portal, old_phone)
    await portal.rename_customer(letter.customer_number, "<b>Muster</b><script>alert(1)</script>")
    await portal.sign_in(desktop, _AGENT)
    await portal.sign_in(second_desk, _ADMINISTRATOR)

    await arrive(desktop, f"/service/kunden?search={letter.customer_number}")
    await desktop.get_by_role("link", name=letter.customer_number).click()
    await expect(desktop.get_by_role("heading", level=1)).to_have_text("<b>Muster</b><script>alert(1)</script>")
    await desktop.get_by_role("button", name="Brief veranlassen").click()
    await desktop.get_by_label("Zählernummer").check()
    await desktop.get_by_role("button", name="Brief veranlassen").first.click()
    await expect(desktop.get_by_text("Mindestens 2 Fragen müssen richtig beantwortet sein.").last).to_be_visible()
    await desktop.get_by_label("Betrag der letzten Rechnung").check()
    await desktop.get_by_role("button", name="Brief veranlassen").first.click()
    done = desktop.locator("main").get_by_text("Jetzt muss ihn eine zweite Person bestätigen.")
    await expect(done).to_be_visible()
    await expect(desktop.get_by_role("button", name="Bestätigen")).to_have_count(0)

    await arrive(second_desk, "/service/kunden")
    await second_desk.get_by_role("link", name=letter.customer_number).last.click()
    await second_desk.get_by_role("button", name="Bestätigen").click()
    printed = second_desk.get_by_role("region", name="Brief", exact=True)
    await expect(printed.get_by_role("heading", name="Ihr Code für das Kundenportal")).to_be_visible()
    code = await printed.locator("strong.figures").inner_text()

    await arrive(phone, "/zugang-wiederherstellen")
    await phone.get_by_role("button", name="Ich habe den Brief mit dem Code").tap()
    await phone.get_by_label("Kundennummer").fill(letter.customer_number)
    await phone.get_by_label("Code aus dem Brief").fill(code.lower().replace("-", " "))
    new_address = f"new-{letter.email}"
    await phone.get_by_label("E-Mail-Adresse").fill(new_address)
    await phone.get_by_role("button", name="Weiter").tap()
    await phone.get_by_label("Code aus der E-Mail").fill(await portal.newest_code(new_address))
    await phone.get_by_role("button", name="Weiter").tap()
    sensor = await add_authenticator(phone)
    async with sensor.touched():
        await phone.get_by_role("button", name="Neuen Passkey einrichten").tap()
        await expect(phone).to_have_url(re.compile("/konto/sicherheit$"))
    told = await portal.newest_mail(letter.email, after=1)
    assert str(told["Subject"]) == "Der Zugang zum Konto wurde wiederhergestellt"


async def test_a_wrong_letter_code_is_told_at_its_field(phone: Page, portal: Portal, guard: Guard) -> None:
    guard.allow("400")
    letter = await portal.new_customer()
    await arrive(phone, "/zugang-wiederherstellen")
    await phone.get_by_role("button", name="Ich habe den Brief mit dem Code").tap()
    await phone.get_by_label("Kundennummer").fill(letter.customer_number)
    await phone.get_by_label("Code aus dem Brief").fill("0000-0000-0000")
    await phone.get_by_label("E-Mail-Adresse").fill(letter.email)
    await phone.get_by_role("button", name="Weiter").tap()
    await expect(phone.get_by_label("Code aus dem Brief")).to_have_attribute("aria-invalid", "true")
    await expect(phone.get_by_label("Kundennummer")).to_have_value(letter.customer_number)


async def test_each_step_is_accessible(desktop: Page, phone: Page, portal: Portal) -> None:
    letter = await customer_with_account(portal, desktop)
    await ask_by_mail(phone, portal, letter.email)
    await expect(phone.get_by_role("heading", name="Die Wartezeit läuft")).to_be_visible()
    link = link_in(await portal.newest_mail(letter.email, after=1))
    await visit(desktop, link)
    await visit(desktop, "/uebersicht")
