"""Somebody sees where they are signed in, and ends what they do not want."""

import re

import pytest_asyncio
from playwright.async_api import Page, expect

from a11y.announcements import announcements
from a11y.visit import visit
from e2e.fixtures.authenticator import add_authenticator
from e2e.fixtures.browser import PHONE, Guard, OpenPage
from e2e.fixtures.portal import Portal, arrive
from e2e.fixtures.second_factor import press_on


@pytest_asyncio.fixture(loop_scope="session")
async def email(portal: Portal) -> str:
    """Somebody who looks after a contract."""
    letter = await portal.new_customer()
    await portal.let_look_after(letter.email, letter.customer_number)
    return letter.email


@pytest_asyncio.fixture(loop_scope="session")
async def lost_phone(open_page: OpenPage, portal: Portal, email: str) -> Page:
    """A phone on which the person is signed in, and which they have left somewhere."""
    page = await open_page(PHONE)
    await portal.sign_in(page, email)
    await arrive(page, "/konto/sicherheit")
    await expect(page.get_by_role("table").first).to_contain_text("dieses Gerät")
    return page


async def _arrive_at_devices(page: Page, *, count: int) -> None:
    await arrive(page, "/konto/sicherheit")
    await expect(page.get_by_role("table").first.get_by_role("rowheader")).to_have_count(count)


async def test_one_device(desktop: Page, lost_phone: Page, portal: Portal, email: str) -> None:
    await portal.sign_in(desktop, email)
    await _arrive_at_devices(desktop, count=2)
    _, this_one, other = await desktop.get_by_role("table").first.get_by_role("row").all_inner_texts()
    assert "dieses Gerät" in this_one
    assert "dieses Gerät" not in other
    await desktop.get_by_role("button", name="Abmelden Firefox 140 auf Android").click()
    dialog = desktop.get_by_role("dialog", name="Dieses Gerät abmelden?")
    await expect(dialog).to_contain_text("Firefox 140 auf Android")
    await visit(desktop)
    async with announcements(desktop) as heard:
        await dialog.get_by_role("button", name="Ja, abmelden").click()
        await heard.wait_for("Abgemeldet: Firefox 140 auf Android")
    await expect(desktop.get_by_role("heading", level=1)).to_be_focused()
    await expect(desktop.get_by_role("table").first.get_by_role("rowheader")).to_have_count(1)
    await expect(desktop.get_by_role("table").nth(1)).to_contain_text("Ein Gerät abgemeldet: Firefox 140, Android")

    # The phone shows what it showed until something is done with it, and then nothing.
    await lost_phone.get_by_role("link", name="Übersicht").click()
    await expect(lost_phone).to_have_url(re.compile(r"/anmelden\?.*ended=ended$"))
    await expect(lost_phone.get_by_role("status").filter(has_text="Sie sind nicht mehr angemeldet")).to_be_visible()
    assert email not in await lost_phone.content()


async def test_all_others(desktop: Page, lost_phone: Page, open_page: OpenPage, portal: Portal, email: str) -> None:
    laptop = await open_page()
    for page in (laptop, desktop):
        await portal.sign_in(page, email)
    await _arrive_at_devices(laptop, count=3)
    await _arrive_at_devices(desktop, count=3)
    await desktop.get_by_role("button", name="Alle anderen abmelden").click()
    dialog = desktop.get_by_role("dialog", name="Alle anderen Geräte abmelden?")
    await dialog.get_by_role("button", name="Ja, alle anderen abmelden").click()
    await expect(desktop.get_by_role("status").filter(has_text="Alle anderen Geräte sind abgemeldet.")).to_be_visible()
    await expect(desktop.get_by_role("table").first.get_by_role("rowheader")).to_have_count(1)
    await expect(desktop.get_by_role("button", name="Alle anderen abmelden")).to_have_count(0)
    for page in (laptop, lost_phone):
        await page.reload()
        await expect(page).to_have_url(re.compile("/anmelden"))
    await desktop.reload()
    await expect(desktop.get_by_role("heading", level=1)).to_have_text("Anmeldung und Sicherheit")


async def test_right_after_a_change(
    desktop: Page, lost_phone: Page, open_page: OpenPage, portal: Portal, email: str
) -> None:
    """Whoever makes a passkey because they mistrust somebody signs them out in the same place, by keyboard alone."""
    laptop = await open_page()
    for page in (laptop, desktop):
        await portal.sign_in(page, email)
    sensor = await add_authenticator(desktop)
    await arrive(desktop, "/konto/sicherheit/passkeys")
    end_others = desktop.get_by_role("button", name="Alle anderen Geräte abmelden")
    async with announcements(desktop) as heard, sensor.touched():
        await desktop.get_by_role("button", name="Passkey einrichten").click()
        await heard.wait_for("ist eingerichtet. Haben Sie das geändert, weil Sie jemand anderem nicht mehr trauen?")
    await visit(desktop)
    async with announcements(desktop) as heard:
        await press_on(desktop, end_others)
        await heard.wait_for("2 andere Geräte sind abgemeldet.")
    await expect(desktop.get_by_role("heading", level=1)).to_be_focused()
    await expect(end_others).to_have_count(0)
    await expect(desktop.get_by_role("main")).to_contain_text("2 andere Geräte sind abgemeldet.")
    await visit(desktop)
    for page in (laptop, lost_phone):
        await arrive(page, "/konto/sicherheit")
        await expect(page).to_have_url(re.compile("/anmelden"))


async def test_a_device_that_was_signed_out_meanwhile(
    desktop: Page, lost_phone: Page, portal: Portal, email: str, guard: Guard
) -> None:
    """The list is out of date: what the person wants is the case already, and nothing looks like a fault."""
    guard.allow("404")
    await portal.sign_in(desktop, email)
    await _arrive_at_devices(desktop, count=2)
    await lost_phone.get_by_role("button", name="Abmelden").first.click()
    await expect(lost_phone.get_by_role("heading", level=1)).to_have_text("Willkommen")
    await desktop.get_by_role("button", name=re.compile("Abmelden Firefox")).click()
    await desktop.get_by_role("dialog").get_by_role("button", name="Ja, abmelden").click()
    await expect(desktop.get_by_role("status").filter(has_text="Abgemeldet:")).to_be_visible()
    await expect(desktop.get_by_role("table").first.get_by_role("rowheader")).to_have_count(1)
