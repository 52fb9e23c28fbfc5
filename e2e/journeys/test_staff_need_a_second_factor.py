"""Who works for others gets in with two factors only, and is led to setting the second one up."""

import re
from secrets import token_hex

from playwright.async_api import Page, expect

from backend.demo.people import ACCOUNTS
from e2e.fixtures.authenticator import add_authenticator
from e2e.fixtures.browser import DESKTOP, Guard, OpenPage
from e2e.fixtures.portal import Portal, arrive
from e2e.fixtures.second_factor import Person, read_recovery_codes, scan, type_into

_OFFICER = next(account.email for account in ACCOUNTS if account.role == "dpo")


async def test_the_demos_staff_read_their_code_off_the_demos_page(
    desktop: Page, open_page: OpenPage, portal: Portal
) -> None:
    before = len(portal.mails_to(_OFFICER))
    await arrive(desktop, "/anmelden")
    await type_into(desktop, desktop.get_by_label("E-Mail-Adresse"), _OFFICER)
    await desktop.get_by_role("button", name="Code per E-Mail schicken").click()
    await desktop.get_by_label("Code aus der E-Mail").fill(await portal.newest_code(_OFFICER, after=before))
    await desktop.get_by_role("button", name="Anmelden").click()
    code = desktop.get_by_label("Code aus der Authenticator-App")
    await expect(code).to_be_visible()

    helper = await open_page(DESKTOP)
    await arrive(helper, "/demo/mail")
    row = helper.get_by_role("row").filter(has_text=_OFFICER).filter(has_text=re.compile(r"\d{6}"))
    shown = re.search(r"\d{6}", await row.first.inner_text())
    assert shown is not None
    await code.fill(shown[0])
    await desktop.get_by_role("button", name="Anmelden").click()
    await expect(desktop).to_have_url(re.compile("/dsb/verzeichnis$"))


async def test_a_new_agent_sets_an_app_up_first(desktop: Page, portal: Portal) -> None:
    agent = Person(f"{token_hex(6)}@example.org")
    await portal.hire(agent.email)
    await portal.sign_in(desktop, agent.email, strong=False)
    await arrive(desktop, "/service/rechnungen")
    await expect(desktop).to_have_url(re.compile("/konto/sicherheit/zweiter-nachweis$"))
    await desktop.get_by_role("link", name="Authenticator-App einrichten").click()

    await desktop.get_by_role("button", name="Nur die App einrichten").click()
    await desktop.get_by_role("button", name="Weiter").click()
    await scan(desktop, agent)
    await desktop.get_by_label("Code aus der App").fill(agent.app_code())
    await desktop.get_by_role("button", name="Weiter").click()
    await read_recovery_codes(desktop, agent)
    await desktop.get_by_role("button", name="Ich habe die Ersatzcodes aufbewahrt").click()
    await expect(desktop.get_by_role("status").filter(has_text="Fertig.")).to_be_visible()
    await arrive(desktop, "/service/rechnungen")
    await expect(desktop.get_by_role("heading", level=1)).to_have_text("Rechnungen prüfen")


async def test_an_agent_with_a_passkey_confirms_with_it(desktop: Page, portal: Portal, guard: Guard) -> None:
    guard.allow("403")
    email = f"{token_hex(6)}@example.org"
    await portal.hire(email)
    await portal.sign_in(desktop, email, strong=False)
    sensor = await add_authenticator(desktop)
    await arrive(desktop, "/konto/sicherheit/passkeys")
    async with sensor.touched():
        await desktop.get_by_role("button", name="Passkey einrichten").click()
        await expect(desktop.get_by_role("status").filter(has_text="eingerichtet")).to_be_visible()

    await arrive(desktop, "/service/rechnungen")
    await expect(desktop).to_have_url(re.compile("/konto/sicherheit/zweiter-nachweis$"))
    await desktop.get_by_role("button", name="Jetzt bestätigen").click()
    async with sensor.touched():
        await desktop.get_by_role("dialog").get_by_role("button", name="Mit Passkey bestätigen").click()
        await expect(desktop).to_have_url(re.compile("/service/rechnungen$"))
    await expect(desktop.get_by_role("heading", level=1)).to_have_text("Rechnungen prüfen")
