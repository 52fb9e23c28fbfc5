"""The second step: guessing, replaying, mixing sign-ins up, and locking others out."""

import asyncio
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from backend.core.database import SYSTEM, transaction
from backend.core.errors import InvalidInput, TooManyAttempts
from backend.core.ids import new_id
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.operations import activation, code_sign_in
from backend.identity.operations.sessions import authenticate
from backend.identity.operations.sign_in import OpenedSession
from backend.identity.session_queries import Session
from backend.identity.two_factor.operations import stepping_up
from backend.identity.two_factor.operations.clean_up import clean_up
from backend.identity.two_factor.operations.second_step import (
    LIFETIME,
    SecondStepExpired,
    SecondStepFailed,
    SignInFailed,
)
from backend.identity.two_factor.schemas import SecondStep
from tests.backend.identity.factors import HOME, PASSWORD, STEP, STRANGER, Erika, make_erika
from tests.backend.identity.people import MINUTE, NOW, last_code, mails, make_customer, rows
from tests.support.queue import waiting_jobs

pytestmark = pytest.mark.usefixtures("database")

_REFUSALS = (SignInFailed, SecondStepFailed, SecondStepExpired, TooManyAttempts)


@pytest.fixture
async def erika(database: str, settings: Settings) -> Erika:
    return await make_erika(settings)


async def _session(opened: OpenedSession) -> Session:
    session = await authenticate(token=opened.token, now=NOW, idle=timedelta(minutes=30))
    assert session is not None
    return session


async def _refusal(erika: Erika, step: SecondStep, code: str, *, client: Client = HOME) -> type[BaseException]:
    with pytest.raises(_REFUSALS) as caught:
        await erika.type_code(step, code, client=client)
    return caught.type


async def _by_mail(erika: Erika) -> SecondStep:
    """The first step with a code from the mailbox."""
    requested = await code_sign_in.request_code(
        email=erika.email, language="de", client=HOME, settings=erika.settings, now=NOW
    )
    outcome = await code_sign_in.sign_in(
        request_id=requested.request_id,
        code=await last_code(erika.email),
        client=HOME,
        held_token=None,
        settings=erika.settings,
        now=NOW,
    )
    assert isinstance(outcome, SecondStep)
    return outcome


async def test_password_and_code_open_a_strong_session(erika: Erika) -> None:
    step = await erika.type_password()
    assert step.expires_at == NOW + LIFETIME == NOW + 10 * MINUTE
    session = await _session(await erika.type_code(step, erika.app_code(NOW)))
    assert (session.account_id, session.method, session.is_strong, session.is_fresh(NOW)) == (
        erika.account_id,
        "password",
        True,
        True,
    )


async def test_signing_in_ends_the_session_that_the_browser_held(erika: Erika) -> None:
    planted = (await erika.type_code(await erika.type_password(), erika.app_code(NOW))).token
    later = NOW + STEP
    await erika.type_code(await erika.type_password(now=later), erika.app_code(later), held_token=planted, now=later)
    assert await authenticate(token=planted, now=NOW, idle=timedelta(minutes=30)) is None


@pytest.mark.parametrize("typed", [PASSWORD, "Korrekt Pferd Batterie"])
async def test_a_password_alone_opens_nothing(erika: Erika, typed: str) -> None:
    step = await erika.type_password(typed)
    assert await rows("select 1 from portal_session where method = 'password'") == []
    assert await _refusal(erika, step, erika.wrong_code(NOW)) is SignInFailed


async def test_the_code_is_worth_nothing_after_a_wrong_password(erika: Erika) -> None:
    step = await erika.type_password("falsch und falsch")
    assert await _refusal(erika, step, erika.app_code(NOW)) is SignInFailed
    assert await _refusal(erika, step, erika.recovery_codes[0]) is SignInFailed
    assert await erika.type_code(await erika.type_password(), erika.app_code(NOW)), "And it was not used up."


async def test_umlauts_are_the_same_from_every_keyboard(settings: Settings) -> None:
    erika = await make_erika(settings, email="uta@example.org", password=False)
    await erika.set_password("Grüne Frösche im Teich")
    step = await erika.type_password("Gru\u0308ne Fro\u0308sche im Teich")
    assert await erika.type_code(step, erika.app_code(NOW))


async def test_a_password_without_app_counts_for_nothing(settings: Settings) -> None:
    erika = await make_erika(settings, email="uta@example.org", app=False)
    step = await erika.type_password()
    assert (await rows("select account_id from pending_sign_in where id = {}", step.step_id)) == [{"account_id": None}]


