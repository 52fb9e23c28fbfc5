"""Activation: a letter and a mailbox make a login."""

import asyncio
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from backend.accounts.operations import AccountClosed
from backend.core.errors import InvalidInput, NotFound, TooManyAttempts
from backend.core.ids import new_id
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.operations import activation, code_sign_in, sessions
from backend.identity.operations.activation import ActivationCodeExpired, ActivationCodeUsed, ActivationFailed
from backend.identity.operations.email_codes import CodeExpired, InvalidCode
from backend.identity.operations.sign_in import OpenedSession
from backend.identity.schemas import CodeRequested
from backend.identity.session_queries import Session
from tests.backend.identity.people import (
    MINUTE,
    NOW,
    last_code,
    mails,
    make_account,
    make_customer,
    rows,
    waiting_for_a_lock,
)

pytestmark = pytest.mark.usefixtures("database")

ERIKA = "erika@example.org"
HOME, STRANGER = Client("192.0.2.1"), Client("198.51.100.7")


class Desk:
    """The activation page, and the company's letters."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    async def letter(self, customer_id: UUID, *, now: Any = NOW) -> str:
        return await activation.issue_activation_code(customer_id=customer_id, settings=self.settings, now=now)

    async def start(
        self, code: str, *, number: str = "40-12345", email: str = ERIKA, client: Client = HOME, now: Any = NOW
    ) -> CodeRequested:
        return await activation.start(
            customer_number=number,
            activation_code=code,
            email=email,
            language="en",
            client=client,
            settings=self.settings,
            now=now,
        )

    async def confirm(
        self, request_id: UUID, code: str, *, held_token: str | None = None, now: Any = NOW
    ) -> OpenedSession:
        outcome = await activation.confirm(
            request_id=request_id, code=code, client=HOME, held_token=held_token, settings=self.settings, now=now
        )
        assert isinstance(outcome, OpenedSession), "There is no authenticator app that a second step would ask for."
        return outcome

    async def activate(self, code: str, *, number: str = "40-12345", email: str = ERIKA) -> Session:
        """The whole way; returns the session it ends with."""
        started = await self.start(code, number=number, email=email)
        opened = await self.confirm(started.request_id, await last_code(email))
        session = await sessions.authenticate(token=opened.token, now=NOW, idle=timedelta(minutes=30))
        assert session is not None
        return session


@pytest.fixture
def desk(settings: Settings) -> Desk:
    return Desk(settings)


async def test_a_letter_and_a_mailbox_make_a_login(desk: Desk) -> None:
    customer_id = await make_customer()
    session = await desk.activate(await desk.letter(customer_id))
    assert (session.method, session.role, session.language, session.customer_id) == (
        "activation",
        "customer",
        "en",
        customer_id,
    )
    [account] = await rows("select email, salutation, given_name, family_name, webauthn_user_handle from account")
    assert len(account.pop("webauthn_user_handle")) == 64
    assert account == {"email": ERIKA, "salutation": "frau", "given_name": "Erika", "family_name": "Muster"}
    [grant] = await rows("select scope, starts_at, ends_at from access_grant")
    assert grant == {"scope": "everything", "starts_at": NOW, "ends_at": None}
    welcome = (await mails())[-1]
    assert (welcome.template, welcome.parameters) == (
        "account_activated",
        {"name": "Erika Muster", "customer_number": "40-12345"},
    )


async def test_the_mail_brings_a_code_and_a_link_that_only_fills_it_in(desk: Desk) -> None:
    started = await desk.start(await desk.letter(await make_customer()))
    [mail] = await mails()
    code = mail.parameters["code"]
    assert mail.template == "activation_code"
    assert mail.parameters["link"] == f"http://localhost:8000/en/activate#request={started.request_id}&code={code}"
    assert await rows("select 1 from account") == [], "Nothing is made before the mailbox is proven."


async def test_who_acts_for_an_organisation_keeps_an_own_name(desk: Desk) -> None:
    await desk.activate(await desk.letter(await make_customer(kind="organisation")))
    assert await rows("select salutation, given_name, family_name from account") == [
        {"salutation": "", "given_name": "", "family_name": ""}
    ]


async def test_letters_have_codes_that_are_easy_to_read_and_hard_to_guess(desk: Desk) -> None:
    customer_id = await make_customer()
    codes = {await desk.letter(customer_id) for _ in range(20)}
    assert len(codes) == 20
    assert all(re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", code) for code in codes)
    stored = [row["code_hash"] for row in await rows("select code_hash from activation_code")]
    assert not any(code.replace("-", "").encode() in stored_hash for code in codes for stored_hash in stored)


@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: f"  {code.replace('-', ' ')} ",
        lambda code: code.replace("-", "–"),
        lambda code: code.replace("0", "O").replace("1", "l"),
        lambda code: code.replace("0", "o").replace("1", "i"),
    ],
)
async def test_the_letters_code_may_be_typed_liberally(
    desk: Desk, typed: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    letters = iter("0A1B0C1D0E1F")
    monkeypatch.setattr("secrets.choice", lambda _alphabet: next(letters))
    code = await desk.letter(await make_customer())
    assert code == "0A1B-0C1D-0E1F"
    assert await desk.start(typed(code))


@pytest.mark.parametrize("number", ["4012345", "40 12345", " 40-12 345", "40.12345", "40-12345"])
async def test_the_customer_number_may_be_typed_liberally(desk: Desk, number: str) -> None:
    assert await desk.start(await desk.letter(await make_customer()), number=number)


@pytest.mark.parametrize("email", ["", "erika", "erika@", "@example.org", "a@b", "e\0@example.org", "e@exa\nmple.org"])
async def test_what_is_no_address_is_told(desk: Desk, email: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        await desk.start(await desk.letter(await make_customer()), email=email)
    assert caught.value.errors == {"email": "email"}


async def test_a_wrong_number_and_a_wrong_code_get_the_same_answer(desk: Desk) -> None:
    code = await desk.letter(await make_customer())
    await desk.letter(await make_customer("40-99999"))
    wrong_code = ("0" if code[0] != "0" else "1") + code[1:]
    answers = []
    for number, typed in (("40-99999", code), ("77-77777", code), ("40-12345", wrong_code), ("\0", "\0"), ("", "")):
        with pytest.raises(ActivationFailed) as caught:
            await desk.start(typed, number=number)
        answers.append((caught.value.status, caught.value.slug, caught.value.detail, caught.value.parameters))
    assert len(set(map(str, answers))) == 1
    assert await mails() == []


async def test_guessing_at_letters_ends_soon_and_only_for_the_guesser(desk: Desk) -> None:
    code = await desk.letter(await make_customer())
    for _ in range(20):
        with pytest.raises(ActivationFailed):
            await desk.start("0000-0000-0000", client=STRANGER)
    with pytest.raises(TooManyAttempts) as caught:
        await desk.start(code, client=STRANGER)
    assert caught.value.retry_after == 3600
    assert await desk.start(code, client=HOME)


async def test_a_letter_works_once(desk: Desk) -> None:
    code = await desk.letter(await make_customer())
    await desk.activate(code)
    with pytest.raises(ActivationCodeUsed):
        await desk.start(code, email="somebody@example.org")
    with pytest.raises(ActivationFailed):
        await desk.start(code, number="40-99999")


async def test_one_letter_used_by_several_at_the_same_time_makes_one_login(desk: Desk, database: str) -> None:
    """All are at the letter's row before any has used it: somebody else holds the row until then."""
    code = await desk.letter(await make_customer())
    people = ["erika@example.org", "max@example.org", "mia@example.org"]
    started = [await desk.start(code, email=email) for email in people]
    typed = [await last_code(email) for email in people]
    holder = await asyncpg.connect(database)
    async with holder.transaction():
        await holder.execute("select from activation_code for update")
        all_of_them = asyncio.gather(
            *(desk.confirm(request.request_id, code) for request, code in zip(started, typed, strict=True)),
            return_exceptions=True,
        )
        await waiting_for_a_lock(holder, sessions=3)
    await holder.close()
    outcomes = sorted(type(outcome).__name__ for outcome in await all_of_them)
    assert outcomes == ["ActivationCodeUsed", "ActivationCodeUsed", "OpenedSession"]
    assert len(await rows("select 1 from account")) == len(await rows("select 1 from access_grant")) == 1


