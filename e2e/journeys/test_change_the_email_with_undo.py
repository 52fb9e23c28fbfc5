"""Somebody changes the address they sign in with, and the old address takes that back."""

import re
from secrets import token_hex

from playwright.async_api import Page, expect

from a11y.visit import visit
from e2e.fixtures.browser import Guard
from e2e.fixtures.portal import Portal, arrive
from e2e.journeys.test_recover_when_everything_is_lost import link_in

_PAGE = "/konto/e-mail"


async def _ask_by_keyboard(page: Page, new: str) -> None:
    """Type the new address and send it, without a pointer."""
    field = page.get_by_label("Neue E-Mail-Adresse")
    await field.focus()
    await page.keyboard.type(new)
    await page.keyboard.press("Enter")


async def _prove_by_code(page: Page, portal: Portal, address: str) -> None:
    """Say in the dialog, by a code, that it is still the same person."""
    dialog = page.get_by_role("dialog", name="Bitte bestätigen Sie, dass Sie es sind")
    before = len(portal.mails_to(address))
    await dialog.get_by_role("button", name="Code per E-Mail schicken").press("Enter")
    await dialog.get_by_label("Code aus der E-Mail").fill(await portal.newest_code(address, after=before))
    await page.keyboard.press("Enter")
    await expect(dialog).to_have_count(0)


async def _sign_in_by_code(page: Page, portal: Portal, address: str) -> None:
    await arrive(page, "/anmelden")
    before = len(portal.mails_to(address))
    await page.get_by_label("E-Mail-Adresse").fill(address)
    await page.get_by_role("button", name="Code per E-Mail schicken").click()
    await page.get_by_label("Code aus der E-Mail").fill(await portal.newest_code(address, after=before))
    await page.get_by_role("button", name="Anmelden", exact=True).last.click()
    await expect(page).to_have_url(re.compile("/uebersicht$"))


async def test_change_it_and_take_it_back(phone: Page, desktop: Page, portal: Portal, guard: Guard) -> None:
    guard.allow("403")
    guard.allow("400")
    old, new = (f"{token_hex(6)}@example.org" for _ in range(2))
    await portal.sign_in(phone, old, strong=False, fresh=False)
    await arrive(phone, "/konto")
    await phone.get_by_role("link", name=re.compile(r"^Ändern\W+E-Mail-Adresse$")).press("Enter")
    await expect(phone.get_by_role("heading", level=1)).to_have_text("E-Mail-Adresse ändern")
    await expect(phone.get_by_role("heading", level=1)).to_be_focused()

    await _ask_by_keyboard(phone, new)
    await _prove_by_code(phone, portal, old)
    code_field = phone.get_by_label("Code aus der E-Mail")
    await expect(code_field).to_be_visible()
    code = await portal.newest_code(new)
    wrong = str((int(code) + 1) % 1_000_000).zfill(6)
    await code_field.fill(wrong)
    await phone.keyboard.press("Enter")
    summary = phone.get_by_role("group", name="Bitte prüfen Sie Ihre Angaben")
    await expect(summary).to_be_focused()
    await expect(summary).to_contain_text("Der Code stimmt nicht")
    await code_field.fill(code)
    await phone.keyboard.press("Enter")

    await expect(phone).to_have_url(re.compile("/konto$"))
    await expect(phone.get_by_role("status").filter(has_text=f"gilt: {new}")).to_be_visible()
    await _sign_in_by_code(desktop, portal, new)
    await desktop.goto("about:blank")  # A page that finds its session gone would go to the sign-in, across the link.
    await desktop.context.clear_cookies()

    link = link_in(await portal.newest_mail(old, after=1))
    await visit(desktop, link)
    await expect(desktop.get_by_text(new)).to_be_visible()
    await desktop.get_by_role("button", name="Das war ich nicht").press("Enter")
    await desktop.get_by_role("dialog").get_by_role("button", name="Ja, anhalten").press("Enter")
    await expect(desktop.get_by_role("heading", name="Die Änderung ist angehalten")).to_be_visible()

    await arrive(phone, "/konto")
    await expect(phone).to_have_url(re.compile("/anmelden"))
    await _sign_in_by_code(desktop, portal, old)
    await arrive(desktop, "/konto/verlauf")
    await expect(desktop.get_by_role("row").filter(has_text="Rückgängig gemacht: E-Mail-Adresse")).to_contain_text(old)


async def test_an_address_that_has_an_account_looks_like_any_other(phone: Page, portal: Portal, desktop: Page) -> None:
    mine, anothers = (f"{token_hex(6)}@example.org" for _ in range(2))
    await portal.sign_in(desktop, anothers)
    await portal.sign_in(phone, mine)
    await arrive(phone, _PAGE)
    await _ask_by_keyboard(phone, anothers)
    await expect(phone.get_by_text("Wir haben gerade eine E-Mail an die neue Adresse geschickt.")).to_be_visible()
    told = await portal.newest_mail(anothers)
    assert str(told["Subject"]) == "Diese Adresse hat schon ein Konto"


async def test_the_link_in_the_mail_only_fills_in(phone: Page, portal: Portal) -> None:
    old, new = (f"{token_hex(6)}@example.org" for _ in range(2))
    await portal.sign_in(phone, old)
    await arrive(phone, _PAGE)
    await _ask_by_keyboard(phone, new)
    link = link_in(await portal.newest_mail(new))
    await arrive(phone, "/hilfe")
    await visit(phone, link)
    await expect(phone.get_by_label("Code aus der E-Mail")).not_to_have_value("")
    await arrive(phone, "/konto")
    await expect(phone.get_by_text(old)).to_be_visible()


async def test_what_cannot_be_the_new_address(phone: Page, portal: Portal, guard: Guard) -> None:
    guard.allow("400")
    mine = f"{token_hex(6)}@example.org"
    await portal.sign_in(phone, mine)
    await arrive(phone, _PAGE)
    field = phone.get_by_label("Neue E-Mail-Adresse")
    summary = phone.get_by_role("group", name="Bitte prüfen Sie Ihre Angaben")
    for typed, told in ((mine.upper(), "Das ist schon Ihre Adresse."), ("erika", "Geben Sie eine E-Mail-Adresse ein")):
        await field.fill("")
        await _ask_by_keyboard(phone, typed)
        await expect(summary).to_contain_text(told)
        await expect(field).to_have_value(typed)
        await expect(field).to_have_attribute("aria-invalid", "true")
