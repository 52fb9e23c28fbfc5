"""Signing in with another service: linking it, coming in with it, and parting from it."""

import re

import pytest
from playwright.async_api import Page, expect

from a11y.visit import visit
from backend.demo.people import INGRID, YILDIZ
from e2e.fixtures.browser import DESKTOP, OpenPage
from e2e.fixtures.portal import Portal, arrive
from frontend import site
from frontend.i18n import LANGUAGES, Language
from tests.fixtures.oidc_provider import OpenIdProvider

SERVICES = "/konto/sicherheit/dienste"


@pytest.fixture(scope="session")
def base_url(portal_with_service: Portal) -> str:
    """Here relative addresses belong to the portal that knows a service."""
    return portal_with_service.url


async def _sign_in_by_code(page: Page, portal: Portal, email: str) -> None:
    """From the sign-in page as it is."""
    before = len(portal.mails_to(email))
    await page.get_by_label("E-Mail-Adresse").fill(email)
    await page.get_by_role("button", name="Code per E-Mail schicken").click()
    await page.get_by_label("Code aus der E-Mail").fill(await portal.newest_code(email, after=before))
    await page.get_by_role("button", name="Anmelden").click()


async def _choose(page: Page, service: OpenIdProvider, account: str) -> None:
    """At the service."""
    await expect(page).to_have_url(re.compile(f"^{service.issuer}/interaction/"))
    await page.get_by_role("button", name=account).click()


async def test_link_sign_out_sign_in_unlink(
    desktop: Page, portal_with_service: Portal, other_service: OpenIdProvider
) -> None:
    portal = portal_with_service
    await portal.sign_in(desktop, INGRID.email)
    await arrive(desktop, SERVICES)
    await expect(desktop.get_by_text("Noch kein Dienst verbunden")).to_be_visible()
    await desktop.get_by_role("button", name="Mit Lindental-Konto verbinden").click()
    await _choose(desktop, other_service, INGRID.email)
    await expect(desktop.get_by_role("status").filter(has_text="Lindental-Konto ist verbunden")).to_be_visible()
    await expect(desktop.get_by_role("row").filter(has_text=INGRID.email)).to_contain_text("noch nie")

    await desktop.get_by_role("button", name="Abmelden", exact=True).click()
    await expect(desktop).to_have_url(re.compile("localhost:[0-9]+/$"))
    await arrive(desktop, "/anmelden?next=/rechnungen")
    # The service still knows who is there. So this is one press, and back to where the person wanted to go.
    await desktop.get_by_role("button", name="Mit Lindental-Konto anmelden").click()
    await expect(desktop).to_have_url(re.compile("/rechnungen$"))
    await expect(desktop.get_by_role("heading", level=1)).to_have_text("Rechnungen")

    await arrive(desktop, SERVICES)
    await desktop.get_by_role("button", name="Verbindung trennen").click()
    dialog = desktop.get_by_role("dialog", name="Verbindung wirklich trennen?")
    await expect(dialog).to_contain_text(f"Lindental-Konto ({INGRID.email})")
    await dialog.get_by_role("button", name="Ja, trennen").click()
    await expect(desktop.get_by_role("status").filter(has_text="ist getrennt")).to_be_visible()
    await expect(desktop.get_by_text("Noch kein Dienst verbunden")).to_be_visible()


async def test_who_comes_from_the_service_first_is_asked_after_signing_in(
    open_page: OpenPage, portal_with_service: Portal, other_service: OpenIdProvider
) -> None:
    page = await open_page(DESKTOP)
    await arrive(page, "/anmelden?next=/rechnungen%3Fpage%3D1")
    await page.get_by_role("button", name="Mit Lindental-Konto anmelden").click()
    # The same address as that of an account here opens nothing.
    await _choose(page, other_service, YILDIZ.email)
    await expect(
        page.get_by_role("alert").filter(has_text="Ihr Konto bei Lindental-Konto ist hier noch nicht verbunden")
    ).to_be_visible()
    await _sign_in_by_code(page, portal_with_service, YILDIZ.email)

    await expect(page).to_have_url(re.compile(rf"{SERVICES}\?next="))
    await expect(page.get_by_role("heading", level=2, name="Mit Lindental-Konto verbinden?")).to_be_visible()
    await expect(page.get_by_text(f"als {YILDIZ.email} angemeldet")).to_be_visible()
    await page.get_by_role("button", name="Nein, nicht verbinden").click()
    await expect(page.get_by_role("status").filter(has_text="Es wurde nichts verbunden")).to_be_visible()
    await expect(page.get_by_role("heading", name="Mit Lindental-Konto verbinden?")).to_have_count(0)
    await expect(page.get_by_text("Noch kein Dienst verbunden")).to_be_visible()
    await page.get_by_role("link", name="Weiter zu der Seite, die Sie öffnen wollten").click()
    await expect(page).to_have_url(re.compile(r"/rechnungen\?page=1$"))


