"""“That wasn't me”: the link in the mail takes a foreign passkey out and throws everybody out, once confirmed."""

import re
from secrets import token_hex

from playwright.async_api import Page, expect

from a11y.visit import visit
from e2e.fixtures.authenticator import add_authenticator
from e2e.fixtures.portal import Portal, arrive
from e2e.journeys.test_recover_when_everything_is_lost import link_in


async def test_freeze_a_foreign_passkey(desktop: Page, phone: Page, portal: Portal) -> None:
    address = f"{token_hex(6)}@example.org"
    await portal.sign_in(desktop, address)
    sensor = await add_authenticator(desktop, automatically=True)
    await arrive(desktop, "/konto/sicherheit/passkeys")
    await desktop.get_by_label("Name des Passkeys").fill("Fremdes Gerät")
    await desktop.get_by_role("button", name="Passkey einrichten").click()
    link = link_in(await portal.newest_mail(address))
    await sensor.remove()

    await visit(phone, link)
    await expect(phone.get_by_text("Passkey hinzugefügt: Fremdes Gerät")).to_be_visible()
    await arrive(desktop, "/konto/sicherheit/passkeys")
    await expect(desktop.get_by_text("Fremdes Gerät").first).to_be_visible()

    await phone.get_by_role("button", name="Das war ich nicht").tap()
    dialog = phone.get_by_role("dialog", name="Änderung wirklich anhalten?")
    await dialog.get_by_role("button", name="Ja, anhalten").tap()
    await expect(phone.get_by_role("heading", name="Die Änderung ist angehalten")).to_be_visible()

    await arrive(desktop, "/konto/sicherheit/passkeys")
    await expect(desktop).to_have_url(re.compile("/anmelden"))
    confirmed = await portal.newest_mail(address, after=1)
    assert str(confirmed["Subject"]) == "Wir haben die Änderung angehalten"

    await arrive(phone, "/hilfe")
    await arrive(phone, link)
    await expect(phone.get_by_text("Diese Änderung wurde schon angehalten.")).to_be_visible()
    await expect(phone.get_by_role("button", name="Das war ich nicht")).to_have_count(0)


async def test_a_made_up_link(phone: Page) -> None:
    await arrive(phone, "/nicht-ich#token=" + "x" * 43)
    await expect(phone.get_by_text("Diesen Link kennen wir nicht.")).to_be_visible()
