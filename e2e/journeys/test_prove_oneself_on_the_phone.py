"""A customer on the phone reads out a PIN, and the agent knows who is calling."""

from playwright.async_api import Page, expect

from a11y.visit import visit
from backend.demo.people import ACCOUNTS
from e2e.fixtures.portal import Portal, arrive

_AGENT = next(account.email for account in ACCOUNTS if account.role == "agent")


async def test_read_out_a_pin(phone: Page, desktop: Page, portal: Portal) -> None:
    letter = await portal.new_customer()
    await portal.let_look_after(letter.email, letter.customer_number)
    await portal.sign_in(phone, letter.email)
    await portal.sign_in(desktop, _AGENT)

    await visit(phone, "/konto/telefon-pin")
    await phone.get_by_role("button", name="PIN anzeigen").tap()
    shown = phone.locator(".big-code [aria-hidden]")
    await expect(phone.get_by_role("timer")).to_contain_text("Minuten")
    pin = await shown.inner_text()
    await expect(phone.get_by_role("status").filter(has_text=" ".join(pin.replace(" ", "")))).to_have_count(1)

    await arrive(desktop, f"/service/kunden?search={letter.customer_number}")
    await desktop.get_by_role("link", name=letter.customer_number).click()
    field = desktop.get_by_label("PIN, die am Telefon vorgelesen wird")
    await field.fill("000000" if pin != "000 000" else "000001")
    await desktop.get_by_role("button", name="PIN prüfen").click()
    await expect(desktop.get_by_text("Die PIN stimmt nicht, ist älter als zehn Minuten").first).to_be_visible()
    await field.fill(pin)
    await field.press("Enter")
    await expect(desktop.get_by_text("Die PIN stimmt:")).to_be_visible()
    await expect(desktop.get_by_text(letter.email).first).to_be_visible()

    await arrive(phone, "/konto/telefon-pin")
    await expect(phone.get_by_text("Ihre letzte PIN wurde geprüft:")).to_be_visible()
    await arrive(phone, "/konto/sicherheit")
    await expect(phone.get_by_text("Am Telefon mit der PIN ausgewiesen")).to_be_visible()
