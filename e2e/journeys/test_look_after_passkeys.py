"""Somebody looks after their passkeys: one more on a second device, another name, removing one that is not needed."""

import asyncio
import re
from contextlib import suppress
from dataclasses import dataclass

import pytest_asyncio
from playwright.async_api import Locator, Page, Route, expect

from e2e.fixtures.authenticator import NO_AUTOFILL, Authenticator, add_authenticator
from e2e.fixtures.browser import Guard, OpenPage
from e2e.fixtures.portal import Portal, arrive
from tests.support.waiting import until

_PAGE = "/konto/sicherheit/passkeys"
_ADD = "Passkey einrichten"


@dataclass
class Owner:
    """Somebody who is signed in on their phone and has a passkey on it, called "Telefon"."""

    page: Page
    sensor: Authenticator
    email: str


@pytest_asyncio.fixture(loop_scope="session")
async def owner(phone: Page, portal: Portal) -> Owner:
    letter = await portal.new_customer()
    sensor = await add_authenticator(phone)
    await portal.sign_in(phone, letter.email)
    await portal.let_look_after(letter.email, letter.customer_number)
    await arrive(phone, _PAGE)
    await _add(phone, sensor, "Telefon")
    return Owner(phone, sensor, letter.email)


async def _add(page: Page, sensor: Authenticator, name: str) -> None:
    await page.get_by_label("Name des Passkeys").fill(name)
    async with sensor.touched():
        await page.get_by_role("button", name=_ADD).click()
        await expect(_status(page)).to_contain_text(f"„{name}“ ist eingerichtet")


def _status(page: Page) -> Locator:
    return page.get_by_role("main").get_by_role("status").first


def _row(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name))


async def _ask_to_remove(page: Page, name: str) -> Locator:
    await page.get_by_role("button", name=f"Entfernen {name}").click()
    question = page.get_by_role("dialog", name="Passkey wirklich entfernen?")
    await expect(question).to_contain_text(name)
    return question


async def test_a_passkey_on_a_second_device(owner: Owner, open_page: OpenPage) -> None:
    """On a new computer one signs in with the phone beside it, and gives the computer a passkey of its own."""
    computer = await open_page()
    await computer.add_init_script(NO_AUTOFILL)
    phone = await add_authenticator(computer, transport="cable")
    for credential in await owner.sensor.credentials():
        await phone.add_credential(credential)
    await arrive(computer, "/anmelden")
    async with phone.touched():
        await computer.get_by_role("button", name="Mit Passkey anmelden").click()
        await expect(computer).to_have_url(re.compile("/uebersicht$"))
    await phone.remove()

    sensor = await add_authenticator(computer)
    await arrive(computer, _PAGE)
    await _add(computer, sensor, "Rechner")
    await expect(_row(computer, "Telefon")).to_be_visible()
    await expect(_row(computer, "Rechner")).to_contain_text("noch nie")

    await computer.get_by_role("button", name="Abmelden", exact=True).click()
    await expect(computer.get_by_role("heading", level=1)).to_have_text("Willkommen")
    await arrive(computer, "/anmelden")
    async with sensor.touched():
        await computer.get_by_role("button", name="Mit Passkey anmelden").click()
        await expect(computer).to_have_url(re.compile("/uebersicht$"))


async def test_another_name(owner: Owner) -> None:
    page = owner.page
    await page.get_by_role("button", name="Umbenennen Telefon").tap()
    question = page.get_by_role("dialog", name="Passkey umbenennen")
    field = question.get_by_label("Neuer Name")
    await expect(field).to_have_value("Telefon")
    await field.fill("doch nicht")
    await question.get_by_role("button", name="Abbrechen").tap()
    await page.get_by_role("button", name="Umbenennen Telefon").tap()
    await expect(field).to_have_value("Telefon")

    await field.fill("  ")
    await question.get_by_role("button", name="Speichern").tap()
    await expect(field).to_have_attribute("aria-invalid", "true")
    await expect(question).to_contain_text("Geben Sie einen Namen ein")

    await field.fill("Altes Telefon")
    await page.keyboard.press("Enter")
    await expect(_status(page)).to_have_text("Der Passkey heißt jetzt „Altes Telefon“.")
    await expect(_row(page, "Altes Telefon")).to_be_visible()
    await expect(question).to_be_hidden()


async def test_removing_one_tells_the_device_and_the_owner(owner: Owner, portal: Portal) -> None:
    page = owner.page
    question = await _ask_to_remove(page, "Telefon")
    await question.get_by_role("button", name="Passkey behalten").tap()
    await expect(question).to_be_hidden()
    await expect(_row(page, "Telefon")).to_be_visible()

    question = await _ask_to_remove(page, "Telefon")
    await question.get_by_role("button", name="Ja, entfernen").tap()
    await expect(_status(page)).to_contain_text("„Telefon“ ist entfernt")
    await expect(page.get_by_role("heading", name="Noch kein Passkey")).to_be_visible()
    await until(lambda: _keeps(owner.sensor, 0))
    mail = await portal.newest_mail(owner.email, after=1)
    assert "Telefon" in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]  # every mail has a text part


