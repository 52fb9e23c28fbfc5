"""Somebody finds no time that suits, waits, and takes the one that somebody else gives back: on the phone."""

from secrets import token_hex

from playwright.async_api import Page, expect

from a11y.announcements import announcements
from a11y.visit import visit
from e2e.fixtures.browser import OpenPage
from e2e.fixtures.portal import Portal, arrive
from e2e.journeys.test_recover_when_everything_is_lost import link_in

_FREED = "Ein Termin ist frei geworden"
_SERVICE = "Termin: "


async def test_what_one_gives_back_another_takes(phone: Page, open_page: OpenPage, portal: Portal) -> None:
    waiting = f"{token_hex(6)}@example.org"
    link, service = await _somebody_elses_appointment(portal)

    await portal.sign_in(phone, waiting)
    await _join(phone, service)
    await _give_back(await open_page(), link)
    mail = await portal.newest_mail(waiting)
    assert mail["Subject"] == _FREED
    await _take(phone, portal, waiting)
    await expect(phone.locator("main")).to_contain_text(service)


async def _somebody_elses_appointment(portal: Portal) -> tuple[str, str]:
    """The link in its mail, and what it is for."""
    address = f"{token_hex(6)}@example.org"
    await portal.book_appointment(address)
    mail = await portal.newest_mail(address)
    body = mail.get_body(("plain",))
    assert body is not None
    lines: list[str] = body.get_content().splitlines()
    [service] = [line.removeprefix(_SERVICE) for line in lines if line.startswith(_SERVICE)]
    return link_in(mail), service


async def _join(page: Page, service: str) -> None:
    await arrive(page, "/termine/buchen")
    await page.get_by_role("link", name=service).tap()
    await page.get_by_label("Tageszeit").select_option("Vormittags (bis 12 Uhr)")
    await page.get_by_role("button", name="Freie Zeiten zeigen").tap()
    await expect(page.get_by_text("Am Telefon · Vormittags (bis 12 Uhr)")).to_be_visible()
    await page.get_by_label("Wie lange sollen wir suchen?").select_option(index=2)
    await visit(page)
    async with announcements(page) as heard:
        await page.get_by_role("button", name="Auf die Warteliste setzen").tap()
        await heard.wait_for(f"Sie stehen auf der Warteliste: {service}.")
    await expect(page.get_by_role("heading", name="Warteliste")).to_be_visible()
    await visit(page)


async def _give_back(page: Page, link: str) -> None:
    await arrive(page, link)
    await page.get_by_role("button", name="Absagen").click()
    await page.get_by_role("button", name="Ja, absagen").click()
    await expect(page.get_by_text("Dieser Termin ist abgesagt.")).to_be_visible()


async def _take(page: Page, portal: Portal, address: str) -> None:
    """Escape keeps the place on the list; then the time is taken by the ordinary form."""
    await arrive(page, "/termine")
    offer = page.locator("main .card", has=page.get_by_role("heading", name=_FREED))
    await expect(offer).to_contain_text("Wir halten diese Zeit bis")
    await page.get_by_role("button", name="Von der Warteliste nehmen").tap()
    await expect(page.get_by_role("dialog")).to_contain_text("Wirklich von der Warteliste nehmen?")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="Von der Warteliste nehmen")).to_be_focused()
    await visit(page)
    await offer.get_by_role("link", name="Termin annehmen").tap()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Ihre Angaben")
    await expect(page.locator("main")).to_contain_text("Wir halten diese Zeit bis")
    await visit(page)
    await page.get_by_label("Vor- und Nachname").fill("Erika Muster")
    await page.get_by_label("Telefonnummer").fill("+49 69 90009120")
    await page.get_by_role("button", name="Termin verbindlich buchen").tap()
    await expect(page.locator("main")).to_contain_text("Ihr Termin ist gebucht.")
    assert (await portal.newest_mail(address, after=1))["Subject"] == "Ihr Termin ist gebucht"


async def test_declining_and_leaving_by_the_keyboard(desktop: Page, open_page: OpenPage, portal: Portal) -> None:
    """Each says what has become of it, and nothing is left behind."""
    waiting = f"{token_hex(6)}@example.org"
    link, service = await _somebody_elses_appointment(portal)
    await portal.sign_in(desktop, waiting)
    await arrive(desktop, "/termine/buchen")
    await desktop.get_by_role("link", name=service).press("Enter")
    await desktop.get_by_role("button", name="Auf die Warteliste setzen").press("Enter")
    await expect(desktop.get_by_role("heading", name="Warteliste")).to_be_visible()
    await _give_back(await open_page(), link)
    await portal.newest_mail(waiting)
    await arrive(desktop, "/termine")
    async with announcements(desktop) as heard:
        await desktop.get_by_role("button", name="Ablehnen").press("Enter")
        await heard.wait_for("Sie haben die Zeit abgelehnt.")
    await expect(desktop.get_by_role("heading", level=1)).to_be_focused()
    await expect(desktop.get_by_role("button", name="Ablehnen")).to_have_count(0)
    await desktop.get_by_role("button", name="Von der Warteliste nehmen").press("Enter")
    async with announcements(desktop) as heard:
        await desktop.get_by_role("button", name="Ja, von der Liste nehmen").press("Enter")
        await heard.wait_for("Sie stehen nicht mehr auf der Warteliste")
    await expect(desktop.get_by_role("heading", name="Warteliste")).to_have_count(0)
