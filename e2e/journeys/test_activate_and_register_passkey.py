"""A customer with a letter in hand activates an account on a phone, and signs in with a passkey from then on."""

import re

from playwright.async_api import Page, expect

from e2e.fixtures.authenticator import NO_AUTOFILL, add_authenticator
from e2e.fixtures.portal import Portal, arrive


async def test_activate_register_and_sign_in(phone: Page, portal: Portal) -> None:
    letter = await portal.new_customer(name="Muster")
    sensor = await add_authenticator(phone)

    await arrive(phone, "/")
    await phone.get_by_role("link", name="Zugang aktivieren").tap()
    await expect(phone.get_by_role("heading", level=1)).to_have_text("Zugang aktivieren")
    await phone.get_by_label("Kundennummer").fill(letter.customer_number)
    # People type codes as they like.
    await phone.get_by_label("Aktivierungscode").fill(letter.activation_code.lower().replace("-", " "))
    await phone.get_by_label("E-Mail-Adresse").fill(letter.email)
    await phone.get_by_role("button", name="Weiter").tap()

    code = await portal.newest_code(letter.email)
    await phone.get_by_label("Code aus der E-Mail").fill(code)
    await phone.get_by_role("button", name="Zugang aktivieren").tap()

    await expect(phone.get_by_role("heading", level=1)).to_have_text("Passkey einrichten")
    await expect(phone.get_by_role("button", name="Abmelden")).to_be_visible()
    async with sensor.touched():
        await phone.get_by_role("button", name="Passkey einrichten").tap()
        await expect(phone).to_have_url(re.compile("/uebersicht$"))
    assert len(await sensor.credentials()) == 1

    await phone.add_init_script(NO_AUTOFILL)
    await phone.get_by_role("button", name="Abmelden").tap()
    await expect(phone.get_by_role("heading", level=1)).to_have_text("Willkommen")
    await phone.get_by_role("main").get_by_role("link", name="Anmelden").tap()
    async with sensor.touched():
        await phone.get_by_role("button", name="Mit Passkey anmelden").tap()
        await expect(phone).to_have_url(re.compile("/uebersicht$"))
