"""Two minutes before a session ends its pages say so; the person stays, or comes back to where they were."""

import re
from datetime import timedelta

import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from a11y.visit import visit
from e2e.fixtures.browser import PHONE, Guard, OpenPage
from e2e.fixtures.portal import Portal, arrive

_TWENTY_MINUTES_LATER = "() => { const { now } = Date; Date.now = () => now() + 1_200_000; }"
_NEAR_THE_END = timedelta(minutes=28, seconds=20)
_AT_THE_END = timedelta(minutes=29, seconds=56)
_NEAR_THE_LIMIT = timedelta(minutes=58, seconds=20)
# The page ends by its own clock then, some seconds later.
_ENDS_BY_ITSELF = 20_000
_AT_THE_LIMIT = timedelta(minutes=59, seconds=54)


@pytest_asyncio.fixture(loop_scope="session")
async def email(portal: Portal) -> str:
    """Somebody who looks after a contract."""
    letter = await portal.new_customer()
    await portal.let_look_after(letter.email, letter.customer_number)
    return letter.email


@pytest_asyncio.fixture(loop_scope="session")
async def account_page(desktop: Page, portal: Portal, email: str) -> Page:
    """A page that shows who they are."""
    await portal.sign_in(desktop, email)
    await _arrive_at_account(desktop, email)
    return desktop


async def _arrive_at_account(page: Page, email: str) -> None:
    await arrive(page, "/konto")
    await expect(page.get_by_role("main")).to_contain_text(email)


async def _come_back_to(page: Page) -> None:
    """The person turns to the page again, which then asks for the time instead of trusting its clock."""
    await page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")


async def _seconds_left(page: Page) -> int:
    answer = await page.request.get("/api/v1/session/time")
    seconds: int = (await answer.json())["seconds_left"]
    return seconds


def _warning(page: Page, name: str = "Möchten Sie angemeldet bleiben?") -> Locator:
    return page.get_by_role("alertdialog", name=name)


async def test_the_warning_is_heard_and_seen_by_everybody(account_page: Page, portal: Portal, email: str) -> None:
    await portal.let_time_pass(email, _NEAR_THE_END)
    await _come_back_to(account_page)
    await expect(_warning(account_page)).to_be_visible()
    await expect(account_page.get_by_role("heading", name="Möchten Sie angemeldet bleiben?")).to_be_focused()
    await expect(_warning(account_page)).to_have_accessible_description(
        re.compile(r"melden wir Sie gleich ab.*Noch 1:")
    )
    await expect(account_page.get_by_role("timer")).to_have_text(re.compile(r"Noch 1:[0-3]\d Minuten"))
    await visit(account_page)


async def test_staying_with_one_press(account_page: Page, portal: Portal, email: str) -> None:
    await account_page.get_by_role("button", name="Abmelden").focus()
    await portal.let_time_pass(email, _NEAR_THE_END)
    await _come_back_to(account_page)
    await _warning(account_page).get_by_role("button", name="Angemeldet bleiben").click()
    await expect(_warning(account_page)).to_have_count(0)
    await expect(account_page.get_by_role("button", name="Abmelden")).to_be_focused()
    assert await _seconds_left(account_page) > 29 * 60


async def test_escape_stays_too(account_page: Page, portal: Portal, email: str) -> None:
    await portal.let_time_pass(email, _NEAR_THE_END)
    await _come_back_to(account_page)
    await expect(_warning(account_page)).to_be_visible()
    await account_page.keyboard.press("Escape")
    await expect(_warning(account_page)).to_have_count(0)
    assert await _seconds_left(account_page) > 29 * 60


async def test_looking_at_the_clock_does_not_stop_it(account_page: Page, portal: Portal, email: str) -> None:
    await portal.let_time_pass(email, _NEAR_THE_END)
    for _ in range(3):
        await _come_back_to(account_page)
    await expect(_warning(account_page)).to_be_visible()
    assert await _seconds_left(account_page) <= 100


async def test_without_a_connection_the_dialog_says_so_and_stays(
    account_page: Page, portal: Portal, email: str, guard: Guard
) -> None:
    guard.allow("ERR_FAILED")
    await portal.let_time_pass(email, _NEAR_THE_END)
    await _come_back_to(account_page)
    await account_page.route("**/api/v1/session/stay", lambda route: route.abort())
    await _warning(account_page).get_by_role("button", name="Angemeldet bleiben").click()
    await expect(_warning(account_page).get_by_role("alert")).to_contain_text("keine Verbindung")
    await account_page.unroute("**/api/v1/session/stay")
    await _warning(account_page).get_by_role("button", name="Angemeldet bleiben").click()
    await expect(_warning(account_page)).to_have_count(0)


async def test_all_tabs_warn_and_one_answer_serves_all(account_page: Page, portal: Portal, email: str) -> None:
    others = [await account_page.context.new_page() for _ in range(2)]
    for other in others:
        await _arrive_at_account(other, email)
    await portal.let_time_pass(email, _NEAR_THE_END)
    for tab in (account_page, *others):
        await _come_back_to(tab)
        await expect(_warning(tab)).to_be_visible()
    await others[1].get_by_role("button", name="Angemeldet bleiben").click()
    for tab in (account_page, *others):
        await expect(_warning(tab)).to_have_count(0)


