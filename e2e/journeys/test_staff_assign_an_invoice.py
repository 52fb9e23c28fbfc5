"""A service agent looks at an invoice that fits no customer, and gives it to the right one."""

import re

from playwright.async_api import Page, expect

from backend.demo.people import ACCOUNTS
from e2e.fixtures.browser import Guard
from e2e.fixtures.portal import Portal, arrive

_AGENT = next(account.email for account in ACCOUNTS if account.role == "agent")


async def test_look_and_assign(desktop: Page, portal: Portal, guard: Guard) -> None:
    await portal.add_waiting_invoice()
    letter = await portal.new_customer()
    await portal.sign_in(desktop, _AGENT)
    await arrive(desktop, "/service/rechnungen")
    waiting = desktop.get_by_role("row").filter(has=desktop.get_by_role("button", name="Zuordnen")).last
    number = (await waiting.get_by_role("link").inner_text()).strip()

    await waiting.get_by_role("link").click()
    await expect(desktop.get_by_role("heading", level=1)).to_contain_text(number)
    await desktop.get_by_role("navigation", name="Sie sind hier").get_by_role("link").click()

    await desktop.get_by_role("button", name=f"Zuordnen {number}").click()
    field = desktop.get_by_label("Kundennummer")
    await field.fill("keine")
    await desktop.get_by_role("button", name="Zuordnen", exact=True).click()
    await expect(field).to_have_attribute("aria-invalid", "true")
    await expect(field).to_have_value("keine")
    await field.fill(letter.customer_number)
    await desktop.get_by_role("button", name="Zuordnen", exact=True).click()
    await expect(desktop.get_by_role("status").filter(has_text=re.compile("zugeordnet"))).to_be_visible()
    await expect(desktop.get_by_role("button", name=f"Zuordnen {number}")).to_have_count(0)
    assert not guard.problems
