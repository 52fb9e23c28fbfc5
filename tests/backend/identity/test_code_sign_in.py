"""Signing in with a code from a mail: guessing, flooding, finding out who has an account."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from backend.core.errors import InvalidInput, TooManyAttempts
from backend.core.ids import new_id
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.operations import code_sign_in, sessions
from backend.identity.operations.email_codes import LIFETIME, CodeExpired, CodeUsedUp, InvalidCode
from backend.identity.operations.sign_in import OpenedSession
from backend.identity.schemas import CodeRequested, Language
from tests.backend.identity.people import MINUTE, NOW, last_code, mails, make_account, rows
from tests.support.statements import statements

pytestmark = pytest.mark.usefixtures("database")

ERIKA = "erika@example.org"
HOME, STRANGER = Client("192.0.2.1"), Client("198.51.100.7")


class Visitor:
    """Somebody at the sign-in page."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    async def request(
        self, email: str = ERIKA, *, client: Client = HOME, language: Language = "de", now: Any = NOW
    ) -> CodeRequested:
        return await code_sign_in.request_code(
            email=email, language=language, client=client, settings=self.settings, now=now
        )

    async def sign_in(
        self, request_id: UUID, code: str, *, client: Client = HOME, held_token: str | None = None, now: Any = NOW
    ) -> OpenedSession:
        outcome = await code_sign_in.sign_in(
            request_id=request_id, code=code, client=client, held_token=held_token, settings=self.settings, now=now
        )
        assert isinstance(outcome, OpenedSession), "There is no authenticator app that a second step would ask for."
        return outcome

    async def guess(self, request_id: UUID, code: str, *, client: Client = HOME, now: Any = NOW) -> type[BaseException]:
        """What a wrong code is answered with."""
        with pytest.raises((InvalidCode, CodeExpired, CodeUsedUp, TooManyAttempts)) as caught:
            await self.sign_in(request_id, code, client=client, now=now)
        return caught.type


@pytest.fixture
def visitor(settings: Settings) -> Visitor:
    return Visitor(settings)


def wrong(code: str) -> str:
    """Another code of the same length."""
    return code[:-1] + ("0" if code[-1] != "0" else "1")


async def test_the_code_from_the_mail_signs_its_reader_in(visitor: Visitor) -> None:
    account_id = await make_account()
    requested = await visitor.request("  Erika@Example.ORG ")
    assert requested.expires_at == NOW + LIFETIME == NOW + 10 * MINUTE
    opened = await visitor.sign_in(requested.request_id, await last_code())
    session = await sessions.authenticate(token=opened.token, now=NOW, idle=timedelta(minutes=30))
    assert session is not None
    assert (session.account_id, session.method, opened.role, opened.passkeys) == (
        account_id,
        "email-code",
        "customer",
        0,
    )


async def test_signing_in_ends_the_session_that_the_browser_held(visitor: Visitor) -> None:
    await make_account()
    planted = (await visitor.sign_in((await visitor.request()).request_id, await last_code())).token
    requested = await visitor.request()
    await visitor.sign_in(requested.request_id, await last_code(), held_token=planted)
    assert await sessions.authenticate(token=planted, now=NOW, idle=timedelta(minutes=30)) is None


@pytest.mark.parametrize(
    ("language", "page"),
    [("de", "http://localhost:8000/anmelden"), ("en", "http://localhost:8000/en/sign-in")],
)
async def test_the_link_in_the_mail_only_fills_the_form_in(visitor: Visitor, language: Language, page: str) -> None:
    await make_account()
    requested = await visitor.request(language=language)
    [mail] = await mails()
    code = mail.parameters["code"]
    assert mail.parameters["link"] == f"{page}#request={requested.request_id}&code={code}"
    assert (len(code), code.isdigit(), mail.parameters["minutes"]) == (6, True, 10)


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: f" {code[:3]} {code[3:]} ",
        lambda code: f"{code[:3]}-{code[3:]}",
        lambda code: f"{code[:3]}–{code[3:]}",
        lambda code: "".join(chr(ord(digit) - ord("0") + ord("0")) for digit in code),
        lambda code: "".join(chr(ord(digit) - ord("0") + ord("٠")) for digit in code),
    ],
)
async def test_a_code_may_be_typed_with_blanks_hyphens_and_other_digits(
    visitor: Visitor, typed: Callable[[str], str]
) -> None:
    await make_account()
    requested = await visitor.request()
    assert await visitor.sign_in(requested.request_id, typed(await last_code()))


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "12345a", "12345\0", "½23456", "9" * 40, "-" * 6])
async def test_what_is_no_code_costs_no_try(visitor: Visitor, typed: str) -> None:
    await make_account()
    requested = await visitor.request()
    for _ in range(6):
        with pytest.raises(InvalidInput) as caught:
            await visitor.sign_in(requested.request_id, typed)
        assert caught.value.errors == {"code": "code-shape"}
    assert await visitor.sign_in(requested.request_id, await last_code())