async def test_what_is_done_in_one_tab_counts_for_the_others(account_page: Page, portal: Portal, email: str) -> None:
    await portal.let_time_pass(email, _NEAR_THE_END)
    other = await account_page.context.new_page()
    await _arrive_at_account(other, email)
    await _come_back_to(account_page)
    assert await _seconds_left(account_page) > 29 * 60
    await expect(_warning(account_page)).to_have_count(0)


async def test_whoever_types_or_points_is_there(account_page: Page, portal: Portal, email: str) -> None:
    """Somebody reads a long page or writes a long text: the page asks for nothing, and the session lasts."""
    await portal.let_time_pass(email, timedelta(minutes=20))
    await account_page.evaluate(_TWENTY_MINUTES_LATER)
    async with account_page.expect_response("**/api/v1/session/stay"):
        await account_page.keyboard.press("Shift")
    assert await _seconds_left(account_page) > 29 * 60


async def test_signing_out_from_the_dialog(account_page: Page, portal: Portal, email: str) -> None:
    await portal.let_time_pass(email, _NEAR_THE_END)
    await _come_back_to(account_page)
    await _warning(account_page).get_by_role("button", name="Jetzt abmelden").click()
    await expect(account_page).to_have_url(f"{portal.url}/")
    assert await _seconds_left(account_page) == 0


async def test_nobody_answers_and_every_tab_ends(account_page: Page, portal: Portal, email: str) -> None:
    other = await account_page.context.new_page()
    await _arrive_at_account(other, email)
    await portal.let_time_pass(email, _AT_THE_END)
    for tab in (account_page, other):
        await _come_back_to(tab)
    for tab in (account_page, other):
        await expect(tab).to_have_url(re.compile(r"/anmelden\?next=%2Fkonto&ended=idle$"), timeout=_ENDS_BY_ITSELF)
        await expect(tab.get_by_role("status").filter(has_text="Sie haben länger nichts getan")).to_be_visible()
        assert email not in await tab.content()
    await account_page.go_back()
    assert email not in await account_page.content()


async def test_signing_in_again_leads_back(account_page: Page, portal: Portal, email: str) -> None:
    await portal.let_time_pass(email, _AT_THE_END)
    await _come_back_to(account_page)
    await expect(account_page).to_have_url(re.compile("/anmelden"), timeout=_ENDS_BY_ITSELF)
    await visit(account_page)
    await account_page.get_by_label("E-Mail-Adresse").fill(email)
    await account_page.get_by_role("button", name="Code per E-Mail schicken").click()
    await account_page.get_by_label("Code aus der E-Mail").fill(await portal.newest_code(email))
    await account_page.get_by_role("button", name="Anmelden").click()
    await expect(account_page).to_have_url(re.compile("/konto$"))
    await expect(account_page.get_by_role("main")).to_contain_text(email)


async def test_signing_in_again_in_one_tab_brings_all_back(account_page: Page, portal: Portal, email: str) -> None:
    other = await account_page.context.new_page()
    await arrive(other, "/rechnungen")
    await expect(other.get_by_role("heading", level=1)).to_have_text("Rechnungen")
    await portal.let_time_pass(email, _AT_THE_END)
    for tab in (account_page, other):
        await _come_back_to(tab)
    for tab in (account_page, other):
        await expect(tab).to_have_url(re.compile("/anmelden"), timeout=_ENDS_BY_ITSELF)
    await expect(other.get_by_text("dann geht es auf derselben Seite weiter")).to_be_visible()
    await portal.sign_in(account_page, email)
    await _arrive_at_account(account_page, email)
    await expect(other).to_have_url(re.compile("/rechnungen$"))
    await expect(other.get_by_text("Erika").first).to_be_visible()


async def test_near_the_absolute_limit_only_a_new_sign_in_helps(
    open_page: OpenPage, portal: Portal, email: str
) -> None:
    page = await open_page(PHONE)
    await portal.sign_in(page, email)
    await _arrive_at_account(page, email)
    await portal.let_time_pass(email, _NEAR_THE_LIMIT, used=True)
    await _come_back_to(page)
    warning = _warning(page, "Bitte melden Sie sich gleich neu an")
    await expect(warning).to_be_visible()
    await expect(warning.get_by_role("button", name="Angemeldet bleiben")).to_have_count(0)
    await visit(page)
    await warning.get_by_role("button", name="Jetzt neu anmelden").click()
    await expect(page).to_have_url(re.compile(r"/anmelden\?next=%2Fkonto&ended=limit$"))
    await expect(page.get_by_role("status").filter(has_text="Ihre Anmeldung ist abgelaufen")).to_be_visible()


async def test_who_goes_on_until_the_limit_is_warned_once(account_page: Page, portal: Portal, email: str) -> None:
    await portal.let_time_pass(email, _AT_THE_LIMIT, used=True)
    await _come_back_to(account_page)
    warning = _warning(account_page, "Bitte melden Sie sich gleich neu an")
    await expect(warning).to_be_visible()
    await account_page.keyboard.press("Escape")
    await expect(warning).to_have_count(0)
    await _come_back_to(account_page)
    await expect(account_page).to_have_url(re.compile("ended=limit$"), timeout=_ENDS_BY_ITSELF)