async def test_two_letters_to_one_new_address_at_the_same_time_make_one_account(desk: Desk) -> None:
    numbers = ["40-11111", "40-22222"]
    letters = [await desk.letter(await make_customer(number)) for number in numbers]
    started = []
    for letter, number in zip(letters, numbers, strict=True):
        request = await desk.start(letter, number=number)
        started.append(desk.confirm(request.request_id, await last_code()))
    await asyncio.gather(*started)
    [account] = await rows("select id from account")
    assert [grant["account_id"] for grant in await rows("select account_id from access_grant")] == [account["id"]] * 2


async def test_a_letter_ends_after_sixty_days(desk: Desk) -> None:
    code = await desk.letter(await make_customer())
    assert await desk.start(code, now=NOW + timedelta(days=60) - MINUTE)
    with pytest.raises(ActivationCodeExpired):
        await desk.start(code, now=NOW + timedelta(days=60))


async def test_a_new_letter_ends_the_one_before_also_for_who_has_begun_with_it(desk: Desk) -> None:
    customer_id = await make_customer()
    stolen = await desk.letter(customer_id)
    started = await desk.start(stolen)
    fresh = await desk.letter(customer_id)
    with pytest.raises(ActivationCodeExpired):
        await desk.confirm(started.request_id, await last_code())
    with pytest.raises(ActivationCodeExpired):
        await desk.start(stolen)
    assert await desk.activate(fresh)


