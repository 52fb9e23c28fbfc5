"""With staff: the caller answers questions, two people agree, and a letter opens the account once."""

import asyncio
from datetime import timedelta
from uuid import UUID

import asyncpg
import pytest
import pytest_asyncio

from backend.core.database import SYSTEM, transaction
from backend.core.errors import InvalidInput, NotFound, TooManyAttempts
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.operations.activation import issue_activation_code
from backend.identity.operations.sessions import authenticate
from backend.identity.recovery import queries
from backend.identity.recovery.operations import cancelling, letters
from backend.identity.recovery.operations.letters import (
    ASKED_LIFETIME,
    LETTER_LIFETIME,
    EmailTaken,
    LetterCodeWrong,
    LetterNotPossible,
    LetterOver,
    RecoverySettled,
    SecondPersonNeeded,
)
from backend.identity.recovery.operations.passes import RecoveryPassExpired
from backend.identity.webauthn import RelyingParty
from backend.portal.schemas import Recovery as Rules
from backend.portal.schemas import Text
from tests.backend.identity.people import MINUTE, NOW, mails, make_account, make_customer, rows
from tests.backend.identity.recovering import (
    ERIKA,
    Agents,
    Lost,
    asked_id,
    cancel_token,
    kinds,
    let_own,
    templates,
)
from tests.fixtures.soft_authenticator import SoftAuthenticator
from tests.support.sessions import HOME, new_session

pytestmark = pytest.mark.usefixtures("database")

QUESTIONS = tuple(Text(de=name, en=name) for name in ("Zählernummer", "Letzter Betrag", "Geburtsdatum"))
FOUR_EYES = Rules(QUESTIONS, four_eyes=True)


@pytest.fixture
def lost(settings: Settings, party: RelyingParty) -> Lost:
    return Lost(settings, party, SoftAuthenticator(settings.origin))


@pytest_asyncio.fixture
async def agents(database: str, settings: Settings) -> Agents:
    assert database
    jonas = await make_account("jonas@example.org", role="agent")
    aylin = await make_account("aylin@example.org", role="administrator")
    return Agents(settings, jonas=jonas, aylin=aylin, rules=FOUR_EYES)


@pytest_asyncio.fixture
async def account_id(database: str) -> UUID:
    assert database
    return await make_account()


@pytest_asyncio.fixture
async def customer_id(account_id: UUID) -> UUID:
    """The customer by whose contract Erika's account came about."""
    customer_id = await make_customer()
    await rows("update customer set street = 'Lindenallee 12', postal_code = '00000', city = 'Lindental'")
    await let_own(account_id, customer_id)
    return customer_id


async def test_the_whole_way(lost: Lost, agents: Agents, account_id: UUID, customer_id: UUID) -> None:
    async with transaction(SYSTEM):
        stolen = await new_session(account_id)
    assert (await agents.ask(customer_id=customer_id, account_id=account_id, answered=(0, 2))).letter is None
    assert await rows("select code_hash from recovery") == [{"code_hash": None}], "no code before the second person"
    letter = (await agents.confirm(await asked_id(), agents.aylin)).letter
    assert letter is not None
    assert (letter.name, letter.address) == ("Erika Muster", ["Lindenallee 12", "00000 Lindental"])
    assert letter.customer_number == "40-12345"

    progress = await lost.by_letter(letter.code.lower().replace("-", " "))
    opened = await lost.make_passkey(progress.token)
    session = await authenticate(token=opened.token, now=NOW, idle=timedelta(minutes=30))
    assert session is not None
    assert (session.account_id, session.customer_id) == (account_id, customer_id)
    assert await authenticate(token=stolen, now=NOW, idle=timedelta(minutes=30)) is None
    assert await kinds(account_id) == ["recovery-letter-sent", "passkey-added", "recovery-completed", "signed-in"]


async def test_everything_is_logged_but_the_answers(agents: Agents, account_id: UUID, customer_id: UUID) -> None:
    await agents.ask(customer_id=customer_id, account_id=account_id, answered=(0, 2))
    await agents.confirm(await asked_id(), agents.aylin)
    async with transaction(SYSTEM):
        [entry] = await queries.of_customer(customer_id=customer_id, staff_id=agents.jonas)
    assert entry.answered == ["Zählernummer", "Geburtsdatum"]
    assert (entry.requested_by, entry.confirmed_by) == ("Erika Muster", "Erika Muster"), "the names of both"
    assert (entry.created_at, entry.confirmed_at, entry.asked_by_me) == (NOW, NOW, True)
    [log] = await rows("select requested_by, confirmed_by from recovery")
    assert log == {"requested_by": agents.jonas, "confirmed_by": agents.aylin}


