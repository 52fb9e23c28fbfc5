"""Somebody gives bank details and changes them; the mail about it puts the former ones back and ends all sessions."""

import re

from playwright.async_api import Page, expect

from a11y.visit import visit
from e2e.fixtures.browser import Guard
from e2e.fixtures.portal import Letter, Portal, arrive
from e2e.journeys.test_recover_when_everything_is_lost import link_in

_FIRST = "DE89 3704 0044 0532 0130 00"
_SECOND = "de75 5121 0800 1245 1261 99"
_SAVED = "Ihre Bankverbindung ist gespeichert."


async def _settle(page: Page, portal: Portal, *, fresh: bool) -> Letter:
    """Sign in somebody with a contract of their own."""
    letter = await portal.new_customer(name="Erika Muster")
    await portal.let_look_after(letter.email, letter.customer_number)
    await portal.sign_in(page, letter.email, strong=False, fresh=fresh)
    return letter


async def _save(page: Page) -> None:
    await page.get_by_role("button", name="Bankverbindung speichern").press("Enter")


async def _prove_by_code(page: Page, portal: Portal, address: str) -> None:
    """Say in the dialog, by a code, that it is still the same person."""
    dialog = page.get_by_role("dialog", name="Bitte bestätigen Sie, dass Sie es sind")
    before = len(portal.mails_to(address))
    await dialog.get_by_role("button", name="Code per E-Mail schicken").press("Enter")
    await dialog.get_by_label("Code aus der E-Mail").fill(await portal.newest_code(address, after=before))
    await page.keyboard.press("Enter")
    await expect(dialog).to_have_count(0)


async def test_give_change_and_take_back(phone: Page, desktop: Page, portal: Portal, guard: Guard) -> None:
    guard.allow("403")
    guard.allow("400")
    erika = await _settle(phone, portal, fresh=False)
    await arrive(phone, "/konto")
    await phone.get_by_role("link", name=re.compile(r"^Ändern\W+Bankverbindung$")).press("Enter")
    await expect(phone.get_by_role("heading", name="Keine Bankverbindung")).to_be_visible()
    await expect(phone.get_by_role("heading", level=1)).to_be_focused()
    await phone.get_by_role("link", name="Bankverbindung hinzufügen").press("Enter")
    await expect(phone.get_by_label("Kontoinhaberin oder Kontoinhaber")).to_have_value("Erika Muster")
    await expect(phone.get_by_text("Ich ermächtige Stadtwerke Lindental GmbH")).to_be_visible()

    # A digit is wrong and the box is not ticked. Who it is is asked first, in place, and nothing typed is lost.
    field = phone.get_by_label("IBAN", exact=True)
    await field.fill(_FIRST.replace("3704", "3705"))
    await _save(phone)
    await _prove_by_code(phone, portal, erika.email)
    summary = phone.get_by_role("group", name="Bitte prüfen Sie Ihre Angaben")
    await expect(summary).to_be_focused()
    await expect(summary).to_contain_text("Tippfehler: Die Prüfziffern passen nicht")
    await expect(summary).to_contain_text("Haken Sie an, dass Sie das Mandat erteilen.")
    await expect(field).to_have_value(_FIRST.replace("3704", "3705"))
    await expect(field).to_have_attribute("aria-invalid", "true")
    await field.fill(_FIRST)
    await phone.get_by_role("checkbox", name="Ich erteile dieses Mandat.").press("Space")
    await _save(phone)
    await expect(phone).to_have_url(re.compile("/konto/bankverbindung$"))
    await expect(phone.get_by_role("status").filter(has_text=_SAVED)).to_be_visible()
    await expect(phone.get_by_text("DE•• •••• •••• •••• ••30 00").first).to_be_visible()
    assert "3704" not in await phone.content()
    told = len(portal.mails_to(erika.email))

    await phone.get_by_role("link", name="Bankverbindung ändern").press("Enter")
    await expect(field).to_have_value("")
    await field.fill(_SECOND)
    await phone.get_by_role("checkbox", name="Ich erteile dieses Mandat.").press("Space")
    await _save(phone)
    await expect(phone.get_by_text("DE•• •••• •••• •••• ••61 99").first).to_be_visible()

    mail = await portal.newest_mail(erika.email, after=told)
    text = mail.as_string().replace(" ", "")
    assert "6199" in text
    assert "51210800" not in text
    await visit(desktop, link_in(mail))
    await expect(desktop.get_by_text("Bankverbindung geändert: IBAN DE … 6199")).to_be_visible()
    await desktop.get_by_role("button", name="Das war ich nicht").press("Enter")
    await desktop.get_by_role("dialog").get_by_role("button", name="Ja, anhalten").press("Enter")
    await expect(desktop.get_by_role("heading", name="Die Änderung ist angehalten")).to_be_visible()

    await arrive(phone, "/konto/bankverbindung")
    await expect(phone).to_have_url(re.compile("/anmelden"))
    await portal.sign_in(phone, erika.email)
    await arrive(phone, "/konto/bankverbindung")
    await expect(phone.get_by_text("DE•• •••• •••• •••• ••30 00").first).to_be_visible()
    await arrive(phone, "/konto/verlauf")
    undone = phone.get_by_role("row").filter(has_text="Rückgängig gemacht: Bankverbindung")
    await expect(undone).to_contain_text("IBAN DE … 3000")


async def test_remove_them(phone: Page, portal: Portal) -> None:
    await _settle(phone, portal, fresh=True)
    await arrive(phone, "/konto/bankverbindung/aendern")
    await phone.get_by_label("IBAN", exact=True).fill(_FIRST)
    await phone.get_by_role("checkbox", name="Ich erteile dieses Mandat.").check()
    await _save(phone)
    await phone.get_by_role("button", name="Bankverbindung entfernen").press("Enter")
    question = phone.get_by_role("dialog", name="Bankverbindung wirklich entfernen?")
    await expect(question).to_contain_text("Erika Muster")
    await question.get_by_role("button", name="Ja, entfernen").press("Enter")
    await expect(phone.get_by_role("status").filter(has_text="Ihre Bankverbindung ist entfernt.")).to_be_visible()
    await expect(phone.get_by_role("heading", name="Keine Bankverbindung")).to_be_visible()


async def test_two_tabs_do_not_overwrite_each_other(desktop: Page, portal: Portal, guard: Guard) -> None:
    guard.allow("409")
    await _settle(desktop, portal, fresh=True)
    await arrive(desktop, "/konto/bankverbindung/aendern")
    other = await desktop.context.new_page()
    await arrive(other, "/konto/bankverbindung/aendern")
    for tab, iban in ((other, _FIRST), (desktop, _SECOND)):
        await tab.get_by_label("IBAN", exact=True).fill(iban)
        await tab.get_by_role("checkbox", name="Ich erteile dieses Mandat.").check()
    await _save(other)
    await expect(other.get_by_text("DE•• •••• •••• •••• ••30 00").first).to_be_visible()
    await _save(desktop)
    notice = desktop.get_by_role("alert").filter(has_text="Diese Angabe wurde inzwischen geändert")
    await expect(notice).to_contain_text("Jetzt gilt: Erika Muster, IBAN DE … 3000")
    await expect(desktop.get_by_label("IBAN", exact=True)).to_have_value(_SECOND)
    await _save(desktop)
    await expect(desktop.get_by_text("DE•• •••• •••• •••• ••61 99").first).to_be_visible()
