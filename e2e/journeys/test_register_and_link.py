"""Somebody without a letter makes an account, and connects a customer number later; staff invite a customer."""

import re

from playwright.async_api import Page, expect

from backend.demo.people import ACCOUNTS, INGRID
from e2e.fixtures.authenticator import add_authenticator
from e2e.fixtures.browser import PHONE, Guard, OpenPage
from e2e.fixtures.portal import Portal, arrive

_AGENT = next(account.email for account in ACCOUNTS if account.role == "agent")


async def test_register_and_connect_a_customer_number(phone: Page, portal: Portal, guard: Guard) -> None:
    guard.allow("400")
    letter = await portal.new_customer(name="Muster")
    await add_authenticator(phone)
    await arrive(phone, "/registrieren")
    await phone.get_by_label("E-Mail-Adresse").fill(letter.email)
    await phone.get_by_role("button", name="Weiter").tap()
    code = await portal.newest_code(letter.email)

    await phone.get_by_label("Code aus der E-Mail").fill(code)
    await phone.get_by_label("Vorname").fill("Erika <b>")
    await phone.get_by_role("button", name="Konto anlegen").tap()
    summary = phone.get_by_role("group", name="Bitte prüfen Sie Ihre Angaben")
    await expect(summary).to_contain_text("Geben Sie einen Namen ein")
    await expect(phone.get_by_label("Nachname")).to_have_attribute("aria-invalid", "true")
    await phone.get_by_label("Nachname").fill("Muster")
    await phone.get_by_role("button", name="Konto anlegen").tap()
    await expect(phone.get_by_role("heading", level=1)).to_have_text("Passkey einrichten")
    await phone.get_by_role("link", name="Später einrichten").tap()

    await expect(phone.get_by_role("heading", name="Noch keine Kundennummer verbunden")).to_be_visible()
    await expect(phone.get_by_label("Angemeldete Person")).to_contain_text("Erika <b> Muster")
    await phone.get_by_role("link", name="Kundennummer verbinden").tap()
    await phone.get_by_label("Kundennummer").fill(letter.customer_number)
    await phone.get_by_label("Aktivierungscode").fill("0000-0000-0000")
    await phone.get_by_role("button", name="Verbinden").tap()
    await expect(summary).to_contain_text("passen nicht zusammen")
    await phone.get_by_label("Aktivierungscode").fill(letter.activation_code)
    await phone.get_by_role("button", name="Verbinden").tap()
    await expect(
        phone.get_by_role("main").get_by_text("Die Kundennummer ist jetzt mit Ihrem Konto verbunden.")
    ).to_be_visible()
    await expect(phone.get_by_label("Angemeldete Person")).to_contain_text(letter.customer_number)


async def test_who_has_an_account_is_told_by_mail_only(open_page: OpenPage, portal: Portal) -> None:
    page = await open_page(PHONE)
    before = len(portal.mails_to(INGRID.email))
    await arrive(page, "/registrieren")
    await page.get_by_label("E-Mail-Adresse").fill(INGRID.email)
    await page.get_by_role("button", name="Weiter").tap()
    await expect(page.get_by_label("Code aus der E-Mail")).to_be_visible()
    mail = await portal.newest_mail(INGRID.email, after=before)
    assert mail["Subject"] == "Sie haben schon ein Konto"


async def test_staff_invite_a_customer(open_page: OpenPage, portal: Portal) -> None:
    agent, person = await open_page(), await open_page(PHONE)
    letter = await portal.new_customer(name="Brief <i>Los</i>")
    await portal.sign_in(agent, _AGENT)
    await arrive(agent, "/service/einladen")
    field = agent.get_by_label("Kundennummer")
    await field.fill("keine")
    await agent.get_by_role("button", name="Weiter").click()
    await expect(field).to_have_attribute("aria-invalid", "true")
    await field.fill(letter.customer_number)
    await agent.get_by_role("button", name="Weiter").click()
    await expect(agent.get_by_role("main")).to_contain_text("Brief <i>Los</i>")
    await agent.get_by_label("E-Mail-Adresse").fill(letter.email)
    await agent.get_by_role("button", name="Einladung verschicken").click()
    await expect(agent.get_by_role("main")).to_contain_text("ist eingeladen")

    body = (await portal.newest_mail(letter.email)).get_body(("plain",))
    assert body is not None
    link = re.search(r"http\S+#number=\S+", body.get_content())
    assert link is not None
    await arrive(person, link[0])
    await expect(person.get_by_label("Kundennummer")).to_have_value(letter.customer_number)
    await expect(person.get_by_label("E-Mail-Adresse")).to_have_value(letter.email)
    await person.get_by_role("button", name="Weiter").tap()
    code = await portal.newest_code(letter.email, after=1)
    await person.get_by_label("Code aus der E-Mail").fill(code)
    await person.get_by_role("button", name="Zugang aktivieren").tap()
    await expect(person.get_by_role("heading", level=1)).to_have_text("Passkey einrichten")
