"""The phone with the authenticator app is lost: in with a recovery code, and a new phone takes its place."""

import re

from playwright.async_api import Page, expect

from e2e.fixtures.browser import DESKTOP, Guard, OpenPage
from e2e.fixtures.portal import Portal, arrive
from e2e.fixtures.second_factor import (
    Person,
    new_person,
    press_on,
    read_recovery_codes,
    scan,
    set_up,
    sign_out,
    type_into,
    type_password,
)


async def _enter_by_recovery_code(page: Page, person: Person, code: str) -> None:
    await type_password(page, person)
    await press_on(page, page.get_by_role("button", name="Ersatzcode eingeben"))
    await type_into(page, page.get_by_label("Ersatzcode"), code)
    await page.keyboard.press("Enter")


async def test_in_with_a_recovery_code_and_on_with_a_new_phone(
    phone: Page, open_page: OpenPage, portal: Portal, guard: Guard
) -> None:
    guard.allow("400")
    person = await new_person(phone, portal)
    await set_up(phone, person)

    computer = await open_page(DESKTOP)
    first, second = person.recovery_codes[:2]
    # As people copy it from paper: in small letters, without the hyphen.
    await _enter_by_recovery_code(computer, person, first.lower().replace("-", " "))
    await expect(computer).to_have_url(re.compile("/uebersicht$"))
    await arrive(computer, "/konto/sicherheit/passwort")
    await expect(computer.get_by_role("main")).to_contain_text("noch 9 übrig")

    await computer.get_by_role("button", name="App auf ein neues Telefon bringen").click()
    await computer.get_by_role("button", name="Weiter").click()
    lost = person.secret
    await scan(computer, person)
    assert person.secret != lost
    await computer.get_by_label("Code aus der App").fill(person.app_code())
    await computer.get_by_role("button", name="Weiter").click()
    await read_recovery_codes(computer, person)
    await computer.get_by_role("button", name="Ich habe die Ersatzcodes aufbewahrt").click()
    await expect(computer.get_by_role("status").filter(has_text="Fertig.")).to_be_visible()
    await sign_out(computer)

    # What belonged to the lost phone is worth nothing any more.
    await _enter_by_recovery_code(computer, person, second)
    await expect(computer.get_by_role("group", name="Bitte prüfen Sie Ihre Angaben")).to_be_focused()
    await press_on(computer, computer.get_by_role("button", name="Code aus der App eingeben"))
    await type_into(computer, computer.get_by_label("Code aus der Authenticator-App"), person.app_code())
    await computer.keyboard.press("Enter")
    await expect(computer).to_have_url(re.compile("/uebersicht$"))


async def test_a_recovery_code_works_once(phone: Page, portal: Portal, guard: Guard) -> None:
    guard.allow("400")
    person = await new_person(phone, portal)
    await set_up(phone, person)
    await sign_out(phone)
    code = person.recovery_codes[0]
    await _enter_by_recovery_code(phone, person, code)
    await expect(phone).to_have_url(re.compile("/uebersicht$"))
    await sign_out(phone)
    await _enter_by_recovery_code(phone, person, code)
    await expect(phone.get_by_role("group", name="Bitte prüfen Sie Ihre Angaben")).to_be_focused()


async def test_confirm_a_sensitive_step_with_a_recovery_code(desktop: Page, portal: Portal, guard: Guard) -> None:
    guard.allow("403")
    person = await new_person(desktop, portal)
    await set_up(desktop, person)
    await portal.sign_in(desktop, person.email, strong=False, fresh=False)
    await arrive(desktop, "/konto/sicherheit/passwort")
    await desktop.get_by_role("button", name="App entfernen").click()
    await desktop.get_by_role("dialog").get_by_role("button", name="Ja, App entfernen").click()
    proof = desktop.get_by_role("dialog", name="Bitte bestätigen Sie, dass Sie es sind")
    await proof.get_by_label("Code aus der Authenticator-App").fill(person.recovery_codes[3])
    await proof.get_by_role("button", name="Bestätigen").click()
    await expect(desktop.get_by_role("status").filter(has_text="Die App ist entfernt")).to_be_visible()
