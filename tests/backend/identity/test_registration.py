"""Accounts without a letter, and customer numbers that are connected later."""

from datetime import timedelta
from uuid import UUID

import pytest

from backend.accounts.operations import AccountClosed
from backend.core.errors import InvalidInput, TooManyAttempts
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.operations import activation, sessions
from backend.identity.operations.activation import (
    ActivationCodeExpired,
    ActivationCodeUsed,
    ActivationFailed,
    InvitedAddressOnly,
)
from backend.identity.operations.email_codes import CodeExpired, InvalidCode
from backend.identity.operations.sign_in import OpenedSession
from backend.identity.registration import operations
from backend.identity.registration.operations import AccountExists
from backend.identity.registration.queries import UnknownNumber
from backend.identity.registration.schemas import CustomerInvited
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
    session_of,
)
from tests.support.timing import compare

pytestmark = pytest.mark.usefixtures("database")

ERIKA = "erika@example.org"
HOME, STRANGER = Client("192.0.2.1"), Client("198.51.100.7")


class Desk:
    """The pages for registering and connecting, and the desk of the company's staff."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    async def ask(self, email: str = ERIKA, *, client: Client = HOME) -> CodeRequested:
        return await operations.request_code(email=email, language="en", client=client, settings=self.settings, now=NOW)

    async def confirm(
        self, request_id: UUID, code: str, *, given_name: str = "Erika", family_name: str = "Muster"
    ) -> OpenedSession:
        return await operations.confirm(
            request_id=request_id,
            code=code,
            given_name=given_name,
            family_name=family_name,
            client=HOME,
            held_token=None,
            settings=self.settings,
            now=NOW,
        )

    async def register(self, email: str = ERIKA) -> Session:
        """The whole way; returns the session it ends with."""
        asked = await self.ask(email)
        opened = await self.confirm(asked.request_id, await last_code(email))
        session = await sessions.authenticate(token=opened.token, now=NOW, idle=timedelta(minutes=30))
        assert session is not None
        return session

    async def connect(
        self, session: Session, code: str, *, number: str = "40-12345", client: Client = HOME
    ) -> activation.ConnectedCustomer:
        return await operations.connect(
            session=session,
            customer_number=number,
            activation_code=code,
            client=client,
            settings=self.settings,
            now=NOW,
        )

    async def letter(self, customer_id: UUID) -> str:
        return await activation.issue_activation_code(customer_id=customer_id, settings=self.settings, now=NOW)

    async def activate(self, code: str, *, email: str) -> CodeRequested:
        return await activation.start(
            customer_number="40-12345",
            activation_code=code,
            email=email,
            language="de",
            client=HOME,
            settings=self.settings,
            now=NOW,
        )

    async def invite(self, email: str = ERIKA, *, number: str = "40 12345") -> CustomerInvited:
        agent = await make_account("jonas@example.org", role="agent")
        return await operations.invite_customer(
            staff=session_of(agent, role="agent"),
            customer_number=number,
            email=email,
            language="de",
            settings=self.settings,
            now=NOW,
        )


@pytest.fixture
def desk(settings: Settings) -> Desk:
    return Desk(settings)


async def test_a_name_and_a_mailbox_make_an_account_without_customer(desk: Desk) -> None:
    session = await desk.register()
    assert (session.method, session.role, session.language, session.customer_id) == (
        "registration",
        "customer",
        "en",
        None,
    )
    assert session.is_fresh(NOW), "what comes next is a passkey"
    [account] = await rows("select email, given_name, family_name from account")
    assert account == {"email": ERIKA, "given_name": "Erika", "family_name": "Muster"}
    assert await rows("select 1 from access_grant") == []


async def test_nothing_is_kept_of_whoever_has_not_proven_their_mailbox(desk: Desk) -> None:
    await desk.ask()
    assert await rows("select 1 from account") == []
    [mail] = await mails()
    assert set(mail.parameters) == {"code", "minutes", "link"}, "no text of a stranger's in anybody's mailbox"
    assert mail.parameters["link"].startswith("http://localhost:8000/en/register#request=")


async def test_an_address_that_has_an_account_gets_the_same_answer_and_another_mail(desk: Desk) -> None:
    await make_account()
    known, unknown = await desk.ask(), await desk.ask("nobody@example.org")
    assert known.expires_at == unknown.expires_at
    assert [mail.template for mail in await mails()] == ["registration_known"]
    assert (await mails())[0].parameters == {"link": "http://localhost:8000/en/sign-in"}
    assert [mail.template for mail in await mails("nobody@example.org")] == ["registration_code"]
    for asked in (known, unknown):
        with pytest.raises(InvalidCode):
            await desk.confirm(asked.request_id, "000000")


async def test_asking_takes_the_same_time_for_a_stranger(settings: Settings) -> None:
    rounds = 40
    for number in range(rounds):
        await make_account(f"known{number}@example.org")

    async def ask(name: str, number: int) -> CodeRequested:
        client = Client(f"198.51.{len(name)}.{number}")
        email = f"{name}{number}@example.org"
        return await operations.request_code(email=email, language="de", client=client, settings=settings, now=NOW)

    seen = await compare(lambda number: ask("known", number), lambda number: ask("unknown", number), rounds=rounds)
    assert seen.tells_nothing, seen


async def test_registering_does_not_pass_by_the_second_step_of_an_account(desk: Desk) -> None:
    """Somebody who reads the mail of an address asks first, and its owner makes the account meanwhile."""
    asked = await desk.ask()
    code = await last_code()
    await make_account()
    with pytest.raises(AccountExists):
        await desk.confirm(asked.request_id, code)
    assert await rows("select 1 from portal_session") == []


async def test_a_closed_account_is_not_opened_again(desk: Desk) -> None:
    await make_account()
    await rows("update account set closed_at = {}", NOW - MINUTE)
    asked = await desk.ask()
    with pytest.raises(AccountClosed):
        await desk.confirm(asked.request_id, await last_code())


async def test_a_code_works_once_and_for_registering_only(desk: Desk) -> None:
    asked = await desk.ask()
    code = await last_code()
    with pytest.raises(CodeExpired):
        await activation.confirm(
            request_id=asked.request_id, code=code, client=HOME, held_token=None, settings=desk.settings, now=NOW
        )
    await desk.confirm(asked.request_id, code)
    with pytest.raises(CodeExpired):
        await desk.confirm(asked.request_id, code)


@pytest.mark.parametrize(
    "name", ["", "  ", "x" * 101, "x" * 10_000, "Eri\nka", "a\0b", "\u202eakire", "a\r\nBcc: b@c.de"]
)
async def test_a_name_that_cannot_be_shown_is_told_and_costs_no_try(desk: Desk, name: str) -> None:
    asked = await desk.ask()
    for field in ("given_name", "family_name"):
        with pytest.raises(InvalidInput) as caught:
            await desk.confirm(asked.request_id, await last_code(), **{field: name})
        assert caught.value.errors == {field: "person-name"}
    assert [row["tries"] for row in await rows("select tries from email_code")] == [0]
    await desk.confirm(asked.request_id, await last_code())


async def test_html_in_a_name_is_a_name(desk: Desk) -> None:
    asked = await desk.ask()
    await desk.confirm(asked.request_id, await last_code(), given_name="<b>Erika</b>")
    assert [row["given_name"] for row in await rows("select given_name from account")] == ["<b>Erika</b>"]


async def test_one_client_cannot_flood_mailboxes(desk: Desk) -> None:
    for number in range(30):
        await desk.ask(f"somebody-{number}@example.org", client=STRANGER)
    with pytest.raises(TooManyAttempts):
        await desk.ask(client=STRANGER)
    assert await desk.ask(client=HOME)


async def test_a_customer_number_is_connected_later_by_letter(desk: Desk) -> None:
    session = await desk.register()
    customer_id = await make_customer()
    connected = await desk.connect(session, (await desk.letter(customer_id)).lower().replace("-", " "))
    assert (connected.id, connected.number, connected.name) == (customer_id, "40-12345", "Erika Muster")
    [grant] = await rows("select account_id, kind, scope from access_grant")
    assert grant == {"account_id": session.account_id, "kind": "own", "scope": "everything"}
    assert [row["customer_id"] for row in await rows("select customer_id from portal_session")] == [customer_id]
    assert (await mails())[-1].template == "account_activated"


async def test_a_letter_connects_once(desk: Desk) -> None:
    session, other = await desk.register(), await desk.register("max@example.org")
    code = await desk.letter(await make_customer())
    await desk.connect(session, code)
    with pytest.raises(ActivationCodeUsed):
        await desk.connect(other, code)
    with pytest.raises(ActivationFailed):
        await desk.connect(other, code, number="40-99999")


async def test_guessing_letters_while_signed_in_ends_soon(desk: Desk) -> None:
    session = await desk.register()
    code = await desk.letter(await make_customer())
    for _ in range(20):
        with pytest.raises(ActivationFailed):
            await desk.connect(session, "0000-0000-0000", client=STRANGER)
    with pytest.raises(TooManyAttempts):
        await desk.connect(session, code, client=STRANGER)
    assert await desk.connect(session, code, client=HOME)


async def test_access_that_was_lent_becomes_ones_own_by_letter(desk: Desk) -> None:
    session = await desk.register()
    customer_id = await make_customer()
    await rows(
        "insert into access_grant (id, account_id, customer_id, scope, starts_at, created_at) "
        "values ({}, {}, {}, 'read', {}, {})",
        *(session.id, session.account_id, customer_id, NOW, NOW),
    )
    await desk.connect(session, await desk.letter(customer_id))
    kinds = [row["kind"] for row in await rows("select kind from access_grant order by kind")]
    assert kinds == ["delegated", "own"]


async def test_staff_invite_a_customer_by_mail(desk: Desk) -> None:
    await make_customer()
    invited = await desk.invite(" ERIKA@example.org ")
    assert (invited.customer_name, invited.email, invited.expires_at) == (
        "Erika Muster",
        ERIKA,
        NOW + timedelta(days=14),
    )
    [mail] = await mails()
    code = mail.parameters["code"]
    assert mail.template == "customer_invitation"
    assert mail.parameters["link"] == (
        f"http://localhost:8000/aktivieren#number=40-12345&letter={code}&email=erika%40example.org"
    )
    [kept] = await rows("select code_hash, email, issued_by from activation_code")
    assert code.replace("-", "").encode() not in kept["code_hash"]
    assert kept["email"] == ERIKA
    assert kept["issued_by"] is not None
    started = await desk.activate(code, email=ERIKA)
    await activation.confirm(
        request_id=started.request_id,
        code=await last_code(),
        client=HOME,
        held_token=None,
        settings=desk.settings,
        now=NOW,
    )
    assert [row["kind"] for row in await rows("select kind from access_grant")] == ["own"]


async def test_a_mailed_code_counts_for_its_address_only(desk: Desk) -> None:
    """A mail that was forwarded, or read by somebody else, opens nothing for them."""
    await make_customer()
    await desk.invite()
    code = (await mails())[0].parameters["code"]
    with pytest.raises(InvitedAddressOnly):
        await desk.activate(code, email="thief@example.org")
    thief = await desk.register("thief@example.org")
    with pytest.raises(InvitedAddressOnly):
        await desk.connect(thief, code)
    assert await rows("select 1 from access_grant") == []
    assert await desk.connect(await desk.register(), code)


async def test_a_letter_stays_good_beside_a_mail_until_one_is_used(desk: Desk) -> None:
    customer_id = await make_customer()
    letter = await desk.letter(customer_id)
    await desk.invite()
    mailed = (await mails())[0].parameters["code"]
    assert await desk.activate(letter, email="max@example.org")
    await desk.connect(await desk.register(), mailed)
    with pytest.raises(ActivationCodeExpired):
        await desk.activate(letter, email="max@example.org")


async def test_a_new_mail_replaces_the_earlier_one(desk: Desk) -> None:
    await make_customer()
    await desk.invite()
    await desk.invite()
    first, second = (mail.parameters["code"] for mail in await mails())
    with pytest.raises(ActivationCodeExpired):
        await desk.activate(first, email=ERIKA)
    assert await desk.activate(second, email=ERIKA)


async def test_an_unknown_number_and_a_wrong_address_are_told(desk: Desk) -> None:
    await make_customer()
    with pytest.raises(UnknownNumber):
        await desk.invite(number="99")
    with pytest.raises(InvalidInput):
        await desk.invite("erika@example.org\r\nBcc: max@example.org")
    assert await rows("select 1 from mail_message") == []