async def test_there_is_no_letter_to_nobody(desk: Desk) -> None:
    with pytest.raises(NotFound):
        await desk.letter(new_id())


async def test_a_customer_is_added_to_the_account_of_the_address(desk: Desk) -> None:
    household = await make_customer()
    first = await desk.activate(await desk.letter(household))
    garden = await make_customer("40-55555")
    second = await desk.activate(await desk.letter(garden), number="40-55555", email="ERIKA@example.org")
    assert second.account_id == first.account_id
    assert second.customer_id == garden, "The session acts for the customer who was just activated."
    grants = await rows("select customer_id from access_grant where account_id = {} order by id", first.account_id)
    assert [grant["customer_id"] for grant in grants] == [household, garden]


async def test_nobody_learns_at_the_start_that_an_address_has_an_account(desk: Desk) -> None:
    await make_account()
    code = await desk.letter(await make_customer())
    known, unknown = await desk.start(code), await desk.start(code, email="nobody@example.org")
    assert known.expires_at == unknown.expires_at
    assert [mail.template for mail in await mails()] == ["activation_code"]
    assert [mail.template for mail in await mails("nobody@example.org")] == ["activation_code"]


async def test_an_account_keeps_its_names_its_role_and_its_one_grant(desk: Desk) -> None:
    account_id = await make_account(role="agent")
    customer_id = await make_customer()
    await desk.activate(await desk.letter(customer_id))
    session = await desk.activate(await desk.letter(customer_id))
    assert (session.account_id, session.role, session.language) == (account_id, "agent", "de")
    assert len(await rows("select 1 from access_grant")) == 1


