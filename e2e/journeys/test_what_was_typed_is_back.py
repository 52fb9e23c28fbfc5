"""What somebody has typed survives the end of their session: for them, for nobody else, and until it is sent."""

import re
from datetime import timedelta

import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from a11y.announcements import announcements
from a11y.visit import visit
from backend.demo.people import INGRID
from e2e.fixtures.portal import Portal, arrive
from tests.support.waiting import until

_FORM = "/konto/name"
_KEPT = "**/api/v1/drafts/account-name"
_BACK = re.compile(r"Ihre Eingaben vom \d+\. \w+ \d{4} um \d\d:\d\d Uhr sind wieder da\.")


@pytest_asyncio.fixture(loop_scope="session")
async def email(portal: Portal) -> str:
    """Somebody who looks after a contract."""
    letter = await portal.new_customer()
    await portal.let_look_after(letter.email, letter.customer_number)
    return letter.email


@pytest_asyncio.fixture(loop_scope="session")
async def form(desktop: Page, portal: Portal, email: str) -> Page:
    """A form in which they have typed something, and stopped for a moment."""
    await portal.sign_in(desktop, email)
    await arrive(desktop, _FORM)
    await _type(desktop, "Erika Maria")
    return desktop


async def _type(page: Page, given_name: str) -> None:
    async with page.expect_response(lambda answer: answer.request.method == "PUT" and "/drafts/" in answer.url):
        await _given_name(page).fill(given_name)


def _given_name(page: Page) -> Locator:
    return page.get_by_label("Vorname")


def _notice(page: Page) -> Locator:
    return page.get_by_role("status").filter(has_text=_BACK)


async def _sign_in_again(page: Page, portal: Portal, email: str) -> None:
    await page.get_by_label("E-Mail-Adresse").fill(email)
    await page.get_by_role("button", name="Code per E-Mail schicken").click()
    await page.get_by_label("Code aus der E-Mail").fill(await portal.newest_code(email))
    await page.get_by_role("button", name="Anmelden").click()
    await expect(page).to_have_url(re.compile(f"{_FORM}$"))


async def test_after_the_session_has_run_out(form: Page, portal: Portal, email: str) -> None:
    await portal.let_time_pass(email, timedelta(minutes=29, seconds=55))
    await form.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    await expect(form.get_by_role("alertdialog")).to_contain_text("Was Sie hier eingegeben haben, ist gespeichert.")
    # By its own clock, some seconds later.
    await expect(form).to_have_url(re.compile(r"/anmelden\?.*ended=idle$"), timeout=20_000)
    await _sign_in_again(form, portal, email)
    await expect(_given_name(form)).to_have_value("Erika Maria")
    await expect(_notice(form)).to_be_visible()
    await visit(form)


async def test_after_the_session_was_ended_elsewhere_in_the_middle_of_a_word(
    form: Page, portal: Portal, email: str
) -> None:
    await portal.end_sessions(email)
    await form.get_by_role("link", name="Abbrechen").click()
    await expect(form).to_have_url(re.compile("/anmelden"))
    await portal.sign_in(form, email)
    async with announcements(form) as heard:
        await arrive(form, _FORM)
        await heard.wait_for("sind wieder da")
    await expect(_given_name(form)).to_have_value("Erika Maria")


async def test_the_person_may_discard_it(form: Page) -> None:
    before = await _given_name(form).get_attribute("value")
    await form.reload()
    await expect(_given_name(form)).to_have_value("Erika Maria")
    async with announcements(form) as heard:
        await form.get_by_role("button", name="Diese Eingaben verwerfen").click()
        await heard.wait_for("Ihre Eingaben sind verworfen.")
    await expect(_given_name(form)).to_have_value(before or "")
    await expect(form.locator("form :focus")).to_have_count(1)
    async with form.expect_response(_KEPT):
        await form.reload()
    await expect(_given_name(form)).to_have_value(before or "")
    await expect(_notice(form)).to_have_count(0)


async def test_what_was_sent_does_not_come_back(form: Page) -> None:
    await form.get_by_label("Nachname").fill("Muster")
    await form.get_by_role("button", name="Speichern").click()
    await expect(form).to_have_url(re.compile("/konto$"))
    await until(lambda: _is_forgotten(form))
    await arrive(form, _FORM)
    await expect(_given_name(form)).to_have_value("Erika Maria")
    await expect(_notice(form)).to_have_count(0)


async def _is_forgotten(page: Page) -> bool:
    """The page may be left before it hears that its draft is gone."""
    answer = await page.request.get("/api/v1/drafts/account-name")
    return bool(await answer.json() == {"draft": None})


async def test_another_person_at_the_same_browser_gets_nothing_of_it(form: Page, portal: Portal) -> None:
    await portal.sign_in(form, INGRID.email)
    async with form.expect_response(_KEPT) as kept:
        await arrive(form, _FORM)
    assert await (await kept.value).json() == {"draft": None}
    await expect(_given_name(form)).to_have_value("Ingrid")
    await expect(_notice(form)).to_have_count(0)
    stored = await form.evaluate("() => JSON.stringify({ ...localStorage, ...sessionStorage })")
    assert "Maria" not in stored


async def test_what_takes_several_steps_is_not_begun_anew(desktop: Page, portal: Portal, email: str) -> None:
    await portal.sign_in(desktop, email)
    await arrive(desktop, "/konto/zugriff/einladen")
    await desktop.get_by_label("E-Mail-Adresse der Person").fill("max@example.org")
    await desktop.get_by_role("radio", name=re.compile("Gleicher Haushalt")).check()
    await _go_on(desktop, to="Was darf die Person?")
    await desktop.get_by_role("radio", name=re.compile("Nur Rechnungen")).check()
    await _go_on(desktop, to="Letzter Tag")
    await desktop.get_by_role("button", name="Zurück").click()
    await expect(desktop.get_by_role("group", name="Was darf die Person?")).to_be_visible()
    await expect(_notice(desktop)).to_have_count(0)

    await portal.end_sessions(email)
    await portal.sign_in(desktop, email)
    await arrive(desktop, "/konto/zugriff/einladen")
    await expect(desktop.get_by_label("E-Mail-Adresse der Person")).to_have_value("max@example.org")
    await expect(_notice(desktop)).to_be_visible()
    await visit(desktop)
    await _go_on(desktop, to="Was darf die Person?")
    await expect(desktop.get_by_role("radio", name=re.compile("Nur Rechnungen"))).to_be_checked()
    await _go_on(desktop, to="Letzter Tag")
    await _go_on(desktop, to=None)
    await desktop.get_by_role("button", name="Einladung verschicken").click()
    await expect(desktop).to_have_url(re.compile(r"/konto/zugriff\?"))
    for step in ("person", "scope", "time"):
        answer = await desktop.request.get(f"/api/v1/drafts/grant-invite-{step}")
        assert await answer.json() == {"draft": None}


async def _go_on(page: Page, *, to: str | None) -> None:
    await page.get_by_role("button", name="Weiter").click()
    question = page.get_by_role("group", name=to) if to else page.get_by_role("heading", name="Stimmt alles?")
    await expect(question).to_be_visible()


async def test_a_form_left_open_does_not_keep_the_session_alive(form: Page, portal: Portal, email: str) -> None:
    await portal.let_time_pass(email, timedelta(minutes=29))
    await form.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    await expect(form.get_by_role("alertdialog")).to_be_visible()
    answer = await form.request.get("/api/v1/session/time")
    assert (await answer.json())["seconds_left"] <= 60
