"""A person who signed in a while ago is asked who they are before something sensitive, in place and with a way back."""

from secrets import token_hex

from playwright.async_api import Page, expect

from a11y.visit import visit
from e2e.fixtures.authenticator import add_authenticator
from e2e.fixtures.browser import Guard
from e2e.fixtures.portal import Portal, arrive

_REFUSED = "403"
"""The API's answer that the question follows from; browsers write it to their console."""


async def test_confirm_with_a_code_and_go_on(phone: Page, portal: Portal, guard: Guard) -> None:
    guard.allow(_REFUSED)
    guard.allow("400")
    address = f"{token_hex(6)}@example.org"
    await portal.sign_in(phone, address, strong=False, fresh=False)
    sensor = await add_authenticator(phone)
    await arrive(phone, "/konto/sicherheit/passkeys")
    await phone.get_by_label("Name des Passkeys").fill("Mein Telefon")
    await phone.get_by_role("button", name="Passkey einrichten").tap()

    dialog = phone.get_by_role("dialog", name="Bitte bestätigen Sie, dass Sie es sind")
    await expect(dialog.get_by_role("heading")).to_be_focused()
    await dialog.get_by_role("button", name="Code per E-Mail schicken").tap()
    field = dialog.get_by_label("Code aus der E-Mail")
    await expect(field).to_be_focused()
    await field.fill("000000")
    await dialog.get_by_role("button", name="Bestätigen").tap()
    await expect(dialog.get_by_role("alert")).to_contain_text("Der Code stimmt nicht.")

    await field.fill(await portal.newest_code(address))
    async with sensor.touched():
        await dialog.get_by_role("button", name="Bestätigen").tap()
        await expect(phone.get_by_role("status").filter(has_text="„Mein Telefon“ ist eingerichtet")).to_be_visible()
    await expect(dialog).to_have_count(0)
    assert len(await sensor.credentials()) == 1


async def test_think_better_of_it(desktop: Page, portal: Portal, guard: Guard) -> None:
    guard.allow(_REFUSED)
    await portal.sign_in(desktop, f"{token_hex(6)}@example.org", strong=False, fresh=False)
    await arrive(desktop, "/konto/sicherheit/passkeys")
    await desktop.get_by_label("Name des Passkeys").fill("Büro")
    button = desktop.get_by_role("button", name="Passkey einrichten")
    await button.focus()
    await desktop.keyboard.press("Enter")

    dialog = desktop.get_by_role("dialog", name="Bitte bestätigen Sie, dass Sie es sind")
    await expect(dialog).to_be_visible()
    await desktop.keyboard.press("Escape")

    await expect(dialog).to_have_count(0)
    notice = desktop.get_by_role("alert").filter(has_text="Es wurde nichts geändert.")
    await expect(notice).to_be_focused()
    await expect(desktop.get_by_label("Name des Passkeys")).to_have_value("Büro")


async def test_confirm_with_the_passkey_of_this_account(desktop: Page, portal: Portal, guard: Guard) -> None:
    guard.allow(_REFUSED)
    address = f"{token_hex(6)}@example.org"
    await portal.sign_in(desktop, address)
    sensor = await add_authenticator(desktop, automatically=True)
    await arrive(desktop, "/konto/sicherheit/passkeys")
    await desktop.get_by_label("Name des Passkeys").fill("Erster")
    await desktop.get_by_role("button", name="Passkey einrichten").click()
    await expect(desktop.get_by_role("row", name="Erster")).to_be_visible()
    await portal.forget_proofs(address)

    await desktop.get_by_role("button", name="Entfernen").click()
    question = desktop.get_by_role("dialog")
    await question.get_by_role("button", name="Entfernen").click()
    dialog = desktop.get_by_role("dialog", name="Bitte bestätigen Sie, dass Sie es sind")
    await dialog.get_by_role("button", name="Mit Passkey bestätigen").click()

    await expect(desktop.get_by_text("Noch kein Passkey")).to_be_visible()
    assert len(await sensor.credentials()) <= 1


async def test_the_question_is_accessible(desktop: Page, portal: Portal, guard: Guard) -> None:
    """In the four modes, as every page; the dialog stands open while it is looked at."""
    guard.allow(_REFUSED)
    await portal.sign_in(desktop, f"{token_hex(6)}@example.org", strong=False, fresh=False)

    await arrive(desktop, "/konto/sicherheit/passkeys")

    async def ask() -> None:
        await desktop.get_by_role("button", name="Passkey einrichten").click()
        await expect(desktop.get_by_role("button", name="Code per E-Mail schicken")).to_be_visible()

    await visit(desktop, ask)
