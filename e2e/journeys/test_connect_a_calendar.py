"""An adviser connects the calendar on her own server: appointments come and go there, and what she deletes is told."""

from collections.abc import AsyncIterator
from secrets import token_hex
from typing import Any
from uuid import uuid4

import pytest_asyncio
from playwright.async_api import Page, expect

from a11y.announcements import announcements
from a11y.visit import visit
from e2e.fixtures.browser import Guard
from e2e.fixtures.portal import Portal, arrive
from e2e.fixtures.visits import add_visit
from tests.fixtures.radicale import PASSWORD, Person, running_radicale

_API = "/api/v1/service/agenda"


@pytest_asyncio.fixture(loop_scope="session")
async def ingrid() -> AsyncIterator[Person]:
    """Her account on a calendar server."""
    async with running_radicale() as server:
        yield server.person("ingrid")


async def _book(page: Page, portal: Portal, service: str) -> None:
    """A colleague books a free time of the next hours on the phone."""
    people = {"Origin": portal.url}
    services: list[Any] = await (await page.request.get(f"{_API}/services")).json()
    service_id = next(each["id"] for each in services if each["name"] == service)
    free: Any = await (await page.request.get(f"{_API}/services/{service_id}/times?channel=phone")).json()
    wish = {"service_id": service_id, "time": free["times"][3], "request_key": str(uuid4())}
    kept = await page.request.post(f"{_API}/holds", data=wish, headers=people)
    assert kept.ok, await kept.text()
    held: Any = await kept.json()
    caller = {"contact": {"name": "Jo Müller", "phone": "069 1"}}
    booked = await page.request.post(f"{_API}/holds/{held['booking_id']}/book", data=caller, headers=people)
    assert booked.ok, await booked.text()


async def test_connect_a_calendar_and_part_from_it(phone: Page, portal: Portal, guard: Guard, ingrid: Person) -> None:
    guard.allow("400")
    guard.allow("409")
    calendar = await ingrid.make_calendar("Dienst")
    await ingrid.make_calendar("Privat")
    email = f"adviser-{token_hex(4)}@example.org"
    await portal.hire(email)
    first = await add_visit(portal, f"Ina {token_hex(4)}", adviser=email)
    await portal.sign_in(phone, email)
    await arrive(phone, "/service/agenda")
    await phone.get_by_role("link", name="Eigener Kalender").tap()
    await expect(phone.get_by_role("heading", level=1, name="Eigener Kalender")).to_be_focused()

    await _connect(phone, ingrid)
    assert len(ingrid.documents(calendar)) == 1
    await _book(phone, portal, first.service)
    async with announcements(phone) as heard:
        await phone.get_by_role("button", name="Jetzt abgleichen").press("Enter")
        await heard.wait_for("Im Kalender: 2 kommende Termine")
    assert len(ingrid.documents(calendar)) == 2

    await _put_back(phone, ingrid, calendar, first.service)
    await _part(phone)
    assert ingrid.documents(calendar) == {}
    assert not guard.problems


async def _connect(page: Page, person: Person) -> None:
    """By keyboard; with a wrong password first, and what was typed stays."""
    await page.get_by_role("button", name="Kalender suchen").press("Enter")
    summary = page.get_by_role("group", name="Bitte prüfen Sie Ihre Angaben")
    await expect(summary).to_be_focused()
    await expect(summary.get_by_role("link")).to_have_count(3)
    await visit(page)
    await page.get_by_label("Adresse des Kalenderservers").fill(person.server.origin)
    await page.get_by_label("Benutzername").fill(person.name)
    password = page.get_by_label("Passwort für den Kalender")
    await password.fill("wrong")
    await password.press("Enter")
    await expect(summary).to_contain_text("nimmt Benutzername und Passwort nicht an")
    await expect(password).to_have_attribute("aria-invalid", "true")
    await expect(page.get_by_label("Benutzername")).to_have_value(person.name)
    await password.fill(PASSWORD)
    async with announcements(page) as heard:
        await password.press("Enter")
        await heard.wait_for("2 Kalender gefunden.")
    await expect(page.get_by_role("heading", level=1)).to_be_focused()
    await expect(password).to_be_hidden()
    await visit(page)
    await page.get_by_label("Dienst").check()
    async with announcements(page) as heard:
        await page.get_by_role("button", name="Verbinden").press("Enter")
        await heard.wait_for("Ihr Kalender ist verbunden.")
    await expect(page.get_by_role("heading", level=1)).to_be_focused()
    await expect(page.locator("main")).to_contain_text("gerade eben")
    await visit(page)


async def _put_back(page: Page, person: Person, calendar: str, service: str) -> None:
    name = next(iter(person.documents(calendar)))
    await person.delete(calendar + name)
    await page.get_by_role("button", name="Jetzt abgleichen").tap()
    row = page.get_by_role("row").filter(has_text=service)
    await expect(row).to_be_visible()
    await visit(page)
    async with announcements(page) as heard:
        await row.get_by_role("button", name="Wieder eintragen").press("Enter")
        await heard.wait_for("Der Termin steht wieder im Kalender.")
    await expect(page.get_by_role("heading", level=1)).to_be_focused()
    assert len(person.documents(calendar)) == 2


async def _part(page: Page) -> None:
    await page.get_by_role("button", name="Kalender trennen").tap()
    dialog = page.get_by_role("dialog", name="Kalender wirklich trennen?")
    await dialog.get_by_label("Aus dem Kalender nehmen").check()
    await visit(page)
    async with announcements(page) as heard:
        await dialog.get_by_role("button", name="Ja, Kalender trennen").press("Enter")
        await heard.wait_for("Der Kalender ist getrennt.")
    await expect(page.get_by_role("heading", level=1)).to_be_focused()
    await expect(page.get_by_label("Adresse des Kalenderservers")).to_be_visible()
    await expect(page.get_by_label("Passwort für den Kalender")).to_have_value("")