async def test_nobody_is_both_pairs_of_eyes(agents: Agents, account_id: UUID, customer_id: UUID) -> None:
    await agents.ask(customer_id=customer_id, account_id=account_id)
    with pytest.raises(SecondPersonNeeded):
        await agents.confirm(await asked_id(), agents.jonas)
    with pytest.raises(asyncpg.CheckViolationError):
        await rows("update recovery set confirmed_by = requested_by")
    assert await rows("select state, code_hash from recovery") == [{"state": "asked", "code_hash": None}]


async def test_without_four_eyes_the_letter_comes_at_once(agents: Agents, account_id: UUID, customer_id: UUID) -> None:
    agents.rules = Rules(QUESTIONS, four_eyes=False)
    asked = await agents.ask(customer_id=customer_id, account_id=account_id)
    assert asked.letter is not None
    assert await rows("select state, confirmed_by from recovery") == [{"state": "open", "confirmed_by": None}]


@pytest.mark.parametrize("answered", [(), (1,), (1, 1), (1, 7)])
async def test_too_few_answers(agents: Agents, account_id: UUID, customer_id: UUID, answered: tuple[int, ...]) -> None:
    with pytest.raises(InvalidInput) as refused:
        await agents.ask(customer_id=customer_id, account_id=account_id, answered=answered)
    assert refused.value.errors == {"answered": "recovery-answers"}
    assert await rows("select 1 from recovery") == []


async def test_a_letter_is_confirmed_once(agents: Agents, account_id: UUID, customer_id: UUID) -> None:
    await agents.ask(customer_id=customer_id, account_id=account_id)
    recovery_id = await asked_id()
    done = await asyncio.gather(
        agents.confirm(recovery_id, agents.aylin), agents.confirm(recovery_id, agents.aylin), return_exceptions=True
    )
    assert sorted(type(result).__name__ for result in done) == ["AskedLetter", "RecoverySettled"]


async def test_a_refused_or_forgotten_request_makes_no_letter(
    agents: Agents, account_id: UUID, customer_id: UUID
) -> None:
    await agents.ask(customer_id=customer_id, account_id=account_id)
    first = await asked_id()
    await letters.refuse(recovery_id=first, staff_id=agents.aylin, now=NOW)
    with pytest.raises(RecoverySettled):
        await agents.confirm(first, agents.aylin)
    await agents.ask(customer_id=customer_id, account_id=account_id)
    with pytest.raises(RecoverySettled):
        await agents.confirm(await asked_id(), agents.aylin, now=NOW + ASKED_LIFETIME)
    await letters.refuse(recovery_id=await asked_id(), staff_id=agents.jonas, now=NOW)
    states = await rows("select state, confirmed_by from recovery order by id")
    assert states == [
        {"state": "refused", "confirmed_by": agents.aylin},
        {"state": "refused", "confirmed_by": None},
    ], "whoever asked may take it back, and is no second person by that"


async def test_only_the_first_contracts_post_recovers_the_account(
    agents: Agents, account_id: UUID, customer_id: UUID
) -> None:
    bakery = await make_customer("50-00001")
    await let_own(account_id, bakery, now=NOW + MINUTE)
    with pytest.raises(LetterNotPossible):
        await agents.ask(customer_id=bakery, account_id=account_id)
    await agents.ask(customer_id=customer_id, account_id=account_id)


async def test_who_only_looks_after_the_contract_is_not_recovered_by_its_post(
    agents: Agents, customer_id: UUID
) -> None:
    helper = await make_account("helper@example.org")
    await rows(
        "insert into access_grant (id, account_id, customer_id, kind, scope, starts_at, created_at) "
        "values (gen_random_uuid(), {}, {}, 'delegated', 'everything', {}, {})",
        *(helper, customer_id, NOW, NOW),
    )
    with pytest.raises(LetterNotPossible):
        await agents.ask(customer_id=customer_id, account_id=helper)


async def test_staff_are_not_recovered_by_letter(agents: Agents, customer_id: UUID) -> None:
    await let_own(agents.aylin, customer_id)
    with pytest.raises(LetterNotPossible):
        await agents.ask(customer_id=customer_id, account_id=agents.aylin)


async def test_closed_and_unknown_accounts(agents: Agents, account_id: UUID, customer_id: UUID) -> None:
    await rows("update account set closed_at = {} where id = {}", NOW, account_id)
    for account in (account_id, customer_id):
        with pytest.raises(NotFound):
            await agents.ask(customer_id=customer_id, account_id=account)


