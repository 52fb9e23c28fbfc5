"""Every component works for everybody: looked at in all modes, and used with the keyboard alone."""

import pytest
from playwright.async_api import FilePayload, Locator, Page, expect

from a11y.visit import visit
from e2e.fixtures.browser import Guard
from frontend import site
from frontend.i18n import LANGUAGES, Language


@pytest.mark.parametrize("language", LANGUAGES)
async def test_gallery_is_accessible(desktop: Page, language: Language) -> None:
    await visit(desktop, site.path("gallery", language))


class TestDialog:
    async def test_keeps_the_focus_inside_and_gives_it_back(self, desktop: Page) -> None:
        opener = await _example(desktop, "dialog", "Termin absagen")
        await opener.press("Enter")
        dialog = desktop.get_by_role("dialog", name="Termin wirklich absagen?")
        await expect(dialog.get_by_role("heading")).to_be_focused()
        await visit(desktop)

        await desktop.keyboard.press("Escape")

        await expect(dialog).to_be_hidden()
        await expect(opener).to_be_focused()

    async def test_closes_by_its_own_buttons(self, desktop: Page) -> None:
        opener = await _example(desktop, "dialog", "Termin absagen")
        for name in ("Ja, absagen", "Termin behalten", "Schließen"):
            await opener.click()
            dialog = desktop.get_by_role("dialog")
            await dialog.get_by_role("button", name=name).click()
            await expect(dialog).to_be_hidden()
            await expect(opener).to_be_focused()


class TestTabs:
    async def test_arrow_keys_go_round_and_the_panel_follows(self, desktop: Page) -> None:
        await desktop.goto("/_gallery")
        first, second, last = (desktop.get_by_role("tab", name=name) for name in ("Tarif", "Zähler", "Zahlung"))
        await first.focus()

        for key, tab in (("ArrowRight", second), ("End", last), ("ArrowRight", first), ("ArrowLeft", last)):
            await desktop.keyboard.press(key)
            await expect(tab).to_be_focused()
            await expect(tab).to_have_attribute("aria-selected", "true")

        await expect(desktop.get_by_role("tabpanel")).to_have_text("Abschlag 62,00 € am Ersten jedes Monats")

    async def test_are_one_stop_for_the_tab_key(self, desktop: Page) -> None:
        await desktop.goto("/_gallery")
        await desktop.get_by_role("tab", name="Tarif").focus()

        await desktop.keyboard.press("Tab")

        await expect(desktop.get_by_role("tabpanel")).to_be_focused()


class TestMenu:
    async def test_closes_on_escape_and_when_the_focus_leaves(self, desktop: Page) -> None:
        await desktop.goto("/_gallery")
        button = desktop.get_by_role("banner").locator("summary")
        system = desktop.get_by_role("radio", name="Wie das Gerät")

        await button.press("Enter")
        await expect(system).to_be_visible()
        await desktop.keyboard.press("Tab")
        await desktop.keyboard.press("Escape")
        await expect(system).to_be_hidden()
        await expect(button).to_be_focused()

        await button.press("Enter")
        await desktop.get_by_role("contentinfo").get_by_role("link").first.focus()
        await expect(system).to_be_hidden()


class TestErrorSummary:
    async def test_leads_to_the_field(self, desktop: Page) -> None:
        await desktop.goto("/_gallery")
        await desktop.get_by_role("link", name="Geben Sie alle sieben Ziffern der Kundennummer ein.").press("Enter")
        field = desktop.get_by_label("Kundennummer")
        await expect(field).to_be_focused()
        await expect(field).to_be_in_viewport()

    async def test_leads_to_the_first_control_of_a_group(self, desktop: Page) -> None:
        await desktop.goto("/_gallery")
        await desktop.get_by_role("link", name="Wählen Sie mindestens einen Weg.").press("Enter")
        group = desktop.get_by_role("group", name="Worüber dürfen wir Sie informieren?")
        await expect(group.get_by_role("checkbox").first).to_be_focused()
        await expect(group).to_be_in_viewport()


class TestFileUpload:
    async def test_refuses_a_file_that_is_too_large_and_says_so(self, desktop: Page) -> None:
        await desktop.goto("/_gallery")
        await _choose(desktop, size=5_000_001)
        await expect(_upload_status(desktop)).to_have_text("zaehler.jpg: Diese Datei ist zu groß.")
        await visit(desktop)

    async def test_says_when_the_server_does_not_take_it(self, desktop: Page, guard: Guard) -> None:
        guard.allow("404")
        await desktop.goto("/_gallery")
        await _choose(desktop, size=1_000)
        await expect(_upload_status(desktop)).to_contain_text("zaehler.jpg: Das Hochladen ist fehlgeschlagen.")


async def test_table_becomes_cards_on_a_phone_and_stays_a_table(phone: Page) -> None:
    await phone.goto("/_gallery")
    table = phone.get_by_role("table", name="Posten der Rechnung")
    row = table.get_by_role("row").filter(has_text="Arbeitspreis Strom")
    box = await row.bounding_box()
    assert box is not None, "the row is there"

    assert box["width"] <= 390
    await expect(row.get_by_role("rowheader")).to_have_text("Arbeitspreis Strom")
    await expect(row.get_by_role("cell")).to_have_text(["182 kWh", "0,3245 €", "59,06 €"])
    await expect(table.get_by_role("columnheader")).to_have_text(["Leistung", "Menge", "Einzelpreis", "Betrag netto"])


async def _example(page: Page, component: str, button: str) -> Locator:
    await page.goto("/_gallery")
    return page.locator(f"[data-component={component}]").get_by_role("button", name=button, exact=True).first


async def _choose(page: Page, *, size: int) -> None:
    file: FilePayload = {"name": "zaehler.jpg", "mimeType": "image/jpeg", "buffer": bytes(size)}
    await page.get_by_label("Foto des Zählers").set_input_files(files=[file])


def _upload_status(page: Page) -> Locator:
    return page.locator("[data-component=file_upload]").get_by_role("status")
