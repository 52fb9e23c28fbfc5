"""`servicetheke staff`: the first accounts of the people who work with the portal, and what becomes of accounts."""

from pathlib import Path
from uuid import UUID

import pytest

from backend.core.database import SYSTEM, fetch, transaction
from backend.core.ids import new_id
from backend.identity.queries import has_strong_way
from tests.backend.identity.people import mails, make_account
from tests.support.push_devices import devices_with_messages, forgotten_device
from tests.support.sessions import new_session
from tests.support.terminal import Terminal


@pytest.fixture
def terminal(database: str, tmp_path: Path) -> Terminal:
    return Terminal(database, tmp_path)


@pytest.mark.parametrize("role", ["agent", "dpo", "administrator"])
async def test_an_account_is_made_and_its_owner_told(terminal: Terminal, role: str) -> None:
    name = ("--name", "Anna Maria Kessler")
    answer = await terminal.run("staff", "add", " Anna@example.org", "--role", role, *name, "--language", "en")
    assert answer.code == 0, answer.err
    async with transaction(SYSTEM):
        [account] = await fetch("select email, role, given_name, family_name, language from account")
        assert not await fetch("select 1 from portal_session")
    assert account == {
        "email": "anna@example.org",
        "role": role,
        "given_name": "Anna Maria",
        "family_name": "Kessler",
        "language": "en",
    }
    [mail] = await mails("anna@example.org")
    assert mail.template == "staff_account"
    assert mail.parameters["link"].endswith("/en/sign-in"), "and no way in by itself"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("erika@example.org", "--role", "agent", "--name", "Erika Muster"), "There is an account of"),
        (("erika", "--role", "agent", "--name", "Erika Muster"), "This is no e-mail address"),
        (("anna@example.org", "--role", "agent", "--name", "Anna"), "Give first and last name"),
        (("anna@example.org", "--role", "agent", "--name", "Anna \nKessler\x1b[2J"), "Give first and last name"),
    ],
)
async def test_what_cannot_be_done_is_one_sentence(terminal: Terminal, words: tuple[str, ...], said: str) -> None:
    await make_account()
    answer = await terminal.run("staff", "add", *words)
    assert (answer.code, answer.out) == (1, "")
    assert said in answer.err
    assert answer.err.count("\n") == 1, "One sentence, no traceback."
    async with transaction(SYSTEM):
        assert [row["role"] for row in await fetch("select role from account")] == ["customer"], "as it was"


async def test_a_role_for_customers_is_not_given_here(terminal: Terminal) -> None:
    answer = await terminal.run("staff", "add", "anna@example.org", "--role", "customer", "--name", "Anna Kessler")
    assert answer.code == 2
    assert "invalid choice" in answer.err


async def test_whoever_has_lost_everything_starts_anew(terminal: Terminal) -> None:
    account_id = await make_account("anna@example.org", role="agent")
    async with transaction(SYSTEM):
        await new_session(account_id)
        await fetch(
            "insert into totp (id, account_id, secret, created_at, confirmed_at) values ({}, {}, {}, now(), now())",
            *(new_id(), account_id, b"secret"),
        )
    await forgotten_device(account_id)
    answer = await terminal.run("staff", "reset", "Anna@example.org")
    assert answer.code == 0, answer.err
    async with transaction(SYSTEM):
        assert not await fetch("select 1 from portal_session")
        assert not await has_strong_way(account_id=account_id)
        [event] = await fetch("select kind from security_event where kind <> 'signed-in'")
    assert event["kind"] == "access-reset"
    assert await devices_with_messages(account_id) == 0
    assert [mail.template for mail in await mails("anna@example.org")] == ["staff_account"]


@pytest.mark.parametrize("email", ["erika@example.org", "nobody@example.org"])
async def test_customers_are_not_reset_at_a_terminal(terminal: Terminal, email: str) -> None:
    account_id = await make_account()
    async with transaction(SYSTEM):
        await new_session(account_id)
    answer = await terminal.run("staff", "reset", email)
    assert (answer.code, answer.out) == (1, "")
    assert "There is no account for work" in answer.err
    async with transaction(SYSTEM):
        assert await fetch("select 1 from portal_session"), "as it was"


async def _sessions(*accounts: UUID) -> list[int]:
    """How many sessions each of them has."""
    async with transaction(SYSTEM):
        found = await fetch("select account_id from portal_session")
    return [sum(row["account_id"] == account for row in found) for account in accounts]