async def test_removing_one_a_while_after_signing_in_asks_who_is_there(
    owner: Owner, portal: Portal, guard: Guard
) -> None:
    """The proof is asked for above the question that was being answered, and the removal goes on by itself."""
    guard.allow("403")
    page = owner.page
    await portal.sign_in(page, owner.email, fresh=False)
    await arrive(page, _PAGE)
    question = await _ask_to_remove(page, "Telefon")
    await question.get_by_role("button", name="Ja, entfernen").tap()
    proof = page.get_by_role("dialog", name="Bitte bestätigen Sie, dass Sie es sind")
    await expect(proof).to_be_visible()
    await expect(_row(page, "Telefon")).to_have_count(1)
    async with owner.sensor.touched():
        await proof.get_by_role("button", name="Mit Passkey bestätigen").tap()
        await expect(_status(page)).to_contain_text("„Telefon“ ist entfernt")


async def test_a_removed_passkey_says_what_happened(
    owner: Owner, open_page: OpenPage, portal: Portal, guard: Guard
) -> None:
    """Another device still has it. While the removal can be undone it keeps it; after that it is told to forget it."""
    guard.allow("410")
    other = await open_page()
    await other.add_init_script(NO_AUTOFILL)
    sensor = await add_authenticator(other)
    for credential in await owner.sensor.credentials():
        await sensor.add_credential(credential)
    question = await _ask_to_remove(owner.page, "Telefon")
    await question.get_by_role("button", name="Ja, entfernen").tap()
    await expect(_status(owner.page)).to_contain_text("ist entfernt")

    await arrive(other, "/anmelden")
    await _try_to_sign_in(other, sensor)
    assert len(await sensor.credentials()) == 1
    await portal.forget_removed_passkeys()
    await _try_to_sign_in(other, sensor)
    await until(lambda: _keeps(sensor, 0))


async def _try_to_sign_in(page: Page, sensor: Authenticator) -> None:
    problem = page.get_by_role("alert").filter(has_text="Dieser Passkey wurde aus dem Konto entfernt")
    async with sensor.touched():
        await page.get_by_role("button", name="Mit Passkey anmelden").click()
        await expect(problem).to_be_focused()


async def test_devices_learn_of_a_new_name_and_of_what_was_removed_elsewhere(owner: Owner, portal: Portal) -> None:
    await portal.call_person(owner.email, "Erika", "Musterfrau")
    await arrive(owner.page, _PAGE)
    await until(lambda: _is_called(owner.sensor, "Erika Musterfrau"))
    [credential] = await owner.sensor.credentials()
    assert credential["userName"] == owner.email
    await portal.forget_passkeys(owner.email)
    await arrive(owner.page, _PAGE)
    await until(lambda: _keeps(owner.sensor, 0))


async def test_a_passkey_made_while_the_list_is_on_its_way_is_kept(owner: Owner) -> None:
    """A list from before it was made would tell the device to forget it."""
    made = asyncio.Event()

    async def answer_late(route: Route) -> None:
        answer = await route.fetch()
        with suppress(TimeoutError):
            async with asyncio.timeout(2):
                await made.wait()
        await route.fulfill(response=answer)

    page = owner.page
    await owner.sensor.forget_all()
    page.on("response", lambda response: made.set() if response.url.endswith("/api/v1/passkeys") else None)
    await page.route("**/api/v1/passkeys/accepted", answer_late, times=1)
    await arrive(page, _PAGE)
    await _add(page, owner.sensor, "Neues Telefon")
    await arrive(page, _PAGE)
    await expect(_row(page, "Neues Telefon")).to_be_visible()
    assert await _keeps(owner.sensor, 1)


async def _keeps(sensor: Authenticator, number: int) -> bool:
    return len(await sensor.credentials()) == number


async def _is_called(sensor: Authenticator, name: str) -> bool:
    return [credential["userDisplayName"] for credential in await sensor.credentials()] == [name]


async def test_staff_keep_their_last_passkey(owner: Owner, portal: Portal, guard: Guard) -> None:
    guard.allow("409")
    await portal.employ(owner.email)
    question = await _ask_to_remove(owner.page, "Telefon")
    await question.get_by_role("button", name="Ja, entfernen").tap()
    problem = question.get_by_role("alert").filter(has_text="Das ist der letzte Weg in Ihr Konto")
    await expect(problem).to_be_focused()
    await question.get_by_role("button", name="Passkey behalten").tap()
    await expect(_row(owner.page, "Telefon")).to_be_visible()