async def test_who_says_yes_comes_in_by_the_service_from_then_on(
    open_page: OpenPage, portal_with_service: Portal, other_service: OpenIdProvider
) -> None:
    page = await open_page(DESKTOP)
    await arrive(page, "/anmelden")
    await page.get_by_role("button", name="Mit Lindental-Konto anmelden").click()
    await _choose(page, other_service, "somebody@example.com")
    await expect(page.get_by_role("alert").filter(has_text="noch nicht verbunden")).to_be_visible()
    # By a way that does not lead to the question itself, such as a first registration: the overview knows of it.
    await portal_with_service.sign_in(page, YILDIZ.email, strong=False)
    await arrive(page, "/uebersicht")
    await page.get_by_role("link", name="Jetzt entscheiden").click()
    await page.get_by_role("button", name="Ja, verbinden").click()
    await expect(page.get_by_role("status").filter(has_text="Lindental-Konto ist verbunden")).to_be_visible()

    other = await open_page(DESKTOP)
    await arrive(other, "/anmelden")
    await other.get_by_role("button", name="Mit Lindental-Konto anmelden").click()
    await _choose(other, other_service, "somebody@example.com")
    await expect(other).to_have_url(re.compile("/uebersicht$"))
    await arrive(other, SERVICES)
    await other.get_by_role("button", name="Hier und dort abmelden").click()
    await expect(other).to_have_url(re.compile(f"^{other_service.issuer}/session/end"))
    await other.get_by_role("button", name="Sign out").click()
    await expect(other).to_have_url(f"{portal_with_service.url}/")
    await arrive(other, SERVICES)
    await expect(other).to_have_url(re.compile("/anmelden"))


async def test_changed_ones_mind_at_the_service(
    desktop: Page, portal_with_service: Portal, other_service: OpenIdProvider
) -> None:
    await arrive(desktop, "/anmelden")
    await desktop.get_by_role("button", name="Mit Lindental-Konto anmelden").click()
    await _choose(desktop, other_service, "Cancel")
    await expect(desktop).to_have_url(re.compile("/anmelden"))
    await expect(desktop.get_by_role("alert").filter(has_text="abgebrochen")).to_be_visible()
    await expect(desktop.get_by_role("button", name="Mit Lindental-Konto anmelden")).to_be_visible()


async def test_an_answer_that_was_used_is_told_as_such(desktop: Page, other_service: OpenIdProvider) -> None:
    answers: list[str] = []
    desktop.on("request", lambda request: answers.append(request.url) if "/callback?" in request.url else None)
    await arrive(desktop, "/anmelden")
    await desktop.get_by_role("button", name="Mit Lindental-Konto anmelden").click()
    await _choose(desktop, other_service, "Cancel")
    await expect(desktop.get_by_role("alert").filter(has_text="abgebrochen")).to_be_visible()
    await desktop.goto(answers[0])
    await expect(desktop.get_by_role("alert").filter(has_text="gilt nicht mehr")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_pages_that_offer_services_are_accessible(
    desktop: Page, portal_with_service: Portal, other_service: OpenIdProvider, language: Language
) -> None:
    sign_in, services = site.path("sign-in", language), site.path("linked-sign-ins", language)
    await visit(desktop, f"{sign_in}#unlinked=lindental")
    await visit(desktop, f"{sign_in}#problem=oidc-expired")

    await portal_with_service.sign_in(desktop, "else@example.org")
    await arrive(desktop, services)
    await desktop.get_by_role("button", name="Lindental-Konto").last.click()
    await _choose(desktop, other_service, "else@example.com")
    await expect(desktop).to_have_url(re.compile(f"{services}#linked=lindental$"))
    await expect(desktop.get_by_role("row").filter(has_text="else@example.com")).to_be_visible()
    await visit(desktop, services)
