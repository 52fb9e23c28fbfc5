"""Staff sign somebody out everywhere, and an administrator closes an account and opens it again."""

import re
from secrets import token_hex

from playwright.async_api import Locator, Page, expect

from a11y.announcements import announcements
from a11y.visit import visit
from backend.demo.people import ACCOUNTS
from e2e.fixtures.browser import PHONE, Guard, OpenPage
from e2e.fixtures.portal import Letter, Portal, arrive

_AGENT, _ADMINISTRATOR = (
    next(account.email for account in ACCOUNTS if account.role == role) for role in ("agent", "administrator")
)


async def _customer_with_account(portal: Portal, page: Page) -> Letter:
    """Somebody who looks after a contract and has its overview open on `page`."""
    letter = await portal.new_customer()
    await portal.let_look_after(letter.email, letter.customer_number)
    await portal.sign_in(page, letter.email)
    await arrive(page, "/uebersicht")
    return letter


async def _open_customer(desk: Page, letter: Letter) -> Locator:
    """By the search to the customer's page; returns the row of their account there."""
    await arrive(desk, f"/service/kunden?search={letter.customer_number}")
    await desk.get_by_role("link", name=letter.customer_number).click()
    await expect(desk.get_by_role("heading", level=1)).to_be_focused()
    return desk.get_by_role("row").filter(has_text=letter.email)


async def _ask_for_code(page: Page, email: str) -> str:
    """Asks for a code to sign in with; returns what the page then says."""
    await arrive(page, "/anmelden")
    await page.get_by_label("E-Mail-Adresse").fill(email)
    await page.get_by_role("button", name="Code per E-Mail schicken").click()
    await expect(page.get_by_label("Code aus der E-Mail")).to_be_visible()
    return (await page.locator("main").inner_text()).replace(email, "…")


async def _is_shown_out(page: Page, email: str) -> None:
    """The page ends with the next thing that is done on it."""
    await page.get_by_role("link", name="Rechnungen").first.click()
    await expect(page).to_have_url(re.compile(r"/anmelden\?.*ended=ended$"))
    await expect(page.get_by_role("status").filter(has_text="Sie sind nicht mehr angemeldet")).to_be_visible()
    assert email not in await page.content()


async def test_an_administrator_closes_an_account_and_opens_it_again(
    desktop: Page, phone: Page, portal: Portal, guard: Guard
) -> None:
    guard.allow("400")
    letter = await _customer_with_account(portal, phone)
    await portal.sign_in(desktop, _ADMINISTRATOR)
    row = await _open_customer(desktop, letter)
    await expect(row).to_contain_text("eine offene Anmeldung")
    await row.get_by_role("button", name="Konto schließen").click()
    dialog = desktop.get_by_role("dialog", name="Konto schließen?")
    await expect(dialog.get_by_role("heading")).to_be_focused()
    await expect(dialog).to_contain_text("Mindestens 30 Tage lang")
    await visit(desktop)

    await dialog.get_by_role("button", name="Ja, Konto schließen").click()
    reason = dialog.get_by_label("Grund")
    await expect(reason).to_have_attribute("aria-invalid", "true")
    summary = dialog.get_by_role("group", name="Bitte prüfen Sie Ihre Angaben")
    await expect(summary).to_be_focused()
    await expect(summary).to_contain_text("Schreiben Sie kurz, warum.")
    await visit(desktop)
    await reason.fill("Anruf: Das Telefon wurde gestohlen.")
    async with announcements(desktop) as heard:
        await dialog.get_by_role("button", name="Ja, Konto schließen").click()
        await heard.wait_for(f"Das Konto von {letter.email} ist geschlossen")
    await expect(dialog).to_have_count(0)
    await expect(row).to_contain_text("von Aylin Demir")
    await expect(row).to_contain_text("Grund: Anruf: Das Telefon wurde gestohlen.")
    await expect(row.get_by_role("button", name="Überall abmelden")).to_have_count(0)
    assert str((await portal.newest_mail(letter.email))["Subject"]) == "Ihr Konto wurde geschlossen"

    await _is_shown_out(phone, letter.email)
    told = await _ask_for_code(phone, letter.email)
    assert told == await _ask_for_code(phone, f"{token_hex(6)}@example.org"), "a stranger learns nothing"
    mail = await portal.newest_mail(letter.email, after=1)
    body = mail.get_body(("plain",))
    assert body is not None
    assert not re.search(r"^\d[\d ]{5,}$", body.get_content(), re.MULTILINE), "no code"

    await arrive(desktop, f"/service/kunden?search={letter.email}")
    found = desktop.get_by_role("row").filter(has_text=letter.customer_number)
    await expect(found).to_contain_text("ein Konto geschlossen")
    await desktop.get_by_role("link", name=letter.customer_number).click()
    await row.get_by_role("button", name="Konto wieder öffnen").click()
    dialog = desktop.get_by_role("dialog", name="Konto wieder öffnen?")
    await expect(dialog.get_by_label("Grund")).to_have_value("")
    await dialog.get_by_label("Grund").fill("Telefon ist wieder da")
    await dialog.get_by_role("button", name="Ja, wieder öffnen").click()
    await expect(row.get_by_role("button", name="Überall abmelden")).to_be_visible()
    await expect(row).not_to_contain_text("geschlossen")

    before = len(portal.mails_to(letter.email))
    await _ask_for_code(phone, letter.email)
    await phone.get_by_label("Code aus der E-Mail").fill(await portal.newest_code(letter.email, after=before))
    await phone.get_by_role("button", name="Anmelden").click()
    await expect(phone).to_have_url(re.compile("/uebersicht$"))


