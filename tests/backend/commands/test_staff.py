"""`servicetheke staff`: the first accounts of the people who work with the portal."""

from pathlib import Path

import pytest

from backend.core.database import SYSTEM, fetch, transaction
from backend.core.ids import new_id
from backend.identity.queries import has_strong_way
from tests.backend.identity.people import mails, make_account
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
    answer = await terminal.run("staff", "reset", "Anna@example.org")
    assert answer.code == 0, answer.err
    async with transaction(SYSTEM):
        assert not await fetch("select 1 from portal_session")
        assert not await has_strong_way(account_id=account_id)
        [event] = await fetch("select kind from security_event where kind <> 'signed-in'")
    assert event["kind"] == "access-reset"
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
