"""Signing in by a code from the mail."""

import re

from playwright.async_api import Page, expect

from a11y.announcements import announcements
from backend.demo.people import INGRID
from e2e.fixtures.browser import DESKTOP, Guard, OpenPage
from e2e.fixtures.portal import Portal, arrive


async def test_ask_mistype_and_enter(desktop: Page, portal: Portal, guard: Guard) -> None:
    guard.allow("400")
    before = len(portal.mails_to(INGRID.email))
    await arrive(desktop, "/anmelden?next=/rechnungen")
    await desktop.get_by_label("E-Mail-Adresse").fill(f" {INGRID.email.upper()} ")
    await desktop.get_by_role("button", name="Code per E-Mail schicken").click()
    code = await portal.newest_code(INGRID.email, after=before)

    wrong = str((int(code.replace(" ", "")) + 1) % 1_000_000).zfill(6)
    await desktop.get_by_label("Code aus der E-Mail").fill(wrong)
    await desktop.get_by_role("button", name="Anmelden").click()
    summary = desktop.get_by_role("group", name="Bitte prüfen Sie Ihre Angaben")
    await expect(summary).to_contain_text("Der Code stimmt nicht")
    await expect(summary).to_be_focused()
    field = desktop.get_by_label("Code aus der E-Mail")
    await expect(field).to_have_attribute("aria-invalid", "true")

    await field.fill(code)
    await desktop.get_by_role("button", name="Anmelden").click()
    # Back to where the person wanted to go.
    await expect(desktop).to_have_url(re.compile("/rechnungen$"))
    await expect(desktop.get_by_role("heading", level=1)).to_have_text("Rechnungen")


async def test_link_in_the_mail_only_fills_in(open_page: OpenPage, portal: Portal) -> None:
    """A link scanner that opens the link signs nobody in and uses nothing up."""
    person, scanner = await open_page(DESKTOP), await open_page(DESKTOP)
    before = len(portal.mails_to(INGRID.email))
    await arrive(person, "/anmelden")
    await person.get_by_label("E-Mail-Adresse").fill(INGRID.email)
    await person.get_by_role("button", name="Code per E-Mail schicken").click()
    mail = await portal.newest_mail(INGRID.email, after=before)
    body = mail.get_body(("plain",))
    assert body is not None
    link = re.search(r"https?://\S+", body.get_content())
    assert link is not None

    await arrive(scanner, link[0])
    await expect(scanner.get_by_label("Code aus der E-Mail")).not_to_have_value("")
    assert not [cookie for cookie in await scanner.context.cookies() if cookie.get("name") == "session"]

    tab = await person.context.new_page()
    await arrive(tab, link[0])
    await expect(tab.get_by_label("Code aus der E-Mail")).not_to_have_value("")
    await tab.get_by_role("button", name="Anmelden").click()
    await expect(tab).to_have_url(re.compile("/uebersicht$"))


async def test_unknown_address_gets_the_same_answer(desktop: Page) -> None:
    await arrive(desktop, "/anmelden")
    await desktop.get_by_label("E-Mail-Adresse").fill("niemand@example.org")
    async with announcements(desktop) as heard:
        await desktop.get_by_role("button", name="Code per E-Mail schicken").click()
        await expect(desktop.get_by_label("Code aus der E-Mail")).to_be_visible()
    assert not [text for text in heard.texts if "niemand" in text]


async def test_address_that_is_none(desktop: Page, guard: Guard) -> None:
    guard.allow("400")
    await arrive(desktop, "/anmelden")
    field = desktop.get_by_label("E-Mail-Adresse")
    await field.fill("ingrid")
    await desktop.get_by_role("button", name="Code per E-Mail schicken").click()
    summary = desktop.get_by_role("group", name="Bitte prüfen Sie Ihre Angaben")
    await expect(summary).to_contain_text("Geben Sie eine E-Mail-Adresse ein")
    await expect(summary).to_be_focused()
    await expect(field).to_have_value("ingrid")
    await expect(field).to_have_attribute("aria-invalid", "true")