async def test_the_mailbox_alone_opens_nothing_either(erika: Erika) -> None:
    step = await _by_mail(erika)
    opened = await rows("select created_at from portal_session")
    assert [row["created_at"] for row in opened] == [NOW - timedelta(hours=1)], "Only that in which the app was set up."
    assert await _refusal(erika, step, erika.wrong_code(NOW)) is SecondStepFailed
    session = await _session(await erika.type_code(step, erika.app_code(NOW)))
    assert (session.method, session.is_strong) == ("email-code", True)


async def test_a_letter_does_not_pass_the_second_step_by(erika: Erika) -> None:
    """Whoever reads her mail could activate a customer number of their own under her address."""
    customer_id = await make_customer()
    code = await activation.issue_activation_code(customer_id=customer_id, settings=erika.settings, now=NOW)
    started = await activation.start(
        customer_number="4012345",
        activation_code=code,
        email=erika.email,
        language="de",
        client=HOME,
        settings=erika.settings,
        now=NOW,
    )
    outcome = await activation.confirm(
        request_id=started.request_id,
        code=await last_code(),
        client=HOME,
        held_token=None,
        settings=erika.settings,
        now=NOW,
    )
    assert isinstance(outcome, SecondStep)
    session = await _session(await erika.type_code(outcome, erika.app_code(NOW)))
    assert (session.method, session.customer_id) == ("activation", customer_id)


# Each code counts once, and around its time only


async def test_a_code_of_the_app_cannot_be_replayed(erika: Erika) -> None:
    code = erika.app_code(NOW)
    await erika.type_code(await erika.type_password(), code)
    assert await _refusal(erika, await erika.type_password(), code) is SignInFailed
    assert await _refusal(erika, await _by_mail(erika), code) is SecondStepFailed, "Not on another way either."


async def test_a_code_that_came_after_another_one_ends_the_earlier_one(erika: Erika) -> None:
    early = erika.app_code(NOW)
    await erika.type_code(await erika.type_password(), erika.app_code(NOW + STEP))
    assert await _refusal(erika, await erika.type_password(), early) is SignInFailed