async def test_a_code_works_once(visitor: Visitor) -> None:
    await make_account()
    requested = await visitor.request()
    code = await last_code()
    await visitor.sign_in(requested.request_id, code)
    assert await visitor.guess(requested.request_id, code) is CodeExpired


async def test_a_code_typed_twice_at_once_opens_one_session(visitor: Visitor) -> None:
    await make_account()
    requested = await visitor.request()
    code = await last_code()
    outcomes = await asyncio.gather(
        *(visitor.sign_in(requested.request_id, code) for _ in range(4)), return_exceptions=True
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["CodeExpired"] * 3 + ["OpenedSession"]


async def test_a_code_lives_for_ten_minutes(visitor: Visitor) -> None:
    await make_account()
    requested = await visitor.request()
    code = await last_code()
    assert await visitor.guess(requested.request_id, code, now=NOW + LIFETIME) is CodeExpired
    assert await visitor.sign_in(requested.request_id, code, now=NOW + LIFETIME - timedelta(seconds=1))


async def test_a_code_belongs_to_its_request(visitor: Visitor) -> None:
    await make_account()
    first, second = await visitor.request(), await visitor.request()
    assert await visitor.guess(first.request_id, await last_code()) is InvalidCode
    assert await visitor.guess(new_id(), await last_code()) is CodeExpired
    assert await visitor.sign_in(second.request_id, await last_code())


async def test_five_wrong_tries_make_a_code_void(visitor: Visitor) -> None:
    await make_account()
    requested = await visitor.request()
    code = await last_code()
    left = []
    for _ in range(4):
        with pytest.raises(InvalidCode) as caught:
            await visitor.sign_in(requested.request_id, wrong(code))
        left.append(caught.value.parameters["tries_left"])
    assert left == [4, 3, 2, 1]
    assert await visitor.guess(requested.request_id, wrong(code)) is CodeUsedUp
    assert await visitor.guess(requested.request_id, code) is CodeUsedUp, "The right code comes too late."


async def test_guesses_at_the_same_moment_are_counted_one_by_one(visitor: Visitor) -> None:
    await make_account()
    requested = await visitor.request()
    code = await last_code()
    outcomes = await asyncio.gather(
        *(visitor.guess(requested.request_id, wrong(code), client=Client(f"192.0.2.{number}")) for number in range(20))
    )
    assert (outcomes.count(InvalidCode), outcomes.count(CodeUsedUp)) == (4, 16)


async def test_a_client_may_try_only_so_often(visitor: Visitor) -> None:
    await make_account()
    for number in range(60):
        assert await visitor.guess(new_id(), f"{number:06}", client=STRANGER) is CodeExpired
    assert await visitor.guess(new_id(), "000000", client=STRANGER) is TooManyAttempts
    requested = await visitor.request()
    assert await visitor.sign_in(requested.request_id, await last_code()), "Other clients go on."


async def test_a_client_may_ask_for_codes_only_so_often(visitor: Visitor) -> None:
    await make_account()
    for _ in range(5):
        await visitor.request(client=STRANGER)
    with pytest.raises(TooManyAttempts) as caught:
        await visitor.request(client=STRANGER)
    assert caught.value.retry_after == 15 * 60
    for number in range(25):
        await visitor.request(f"somebody{number}@example.org", client=STRANGER)
    with pytest.raises(TooManyAttempts):
        await visitor.request("somebody-else@example.org", client=STRANGER)
    assert await visitor.request(client=HOME), "Other clients go on."


async def test_limits_count_parallel_requests_exactly(visitor: Visitor) -> None:
    await make_account()
    outcomes = await asyncio.gather(*(visitor.request() for _ in range(12)), return_exceptions=True)
    assert sum(isinstance(outcome, CodeRequested) for outcome in outcomes) == 5


async def flood(visitor: Visitor, *, requests: int, now: Any = NOW) -> list[CodeRequested]:
    """Strangers at many addresses ask for codes for Erika."""
    return [
        await visitor.request(client=Client(f"198.51.{number // 250}.{number % 250}"), now=now)
        for number in range(requests)
    ]


async def test_strangers_who_flood_an_address_do_not_keep_its_owner_out(visitor: Visitor) -> None:
    account_id = await make_account()
    await flood(visitor, requests=300)
    requested = await visitor.request(now=NOW + MINUTE)
    opened = await visitor.sign_in(requested.request_id, await last_code(), now=NOW + MINUTE)
    session = await sessions.authenticate(token=opened.token, now=NOW + MINUTE, idle=timedelta(minutes=30))
    assert session is not None
    assert session.account_id == account_id


async def test_a_flooded_mailbox_gets_few_mails(visitor: Visitor) -> None:
    await make_account()
    await flood(visitor, requests=300)
    assert [len(mail.parameters["code"]) for mail in await mails()] == [6, 6, 6, 6, 6, 6, 12]
    await visitor.request(now=NOW + 5 * MINUTE)
    assert len(await mails()) == 8, "Whoever asks later gets a mail again: a shared code lives at least five minutes."


async def test_strangers_who_guess_do_not_keep_the_owner_out(visitor: Visitor) -> None:
    await make_account()
    for number in range(4):
        requested = await visitor.request(client=Client(f"198.51.100.{number}"))
        for _ in range(5):
            await visitor.guess(requested.request_id, "000000", client=Client(f"198.51.100.{number}"))
    requested = await visitor.request()
    code = await last_code()
    assert len(code) == 12, "Guessing makes the next codes longer."
    assert await visitor.sign_in(requested.request_id, code)
    later = NOW + timedelta(hours=24)
    await visitor.request(now=later)
    assert len(await last_code()) == 6


async def test_a_stranger_cannot_use_up_the_owners_tries(visitor: Visitor) -> None:
    """Also not when both requests share one code: each has its own tries."""
    await make_account()
    await flood(visitor, requests=7)
    strangers, owners = await visitor.request(client=STRANGER), await visitor.request()
    code = await last_code()
    for _ in range(6):
        await visitor.guess(strangers.request_id, wrong(code), client=STRANGER)
    assert await visitor.sign_in(owners.request_id, code)


async def test_a_shared_code_works_once(visitor: Visitor) -> None:
    await make_account()
    await flood(visitor, requests=7)
    strangers, owners = await visitor.request(client=STRANGER), await visitor.request()
    code = await last_code()
    await visitor.sign_in(owners.request_id, code)
    assert await visitor.guess(strangers.request_id, code, client=STRANGER) is CodeExpired


async def test_an_unknown_address_gets_the_same_answer_and_a_mail_without_code(visitor: Visitor) -> None:
    await make_account()
    known, unknown = await visitor.request(), await visitor.request("nobody@example.org")
    assert known.expires_at == unknown.expires_at
    [mail] = await mails("nobody@example.org")
    assert (mail.template, mail.parameters) == ("sign_in_unknown", {"link": "http://localhost:8000/anmelden"})
    answers = {
        request.request_id: [
            await visitor.guess(request.request_id, "000000", client=Client(f"192.0.2.{number}")) for number in range(6)
        ]
        for request in (known, unknown)
    }
    assert answers[known.request_id] == answers[unknown.request_id] == [InvalidCode] * 4 + [CodeUsedUp] * 2


async def test_a_closed_account_is_as_unknown_as_any_other_address(visitor: Visitor) -> None:
    account_id = await make_account()
    requested = await visitor.request()
    code = await last_code()
    await rows("update account set closed_at = {} where id = {}", NOW, account_id)
    assert await visitor.guess(requested.request_id, code) is CodeExpired
    await visitor.request()
    assert (await mails())[-1].template == "sign_in_unknown"


async def test_known_and_unknown_addresses_cost_the_same_work(visitor: Visitor) -> None:
    """Time cannot tell what work does not differ: the same statements, in the same order, for both."""
    await make_account()
    await visitor.request("warm-up@example.org")
    work = {}
    for email in (ERIKA, "nobody@example.org"):
        async with statements() as asked:
            requested = await visitor.request(email)
            await visitor.guess(requested.request_id, "000000")
        work[email] = asked
    assert len(work[ERIKA]) > 10
    assert work[ERIKA] == work["nobody@example.org"]


async def test_no_foreign_key_to_an_account_is_checked_before_the_mailbox_is_proven(visitor: Visitor) -> None:
    """Such a check reads the account's row, which only a known address has: work that no statement shows."""
    await make_account()
    await visitor.request()
    assert await rows("select account_id from mail_message") == [{"account_id": None}]
    columns = await rows("select column_name from information_schema.columns where table_name = 'email_code'")
    assert "account_id" not in [column["column_name"] for column in columns]