async def test_who_held_the_number_before_hears_of_another_account(desk: Desk) -> None:
    """Somebody may have taken the letter out of the letter box."""
    customer_id = await make_customer()
    for email in ("anna@example.org", "berta@example.org", "carla@example.org", "doro@example.org"):
        await desk.activate(await desk.letter(customer_id), email=email)
    await rows("update account set language = 'en' where email = 'anna@example.org'")
    await rows("update account set closed_at = {} where email = 'berta@example.org'", NOW)
    await rows("update access_grant set revoked_at = {} where account_id = {}", NOW, await _id_of("carla@example.org"))
    await rows("update access_grant set kind = 'delegated' where account_id = {}", await _id_of("doro@example.org"))
    await rows("delete from mail_message")

    await desk.activate(await desk.letter(customer_id))
    told = await rows("select recipient, language from mail_message where template = 'customer_connected'")
    assert told == [{"recipient": "anna@example.org", "language": "en"}]
    [mail] = await mails("anna@example.org")
    assert mail.parameters == {
        "name": "Erika Muster",
        "email": ERIKA,
        "customer_number": "40-12345",
        "at": NOW.isoformat(),
        "link": "http://localhost:8000/en/account/access",
    }


async def test_nobody_hears_of_an_account_that_was_there_before(desk: Desk) -> None:
    customer_id = await make_customer()
    await desk.activate(await desk.letter(customer_id), email="anna@example.org")
    await desk.activate(await desk.letter(customer_id))
    await rows("delete from mail_message")
    await desk.activate(await desk.letter(customer_id))
    assert [mail.template for mail in await mails("anna@example.org")] == []


async def _id_of(email: str) -> UUID:
    found = await rows("select id from account where email = {}", email)
    account_id: UUID = found[0]["id"]
    return account_id


async def test_an_ended_grant_is_given_anew(desk: Desk) -> None:
    customer_id = await make_customer()
    await desk.activate(await desk.letter(customer_id))
    await rows("update access_grant set revoked_at = {}", NOW)
    session = await desk.activate(await desk.letter(customer_id))
    assert session.customer_id == customer_id
    assert len(await rows("select 1 from access_grant where revoked_at is null")) == 1


async def test_a_closed_account_is_not_opened_by_a_letter(desk: Desk) -> None:
    account_id = await make_account()
    await rows("update account set closed_at = {} where id = {}", NOW, account_id)
    code = await desk.letter(await make_customer())
    started = await desk.start(code)
    with pytest.raises(AccountClosed):
        await desk.confirm(started.request_id, await last_code())
    assert await rows("select used_at from activation_code") == [{"used_at": None}]
    assert await desk.activate(code, email="new@example.org")


async def test_confirming_ends_the_session_that_the_browser_held(desk: Desk) -> None:
    started = await desk.start(await desk.letter(await make_customer()))
    planted = (await desk.confirm(started.request_id, await last_code())).token
    await make_customer("40-55555")
    [garden] = await rows("select id from customer where number = '40-55555'")
    started = await desk.start(await desk.letter(garden["id"]), number="40-55555")
    await desk.confirm(started.request_id, await last_code(), held_token=planted)
    assert await sessions.authenticate(token=planted, now=NOW, idle=timedelta(minutes=30)) is None


async def test_a_code_for_one_thing_does_not_serve_another(desk: Desk, settings: Settings) -> None:
    """Whoever tricks somebody into reading out a sign-in code must not activate a letter with it, or the reverse."""
    await make_account()
    started = await desk.start(await desk.letter(await make_customer()))
    activation_code = await last_code()
    requested = await code_sign_in.request_code(email=ERIKA, language="de", client=HOME, settings=settings, now=NOW)
    with pytest.raises(CodeExpired):
        await desk.confirm(requested.request_id, await last_code())
    with pytest.raises(CodeExpired):
        await code_sign_in.sign_in(
            request_id=started.request_id,
            code=activation_code,
            client=HOME,
            held_token=None,
            settings=settings,
            now=NOW,
        )


async def test_a_wrong_code_makes_no_login(desk: Desk) -> None:
    started = await desk.start(await desk.letter(await make_customer()))
    code = await last_code()
    with pytest.raises(InvalidCode):
        await desk.confirm(started.request_id, code[:-1] + ("0" if code[-1] != "0" else "1"))
    assert await rows("select 1 from account") == []
