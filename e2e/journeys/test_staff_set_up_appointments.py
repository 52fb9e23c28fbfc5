"""Staff set up a location, a kind of appointment and a person with hours, and enter leave that hits an appointment."""

from datetime import datetime
from secrets import token_hex
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from playwright.async_api import Page, expect

from a11y.announcements import announcements
from a11y.visit import visit
from backend.demo.people import ACCOUNTS
from e2e.fixtures.browser import PHONE, Guard, OpenPage
from e2e.fixtures.portal import Portal, arrive, working

_AGENT = next(account.email for account in ACCOUNTS if account.role == "agent")
_ZONE = ZoneInfo("Europe/Berlin")
_API = "/api/v1/appointments"


async def _fill(page: Page, **texts: str) -> None:
    for name, text in texts.items():
        await page.locator(f"[name={name}]").fill(text)


async def _save(page: Page) -> None:
    """Send the form, and wait for the page that follows."""
    here = page.url
    await page.get_by_role("button", name="Speichern", exact=True).click()
    await expect(page).not_to_have_url(here)
    await working(page)
    await expect(page.get_by_text("Gespeichert.").first).to_be_visible()


async def _add_location(page: Page, name: str) -> None:
    await page.get_by_role("link", name="Standort hinzufügen").click()
    await expect(page.get_by_role("heading", level=1, name="Standort hinzufügen")).to_be_focused()
    await _fill(page, name_de=name, street="Markt 4", postal_code="123", city="Lindental")
    await page.get_by_label("stufenlos").check()
    await page.get_by_role("button", name="Speichern", exact=True).click()
    summary = page.get_by_role("group", name="Bitte prüfen Sie Ihre Angaben")
    await expect(summary).to_be_focused()
    await expect(summary).to_contain_text("Geben Sie die Postleitzahl mit fünf Ziffern ein.")
    await expect(page.get_by_label("stufenlos")).to_be_checked()
    await visit(page)
    await _fill(page, name_en=name, postal_code="12345")
    await _save(page)
    await expect(page.get_by_role("row").filter(has_text=name)).to_contain_text("stufenlos")


async def _add_service(page: Page, name: str, location: str) -> None:
    await page.get_by_role("link", name="Terminart hinzufügen").click()
    await _fill(page, name_de=name, name_en=name, skills=name)
    await page.get_by_label("vor Ort", exact=True).check()
    await page.get_by_label(location).check()
    await _save(page)
    await expect(page.get_by_role("row").filter(has_text=name)).to_contain_text("30 Minuten, vor Ort")


async def _add_person(page: Page, name: str, location: str, skill: str) -> None:
    await page.get_by_role("link", name="Person hinzufügen").click()
    await _fill(page, name=name, skills=skill)
    await page.get_by_label(location).check()
    await page.get_by_label("Bundesland").select_option("BY")
    await _save(page)
    await expect(page.get_by_role("heading", level=1)).to_have_text(f"Zeiten: {name}")
    for number in range(1, 6):
        await page.locator(f"#work-{number}").fill("09:00-17:00")
    await page.locator("#breaks-1").fill("18:00-19:00")
    await page.get_by_role("button", name="Speichern", exact=True).click()
    await expect(page.locator("#breaks-1")).to_have_attribute("aria-invalid", "true")
    await page.locator("#breaks-1").fill("12:00-13:00")
    await _save(page)


async def _book(customer: Page, portal: Portal, service: str) -> datetime:
    """A customer takes the first free time, as their page does; returns when that is."""
    people = {"Origin": portal.url}
    services: list[Any] = await (await customer.request.get(f"{_API}/services")).json()
    service_id = next(each["id"] for each in services if each["name"] == service)
    free: Any = await (await customer.request.get(f"{_API}/services/{service_id}/times")).json()
    first = free["times"][0]
    wish = {"service_id": service_id, "time": first, "request_key": str(uuid4())}
    held: Any = await (await customer.request.post(f"{_API}/holds", data=wish, headers=people)).json()
    booked = await customer.request.post(
        f"{_API}/holds/{held['booking_id']}/book",
        data={"contact": {"name": "Erika Muster", "email": "erika@example.org", "phone": "069 90009120"}},
        headers=people,
    )
    assert booked.ok, await booked.text()
    return datetime.fromisoformat(first["starts_at"]).astimezone(_ZONE)


async def test_staff_set_up_appointments_and_see_what_leave_would_hit(
    phone: Page, open_page: OpenPage, portal: Portal, guard: Guard
) -> None:
    guard.allow("400")
    mark = token_hex(3)
    location, service, person = f"Kundenzentrum {mark}", f"beratung {mark}", f"Alex Abend {mark}"
    letter = await portal.new_customer()
    await portal.let_look_after(letter.email, letter.customer_number)
    await portal.sign_in(phone, _AGENT)
    await arrive(phone, "/service/agenda")
    await phone.get_by_role("link", name="Termine einrichten").click()

    await _add_location(phone, location)
    await _add_service(phone, service, location)
    await _add_person(phone, person, location, service)
    customer = await open_page(PHONE)
    await portal.sign_in(customer, letter.email)
    when = await _book(customer, portal, service)

    await phone.get_by_role("row").filter(has_text=person).get_by_role("link", name="Zeiten").click()
    await expect(phone.get_by_role("heading", name="Feiertage")).to_be_visible()
    await phone.get_by_role("link", name="Abwesenheit oder Zeit eintragen").click()
    await _fill(phone, first_day=f"{when:%d.%m.%Y}")
    async with announcements(phone) as heard:
        await phone.get_by_role("button", name="Speichern", exact=True).click()
        await heard.wait_for("Noch nicht gespeichert: Ein gebuchter Termin ist betroffen")
    await expect(phone.get_by_role("heading", level=1)).to_be_focused()
    affected = phone.get_by_role("listitem").filter(has_text=f"{when:%H:%M} Uhr")
    await expect(affected).to_contain_text("Erika Muster")
    await expect(affected).to_contain_text(f"{person} ist dann nicht da.")
    await visit(phone)

    await phone.get_by_role("button", name="Trotzdem speichern").click()
    await expect(phone.get_by_role("heading", level=1)).to_have_text(f"Zeiten: {person}")
    await expect(phone.get_by_text("Abwesend, ganztägig")).to_be_visible()
    await arrive(phone, "/service/termine")
    await expect(phone.get_by_role("listitem").filter(has_text=f"{person} ist dann nicht da.")).to_be_visible()
