"""Signing in with password and authenticator app, on a phone, with the keyboard alone."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Page, expect

from a11y.announcements import announcements
from a11y.visit import visit
from e2e.fixtures.browser import PHONE, Guard, OpenPage
from e2e.fixtures.portal import Portal, arrive
from e2e.fixtures.second_factor import (
    PASSWORD,
    new_person,
    press_on,
    read_recovery_codes,
    scan,
    set_up,
    sign_out,
    type_into,
    type_password,
)


async def test_set_up_and_sign_in(phone: Page, portal: Portal, guard: Guard) -> None:
    guard.allow("400")
    person = await new_person(phone, portal)
    await set_up(phone, person)
    await expect(phone.get_by_role("main")).to_contain_text("noch 10 übrig")
    await sign_out(phone)

    await type_password(phone, person, "ein falsches passwort")
    code = phone.get_by_label("Code aus der Authenticator-App")
    await type_into(phone, code, person.app_code())
    await phone.keyboard.press("Enter")
    summary = phone.get_by_role("group", name="Bitte prüfen Sie Ihre Angaben")
    await expect(summary).to_contain_text("E-Mail-Adresse, Passwort und Code passen nicht zusammen")
    await expect(summary).to_be_focused()
    assert not [cookie for cookie in await phone.context.cookies() if cookie.get("name") == "session"]

    await press_on(phone, phone.get_by_role("button", name="Noch einmal von vorn"))
    await type_password(phone, person)
    await type_into(phone, code, person.app_code())
    await phone.keyboard.press("Enter")
    await expect(phone).to_have_url(re.compile("/uebersicht$"))


async def test_weak_passwords_are_told_before_they_are_sent(phone: Page, portal: Portal, guard: Guard) -> None:
    guard.allow("400")
    await new_person(phone, portal)
    await arrive(phone, "/konto/sicherheit/passwort")
    await press_on(phone, phone.get_by_role("button", name="Passwort und App einrichten"))
    field = phone.get_by_label("Neues Passwort")
    async with announcements(phone) as heard:
        await type_into(phone, field, "Sommer2024!")
        await expect(phone.get_by_role("status").filter(has_text="bekannten Wort")).to_be_visible()
        await heard.wait_for("bekannten Wort")
        await type_into(phone, field, PASSWORD)
        await expect(phone.get_by_role("status").filter(has_text="stark genug")).to_be_visible()
        await heard.wait_for("stark genug")

    await expect(field).to_have_attribute("type", "password")
    await press_on(phone, phone.get_by_role("button", name="Passwort anzeigen"), "Space")
    await expect(field).to_have_attribute("type", "text")
    await expect(phone.get_by_role("button", name="Passwort anzeigen")).to_have_attribute("aria-pressed", "true")

    await type_into(phone, field, "abcdefgh1234")
    await phone.keyboard.press("Enter")
    summary = phone.get_by_role("group", name="Bitte prüfen Sie Ihre Angaben")
    await expect(summary).to_contain_text("Reihen wie")
    await expect(summary).to_be_focused()
    await expect(field).to_have_value("abcdefgh1234")
    await expect(field).to_have_attribute("type", "password")


async def test_every_step_is_accessible(phone: Page, portal: Portal, guard: Guard) -> None:
    guard.allow("400")
    person = await new_person(phone, portal)
    await arrive(phone, "/konto/sicherheit/passwort")
    await visit(phone, lambda: phone.get_by_role("button", name="Passwort und App einrichten").click())
    await phone.get_by_label("Neues Passwort").fill(PASSWORD)
    await expect(phone.get_by_role("status").filter(has_text="stark genug")).to_be_visible()
    await visit(phone, lambda: phone.get_by_role("button", name="Weiter").click())
    await phone.get_by_role("button", name="Weiter").click()
    await scan(phone, person)
    await visit(phone)
    await phone.get_by_label("Code aus der App").fill("000000")
    await phone.get_by_role("button", name="Weiter").click()
    await expect(phone.get_by_role("group", name="Bitte prüfen Sie Ihre Angaben")).to_be_focused()
    await visit(phone)
    await phone.get_by_label("Code aus der App").fill(person.app_code())
    await phone.get_by_role("button", name="Weiter").click()
    await read_recovery_codes(phone, person)
    await visit(phone)
    await phone.get_by_role("button", name="Ich habe die Ersatzcodes aufbewahrt").click()
    await expect(phone.get_by_role("status").filter(has_text="Fertig.")).to_be_visible()
    await visit(phone)
    await sign_out(phone)

    await arrive(phone, "/anmelden")
    await visit(phone, lambda: phone.get_by_role("button", name="Mit Passwort anmelden").click())
    await phone.get_by_label("E-Mail-Adresse").fill(person.email)
    await phone.get_by_label("Passwort", exact=True).fill(PASSWORD)
    await phone.get_by_role("button", name="Weiter").click()
    await expect(phone.get_by_label("Code aus der Authenticator-App")).to_be_visible()
    await visit(phone)
    await visit(phone, lambda: phone.get_by_role("button", name="Ersatzcode eingeben").click())


async def test_recovery_codes_can_be_taken_along(desktop: Page, portal: Portal, tmp_path: Path) -> None:
    person = await new_person(desktop, portal)
    await set_up(desktop, person)
    await desktop.get_by_role("button", name="Neue Ersatzcodes").click()
    dialog = desktop.get_by_role("dialog", name="Neue Ersatzcodes ausgeben?")
    await dialog.get_by_role("button", name="Ja, neue Codes zeigen").click()
    former = person.recovery_codes
    await read_recovery_codes(desktop, person)
    assert not set(former) & set(person.recovery_codes)

    async with desktop.expect_download() as download:
        await desktop.get_by_role("button", name="Als Datei speichern").click()
    file = await download.value
    await file.save_as(tmp_path / "codes.txt")
    text = (tmp_path / "codes.txt").read_text("utf-8")
    assert [line for line in text.splitlines() if line in person.recovery_codes] == person.recovery_codes
    assert file.suggested_filename == "Ersatzcodes.txt"

    await desktop.emulate_media(media="print")
    await expect(desktop.get_by_text("Ersatzcodes für das Kundenportal von Stadtwerke Lindental")).to_be_visible()
    await expect(desktop.get_by_role("button", name="Drucken")).to_be_hidden()
    await desktop.emulate_media(media="screen")

    await desktop.get_by_role("button", name="Ich habe die Ersatzcodes aufbewahrt").click()
    await expect(desktop.get_by_role("status").filter(has_text="neuen Ersatzcodes gelten")).to_be_visible()
    for code in person.recovery_codes:
        await expect(desktop.get_by_text(code)).to_have_count(0)


async def test_what_is_shown_once_does_not_come_back(phone: Page, portal: Portal) -> None:
    person = await new_person(phone, portal)
    await arrive(phone, "/konto/sicherheit/passwort")
    await phone.get_by_role("button", name="Nur die App einrichten").click()
    await phone.get_by_role("button", name="Weiter").click()
    await scan(phone, person)
    await arrive(phone, "/konto/sicherheit/passwort")
    await expect(phone.get_by_role("button", name="Nur die App einrichten")).to_be_visible()
    await expect(phone.get_by_role("region", name="App verbinden")).to_have_count(0)


async def test_the_mailbox_is_asked_for_the_app_too(open_page: OpenPage, portal: Portal) -> None:
    page = await open_page(PHONE)
    person = await new_person(page, portal)
    await set_up(page, person)
    await sign_out(page)
    before = len(portal.mails_to(person.email))
    await arrive(page, "/anmelden?next=/rechnungen")
    await type_into(page, page.get_by_label("E-Mail-Adresse"), person.email)
    await press_on(page, page.get_by_role("button", name="Code per E-Mail schicken"))
    await type_into(
        page, page.get_by_label("Code aus der E-Mail"), await portal.newest_code(person.email, after=before)
    )
    await page.keyboard.press("Enter")
    await type_into(page, page.get_by_label("Code aus der Authenticator-App"), person.app_code())
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(re.compile("/rechnungen$"))


async def test_a_phone_that_was_used_for_the_code_meanwhile_goes_on_where_it_was(phone: Page, portal: Portal) -> None:
    """Who changes to the app and back comes with a new connection: nothing that was shown or typed may be lost."""
    person = await new_person(phone, portal)
    await arrive(phone, "/konto/sicherheit/passwort")
    await phone.get_by_role("button", name="Nur die App einrichten").click()
    await phone.get_by_role("button", name="Weiter").click()
    await scan(phone, person)
    async with _connecting_anew(phone):
        await phone.evaluate("() => window.dispatchEvent(new Event('beforeunload'))")
    await expect(phone.get_by_role("region", name="App verbinden")).to_be_visible()
    await phone.get_by_label("Code aus der App").fill(person.app_code())
    await phone.get_by_role("button", name="Weiter").click()
    await read_recovery_codes(phone, person)


@asynccontextmanager
async def _connecting_anew(page: Page) -> AsyncIterator[None]:
    """What is done inside ends the connection; afterwards the page is looked at again, as after a change of apps."""
    async with page.expect_websocket():
        yield
        await page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