async def test_who_leaves_has_their_account_closed_and_may_come_back(terminal: Terminal) -> None:
    anna = await make_account("anna@example.org", role="agent")
    async with transaction(SYSTEM):
        await new_session(anna)
    closed = await terminal.run("staff", "close", "Anna@example.org", "--reason", "Hat gekündigt")
    assert closed.code == 0, closed.err
    assert await _sessions(anna) == [0]
    async with transaction(SYSTEM):
        [note] = await fetch("select closed_by, close_reason, reopened_at from account_closing")
        assert await fetch("select 1 from account where closed_at is not null")
    assert note == {"closed_by": None, "close_reason": "Hat gekündigt", "reopened_at": None}
    again = await terminal.run("staff", "close", "anna@example.org", "--reason", "Hat gekündigt")
    assert (again.code, again.out) == (1, "")
    assert "`servicetheke staff reopen` opens it again" in again.err
    taken = await terminal.run("staff", "add", "anna@example.org", "--role", "agent", "--name", "Anna Kessler")
    assert taken.code == 1
    assert "`servicetheke staff reopen` opens it again" in taken.err

    opened = await terminal.run("staff", "reopen", "anna@example.org", "--reason", "Ist wieder da")
    assert opened.code == 0, opened.err
    async with transaction(SYSTEM):
        assert await fetch("select 1 from account where closed_at is null")
    again = await terminal.run("staff", "reopen", "anna@example.org", "--reason", "Ist wieder da")
    assert (again.code, again.out) == (1, "")
    assert "is open already" in again.err
    assert [mail.template for mail in await mails("anna@example.org")] == ["account_closed", "account_reopened"]


async def test_the_last_administrator_is_not_closed(terminal: Terminal) -> None:
    await make_account("aylin@example.org", role="administrator")
    answer = await terminal.run("staff", "close", "aylin@example.org", "--reason", "Hat gekündigt")
    assert (answer.code, answer.out) == (1, "")
    assert "make another one first" in answer.err
    async with transaction(SYSTEM):
        assert not await fetch("select 1 from account where closed_at is not null")


async def test_one_account_is_signed_out(terminal: Terminal) -> None:
    erika, anna = await make_account(), await make_account("anna@example.org", role="agent")
    async with transaction(SYSTEM):
        for account in (erika, erika, anna):
            await new_session(account)
    answer = await terminal.run("staff", "sign-out", "erika@example.org")
    assert (answer.code, answer.out) == (
        0,
        "Sessions of erika@example.org that have ended: 2. Its owner gets a mail.\n",
    )
    assert await _sessions(erika, anna) == [0, 1]
    again = await terminal.run("staff", "sign-out", "erika@example.org")
    assert "Nobody was signed in." in again.out
    assert [mail.template for mail in await mails()] == ["signed_out_by_staff"]


async def test_everybody_is_signed_out_once_somebody_says_yes(terminal: Terminal) -> None:
    erika, anna = await make_account(), await make_account("anna@example.org", role="agent")
    async with transaction(SYSTEM):
        for account in (erika, anna):
            await new_session(account)
    for typed in ("", "no\n", "y\n"):
        asked = await terminal.run("staff", "sign-out", "--everybody", typed=typed)
        assert (asked.code, "Go on?" in asked.out) == (1, True)
        assert "Nobody was signed out" in asked.err
    assert await _sessions(erika, anna) == [1, 1]
    answer = await terminal.run("staff", "sign-out", "--everybody", typed="yes\n")
    assert answer.code == 0, answer.err
    assert "Accounts that were signed in: 2." in answer.out
    assert await _sessions(erika, anna) == [0, 0]
    async with transaction(SYSTEM):
        await new_session(anna)
    answer = await terminal.run("staff", "sign-out", "--everybody", "--yes")
    assert (answer.code, "Go on?" in answer.out) == (0, False)
    assert await _sessions(erika, anna) == [0, 0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("close", "nobody@example.org", "--reason", "Weg"), "There is no account of nobody@example.org"),
        (("reopen", "nobody@example.org", "--reason", "Da"), "There is no account of nobody@example.org"),
        (("sign-out", "nobody@example.org"), "There is no account of nobody@example.org"),
        (("sign-out", "erika"), "This is no e-mail address"),
        (("close", "erika@example.org", "--reason", " "), "Say why in one readable line"),
        (("reopen", "erika@example.org", "--reason", "x\x1b[2J"), "Say why in one readable line"),
    ],
)
async def test_what_cannot_be_done_to_an_account_is_one_sentence(
    terminal: Terminal, words: tuple[str, ...], said: str
) -> None:
    await make_account()
    answer = await terminal.run("staff", *words)
    assert (answer.code, answer.out) == (1, "")
    assert said in answer.err
    assert answer.err.count("\n") == 1, "One sentence, no traceback."


@pytest.mark.parametrize(
    "words", [("close", "erika@example.org"), ("sign-out",), ("sign-out", "erika@example.org", "--everybody")]
)
async def test_half_a_command_does_nothing(terminal: Terminal, words: tuple[str, ...]) -> None:
    assert (await terminal.run("staff", *words)).code == 2