async def test_a_new_letter_ends_the_one_before(
    lost: Lost, agents: Agents, account_id: UUID, customer_id: UUID
) -> None:
    first = await agents.letter_code(customer_id=customer_id, account_id=account_id)
    second = await agents.letter_code(customer_id=customer_id, account_id=account_id)
    with pytest.raises(LetterOver):
        await lost.start_by_letter(first)
    await lost.start_by_letter(second)


async def test_a_letter_is_used_once_and_for_sixty_days(
    lost: Lost, agents: Agents, account_id: UUID, customer_id: UUID
) -> None:
    code = await agents.letter_code(customer_id=customer_id, account_id=account_id)
    with pytest.raises(LetterOver):
        await lost.start_by_letter(code, now=NOW + LETTER_LIFETIME)
    waiting = await lost.start_by_letter(code, email="second@example.org")
    await lost.make_passkey((await lost.by_letter(code)).token)
    with pytest.raises(LetterOver):
        await lost.start_by_letter(code)
    with pytest.raises(LetterOver):
        await lost.prove(waiting.request_id, (await mails("second@example.org"))[-1].parameters["code"])


async def test_a_wrong_number_and_a_wrong_code_are_answered_alike(
    lost: Lost, agents: Agents, account_id: UUID, customer_id: UUID
) -> None:
    code = await agents.letter_code(customer_id=customer_id, account_id=account_id)
    await make_customer("50-00001")
    for number, typed in (("50-00001", code), ("99-99999", code), ("40-12345", "0000-0000-0000"), ("40-12345", "")):
        with pytest.raises(LetterCodeWrong):
            await lost.start_by_letter(typed, number=number)
    assert await templates() == ["recovery_letter"], "no code is sent"


async def test_guessing_is_limited_for_one_client_only(
    lost: Lost, agents: Agents, account_id: UUID, customer_id: UUID
) -> None:
    code = await agents.letter_code(customer_id=customer_id, account_id=account_id)
    stranger = Client("198.51.100.7")
    for _ in range(20):
        with pytest.raises(LetterCodeWrong):
            await lost.start_by_letter("0000-0000-0000", client=stranger)
    with pytest.raises(TooManyAttempts):
        await lost.start_by_letter(code, client=stranger)
    await lost.start_by_letter(code)


async def test_an_activation_code_recovers_nothing(lost: Lost, customer_id: UUID) -> None:
    code = await issue_activation_code(customer_id=customer_id, settings=lost.settings, now=NOW)
    with pytest.raises(LetterCodeWrong):
        await lost.start_by_letter(code)


async def test_a_new_mailbox_becomes_the_login(lost: Lost, agents: Agents, account_id: UUID, customer_id: UUID) -> None:
    code = await agents.letter_code(customer_id=customer_id, account_id=account_id)
    progress = await lost.by_letter(code, email="new@example.org")
    assert await rows("select email from account where id = {}", account_id) == [{"email": ERIKA}], "not yet"
    await lost.make_passkey(progress.token)
    assert await rows("select email from account where id = {}", account_id) == [{"email": "new@example.org"}]
    for address in (ERIKA, "new@example.org"):
        assert (await templates(address))[-1] == "recovery_completed"


async def test_the_mailbox_of_another_account_is_refused(
    lost: Lost, agents: Agents, account_id: UUID, customer_id: UUID
) -> None:
    code = await agents.letter_code(customer_id=customer_id, account_id=account_id)
    progress = await lost.by_letter(code, email="new@example.org")
    await make_account("new@example.org")
    with pytest.raises(EmailTaken):
        await lost.make_passkey(progress.token)
    with pytest.raises(EmailTaken):
        await lost.by_letter(code, email="new@example.org")
    assert await rows("select 1 from passkey") == []
    await lost.make_passkey((await lost.by_letter(code)).token)


async def test_the_owner_can_call_a_letter_off(lost: Lost, agents: Agents, account_id: UUID, customer_id: UUID) -> None:
    code = await agents.letter_code(customer_id=customer_id, account_id=account_id)
    progress = await lost.by_letter(code)
    token = await cancel_token()
    await cancelling.cancel_by_link(token=token, client=HOME, settings=lost.settings, now=NOW)
    with pytest.raises(RecoveryPassExpired):
        await lost.make_passkey(progress.token)
    with pytest.raises(LetterOver):
        await lost.start_by_letter(code)


async def test_completing_ends_everything_else_under_way(
    lost: Lost, agents: Agents, account_id: UUID, customer_id: UUID
) -> None:
    await lost.by_mail()
    code = await agents.letter_code(customer_id=customer_id, account_id=account_id)
    await lost.make_passkey((await lost.by_letter(code)).token)
    assert await rows("select kind, state from recovery order by kind") == [
        {"kind": "letter", "state": "completed"},
        {"kind": "wait", "state": "cancelled"},
    ]