async def test_a_code_sent_many_times_at_once_opens_one_session(erika: Erika) -> None:
    code = erika.app_code(NOW)
    steps = [await erika.type_password() for _ in range(4)]
    outcomes = await asyncio.gather(*(erika.type_code(step, code) for step in steps), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["OpenedSession"] + ["SignInFailed"] * 3


async def test_a_recovery_code_works_once_even_at_once(erika: Erika) -> None:
    code = erika.recovery_codes[0]
    steps = [await erika.type_password() for _ in range(4)]
    outcomes = await asyncio.gather(*(erika.type_code(step, code) for step in steps), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["OpenedSession"] + ["SignInFailed"] * 3
    assert await _refusal(erika, await erika.type_password(), code) is SignInFailed
    assert len(await rows("select 1 from recovery_code where used_at is null")) == 9


async def test_a_finished_step_opens_nothing_more(erika: Erika) -> None:
    step = await erika.type_password()
    await erika.type_code(step, erika.app_code(NOW))
    assert await _refusal(erika, step, erika.recovery_codes[0]) is SecondStepExpired


@pytest.mark.parametrize(("drift", "fits"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
async def test_the_phones_clock_may_be_off_by_one_step(erika: Erika, drift: int, fits: bool) -> None:
    step = await erika.type_password()
    code = erika.app_code(NOW + drift * STEP)
    if fits:
        assert await erika.type_code(step, code)
    else:
        assert await _refusal(erika, step, code) is SignInFailed


@pytest.mark.parametrize("typed", ["{}{}{}{}{}{}", " {}{}{} {}{}{} ", "{}{}{}-{}{}{}", "{}{}{}–{}{}{}"])
async def test_a_code_may_be_typed_with_blanks_and_hyphens(erika: Erika, typed: str) -> None:
    assert await erika.type_code(await erika.type_password(), typed.format(*erika.app_code(NOW)))


@pytest.mark.parametrize(("printed", "typed"), [("-", " "), ("-", ""), ("0", "O"), ("1", "l")])
async def test_a_recovery_code_may_be_typed_in_any_form(erika: Erika, printed: str, typed: str) -> None:
    code = next((code for code in erika.recovery_codes if printed in code), erika.recovery_codes[0])
    assert await erika.type_code(await erika.type_password(), code.lower().replace(printed, typed))


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "½23456", "\0" * 6, "7K3M9-XWD2", "-" * 11, "9" * 40])
async def test_what_is_no_code_costs_no_try(erika: Erika, typed: str) -> None:
    step = await erika.type_password()
    for _ in range(6):
        with pytest.raises(InvalidInput) as caught:
            await erika.type_code(step, typed)
        assert caught.value.errors == {"code": "second-code-shape"}
    assert await erika.type_code(step, erika.app_code(NOW))


async def test_the_second_step_waits_for_ten_minutes(erika: Erika) -> None:
    step = await erika.type_password()
    late = NOW + LIFETIME
    with pytest.raises(SecondStepExpired):
        await erika.type_code(step, erika.app_code(late), now=late)
    assert await erika.type_code(step, erika.app_code(late), now=late - timedelta(seconds=1))


# Guessing


async def test_five_wrong_codes_end_a_sign_in(erika: Erika) -> None:
    step = await erika.type_password()
    left = []
    for _ in range(4):
        with pytest.raises(SignInFailed) as caught:
            await erika.type_code(step, erika.wrong_code(NOW))
        left.append(caught.value.parameters["tries_left"])
    assert left == [4, 3, 2, 1]
    assert await _refusal(erika, step, erika.wrong_code(NOW)) is SecondStepExpired
    assert await _refusal(erika, step, erika.app_code(NOW)) is SecondStepExpired, "The right code comes too late."


async def test_guesses_at_the_same_moment_are_counted_one_by_one(erika: Erika) -> None:
    step = await erika.type_password()
    outcomes = await asyncio.gather(
        *(_refusal(erika, step, erika.wrong_code(NOW), client=Client(f"192.0.2.{number}")) for number in range(20))
    )
    assert (outcomes.count(SignInFailed), outcomes.count(SecondStepExpired)) == (4, 16)


async def test_the_step_of_another_account_takes_only_its_codes(erika: Erika, settings: Settings) -> None:
    thief = await make_erika(settings, email="max@example.org")
    step = await erika.type_password()
    assert await _refusal(thief, step, thief.app_code(NOW)) is SignInFailed
    assert await _refusal(thief, step, thief.recovery_codes[0]) is SignInFailed
    assert await _refusal(thief, SecondStep(new_id(), NOW), thief.app_code(NOW)) is SecondStepExpired
    own = await thief.type_password()
    opened = await thief.type_code(own, thief.app_code(NOW))
    assert (await _session(opened)).account_id == thief.account_id


async def _guess(erika: Erika, times: int, *, password: str = PASSWORD) -> None:
    for number in range(times):
        client = Client(f"198.51.{number // 250}.{number % 250}")
        step = await erika.type_password(password, client=client)
        await _refusal(erika, step, erika.wrong_code(NOW), client=client)


async def test_who_knows_the_password_has_ten_guesses_an_hour_from_wherever(erika: Erika) -> None:
    await _guess(erika, 10)
    code = erika.app_code(NOW)
    assert await _refusal(erika, await erika.type_password(), code) is SignInFailed, "No answer tells of the limit."
    assert [mail.template for mail in await mails()].count("second_step_guessed") == 1
    assert len(await waiting_jobs("push.sign-in-guessed")) == 1
    assert (await mails())[-1].parameters["method"] == "password"
    later = NOW + timedelta(hours=1, seconds=1)
    assert await erika.type_code(await erika.type_password(now=later), erika.app_code(later), now=later)


async def test_thirty_guesses_a_day_are_the_end(erika: Erika) -> None:
    for _ in range(3):
        await _guess(erika, 10)
        await rows("update attempt set at = at - interval '61 minutes' where kind = 'second-step-wrong'")
    assert await _refusal(erika, await erika.type_password(), erika.app_code(NOW)) is SignInFailed
    tomorrow = NOW + timedelta(hours=25)
    assert await erika.type_code(await erika.type_password(now=tomorrow), erika.app_code(tomorrow), now=tomorrow)


async def test_the_owner_still_gets_in_by_other_ways(erika: Erika) -> None:
    await _guess(erika, 12)
    assert await erika.type_code(await _by_mail(erika), erika.app_code(NOW)), "By the mailbox and the app,"
    assert await erika.type_code(await erika.type_password(), erika.recovery_codes[0]), "and with a recovery code."


async def test_a_stranger_cannot_lock_anybody_out(erika: Erika) -> None:
    """Wrong passwords, wrong codes, from many clients and from her own network: her sign-in goes on."""
    await _guess(erika, 40, password="geraten und falsch")
    assert [mail for mail in await mails() if mail.template == "second_step_guessed"] == []
    assert await erika.type_code(await erika.type_password(), erika.app_code(NOW))


async def test_a_client_may_try_passwords_only_so_often(erika: Erika) -> None:
    for _ in range(10):
        await erika.type_password("geraten und falsch", client=STRANGER)
    with pytest.raises(TooManyAttempts) as caught:
        await erika.type_password(client=STRANGER)
    assert caught.value.retry_after == 15 * 60
    for number in range(50):
        await erika.type_password(email=f"somebody{number}@example.org", client=STRANGER)
    with pytest.raises(TooManyAttempts):
        await erika.type_password(email="somebody-else@example.org", client=STRANGER)
    assert await erika.type_password(client=HOME), "Other clients go on."


async def test_a_client_may_try_codes_only_so_often(erika: Erika) -> None:
    for _ in range(60):
        nothing = SecondStep(new_id(), NOW)
        assert await _refusal(erika, nothing, "000000", client=STRANGER) is SecondStepExpired
    assert await _refusal(erika, SecondStep(new_id(), NOW), "000000", client=STRANGER) is TooManyAttempts
    assert await erika.type_code(await erika.type_password(), erika.app_code(NOW)), "Other clients go on."


async def test_limits_count_parallel_requests_exactly(erika: Erika) -> None:
    outcomes = await asyncio.gather(*(erika.type_password() for _ in range(14)), return_exceptions=True)
    assert sum(isinstance(outcome, SecondStep) for outcome in outcomes) == 10


# The rest


async def test_a_closed_account_does_not_open(erika: Erika) -> None:
    step = await erika.type_password()
    await rows("update account set closed_at = {} where id = {}", NOW, erika.account_id)
    assert await _refusal(erika, step, erika.app_code(NOW)) is SignInFailed
    after = await erika.type_password()
    assert await _refusal(erika, after, erika.app_code(NOW + STEP)) is SignInFailed


async def test_an_old_hash_is_renewed_when_its_password_is_typed(erika: Erika) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    await rows("update password_credential set hash = {}", weak)
    await erika.type_password("geraten und falsch")
    assert await rows("select hash from password_credential") == [{"hash": weak}]
    await erika.type_password()
    [kept] = await rows("select hash from password_credential")
    assert "m=19456,t=2,p=1" in kept["hash"]
    assert await erika.type_code(await erika.type_password(), erika.app_code(NOW))


async def test_stepping_up_uses_a_code_up_too(erika: Erika) -> None:
    session = await erika.session()
    code = erika.app_code(NOW)

    async def step_up(typed: str) -> None:
        await stepping_up.with_second_factor(session=session, code=typed, settings=erika.settings, now=NOW)

    await step_up(code)
    [proven] = await rows("select strong_at, fresh_at from portal_session where id = {}", session.id)
    assert proven == {"strong_at": NOW, "fresh_at": NOW}
    with pytest.raises(stepping_up.WrongSecondCode):
        await step_up(code)
    assert await _refusal(erika, await erika.type_password(), code) is SignInFailed
    await step_up(erika.recovery_codes[0])
    with pytest.raises(stepping_up.WrongSecondCode):
        await step_up(erika.recovery_codes[0])


async def test_a_found_session_has_ten_guesses_at_the_second_factor(erika: Erika) -> None:
    session = await erika.session()

    async def step_up(typed: str) -> None:
        await stepping_up.with_second_factor(session=session, code=typed, settings=erika.settings, now=NOW)

    for _ in range(10):
        with pytest.raises(stepping_up.WrongSecondCode):
            await step_up(erika.wrong_code(NOW))
    with pytest.raises(TooManyAttempts):
        await step_up(erika.app_code(NOW))
    await step_up(erika.recovery_codes[0])
    assert await erika.type_code(await erika.type_password(), erika.app_code(NOW)), "Signing in goes on."


async def test_what_has_expired_is_deleted(erika: Erika) -> None:
    await erika.type_password()
    for now, left in ((NOW + LIFETIME - MINUTE, 1), (NOW + LIFETIME, 0)):
        async with transaction(SYSTEM):
            await clean_up(now=now)
        assert len(await rows("select 1 from pending_sign_in")) == left