async def test_an_agent_signs_somebody_out_everywhere(
    desktop: Page, phone: Page, open_page: OpenPage, portal: Portal
) -> None:
    laptop = await open_page()
    letter = await _customer_with_account(portal, phone)
    await portal.sign_in(laptop, letter.email)
    await arrive(laptop, "/uebersicht")
    await portal.sign_in(desktop, _AGENT)
    row = await _open_customer(desktop, letter)
    await expect(row).to_contain_text("2 offene Anmeldungen")
    await expect(row.get_by_role("button", name="Konto schließen")).to_have_count(0)
    await row.get_by_role("button", name="Überall abmelden").click()
    dialog = desktop.get_by_role("dialog", name="Überall abmelden?")
    await expect(dialog).to_contain_text(letter.email)
    await dialog.get_by_role("button", name="Ja, überall abmelden").click()
    await expect(desktop.locator("main").get_by_text(f"{letter.email} ist überall abgemeldet")).to_be_visible()
    await expect(row).to_contain_text("nirgends angemeldet")
    await expect(row).to_contain_text("überall abgemeldet von Jonas Kessler")
    await visit(desktop)

    for page in (phone, laptop):
        await _is_shown_out(page, letter.email)
    told = await portal.newest_mail(letter.email)
    assert str(told["Subject"]) == "Wir haben Sie auf allen Geräten abgemeldet"
    await portal.sign_in(phone, letter.email)
    await arrive(phone, "/konto/sicherheit")
    await expect(phone.get_by_role("table").nth(1)).to_contain_text("Von unserem Team auf allen Geräten abgemeldet")


async def test_the_own_account_is_refused_and_the_dialog_says_what_to_do(
    open_page: OpenPage, portal: Portal, guard: Guard
) -> None:
    guard.allow("409")
    letter = await portal.new_customer()
    administrator, colleague = f"{token_hex(6)}@example.org", f"{token_hex(6)}@example.org"
    for email in (administrator, colleague):
        await portal.let_look_after(email, letter.customer_number)
    await portal.employ(administrator, "administrator")
    desk = await open_page(PHONE)
    await portal.sign_in(desk, administrator)
    await _open_customer(desk, letter)
    await desk.get_by_role("button", name=re.compile(f"Konto schließen.*{administrator}")).tap()
    dialog = desk.get_by_role("dialog", name="Konto schließen?")
    await dialog.get_by_label("Grund").fill("Ich gehe")
    await dialog.get_by_role("button", name="Ja, Konto schließen").tap()
    notice = dialog.get_by_role("alert")
    await expect(notice).to_contain_text("Bitten Sie eine andere Person aus der Administration darum.")
    await expect(notice).to_be_focused()
    await expect(dialog.get_by_label("Grund")).to_have_value("Ich gehe")

    await dialog.get_by_role("button", name="Abbrechen").tap()
    await desk.get_by_role("button", name=re.compile(f"Konto schließen.*{colleague}")).tap()
    await expect(dialog).to_contain_text(colleague)
    await expect(dialog.get_by_role("alert")).to_have_count(0)
    await expect(dialog.get_by_label("Grund")).to_have_value("")
