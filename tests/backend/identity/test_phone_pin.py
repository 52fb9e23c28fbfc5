"""A PIN proves on the phone who is calling: once, for ten minutes, and nobody guesses it."""

import asyncio
from datetime import datetime, timedelta
from uuid import UUID

import pytest
import pytest_asyncio

from backend.core.database import SYSTEM, transaction
from backend.core.errors import InvalidInput, NotFound, TooManyAttempts
from backend.core.settings import Settings
from backend.identity.phone_pin import operations
from backend.identity.phone_pin.operations import LIFETIME, MOST_TRIES, PinWrong
from backend.identity.phone_pin.schemas import PinMatch, ShownPin
from tests.backend.identity.people import MINUTE, NOW, make_account, make_customer, rows
from tests.backend.identity.recovering import ERIKA, kinds, let_own
from tests.support.sessions import HOME

pytestmark = pytest.mark.usefixtures("database")


class Call:
    """A customer with the portal open, and an agent on the phone with them."""

    def __init__(self, settings: Settings, *, account_id: UUID, customer_id: UUID, agent: UUID) -> None:
        self.settings = settings
        self.account_id = account_id
        self.customer_id = customer_id
        self.agent = agent

    async def show(self, *, now: datetime = NOW) -> ShownPin:
        return await operations.show(
            account_id=self.account_id, customer_id=self.customer_id, settings=self.settings, now=now
        )

    async def check(
        self, pin: str, *, customer_id: UUID | None = None, agent: UUID | None = None, now: datetime = NOW
    ) -> PinMatch:
        return await operations.check(
            customer_id=customer_id or self.customer_id,
            pin=pin,
            staff_id=agent or self.agent,
            client=HOME,
            settings=self.settings,
            now=now,
        )


@pytest_asyncio.fixture
async def call(database: str, settings: Settings) -> Call:
    assert database
    account_id, customer_id = await make_account(), await make_customer()
    await let_own(account_id, customer_id)
    agent = await make_account("jonas@example.org", role="agent")
    return Call(settings, account_id=account_id, customer_id=customer_id, agent=agent)


def other_than(pin: str) -> str:
    return f"{(int(pin) + 1) % 1_000_000:06}"


async def test_the_agent_learns_who_is_calling(call: Call) -> None:
    shown = await call.show()
    assert (len(shown.pin), shown.customer_number, shown.expires_at) == (6, "40-12345", NOW + LIFETIME)
    later = NOW + timedelta(minutes=3)
    match = await call.check(f" {shown.pin[:3]} {shown.pin[3:]}", now=later)
    assert match == PinMatch(name="Erika Muster", email=ERIKA, shown_at=NOW, checked_at=later, zone="Europe/Berlin")
    assert await kinds(call.account_id) == ["phone-pin-checked"]
    newest = (await operations.newest(account_id=call.account_id, settings=call.settings, now=later)).newest
    assert newest is not None
    assert newest.used_at == later


async def test_a_pin_works_once(call: Call) -> None:
    pin = (await call.show()).pin
    done = await asyncio.gather(call.check(pin), call.check(pin), return_exceptions=True)
    assert sorted(type(result).__name__ for result in done) == ["PinMatch", "PinWrong"]


async def test_a_pin_lives_ten_minutes(call: Call) -> None:
    pin = (await call.show()).pin
    with pytest.raises(PinWrong):
        await call.check(pin, now=NOW + LIFETIME)
    await call.check(pin, now=NOW + LIFETIME - timedelta(seconds=1))


async def test_a_new_pin_ends_the_one_before(call: Call) -> None:
    first = (await call.show()).pin
    second = await call.show(now=NOW + MINUTE)
    if first != second.pin:
        with pytest.raises(PinWrong):
            await call.check(first, now=NOW + MINUTE)
    await call.check(second.pin, now=NOW + MINUTE)


async def test_guessing_spends_the_pin(call: Call) -> None:
    pin = (await call.show()).pin
    for _ in range(MOST_TRIES):
        with pytest.raises(PinWrong):
            await call.check(other_than(pin))
    with pytest.raises(PinWrong):
        await call.check(pin)
    assert (await call.check((await call.show()).pin)).email == ERIKA, "the customer is not locked out"


async def test_guessing_in_parallel_gets_no_more_tries(call: Call) -> None:
    pin = (await call.show()).pin
    await asyncio.gather(*(call.check(other_than(pin)) for _ in range(MOST_TRIES)), return_exceptions=True)
    assert await rows("select tries from phone_pin") == [{"tries": MOST_TRIES}]
    with pytest.raises(PinWrong):
        await call.check(pin)


async def test_an_agent_may_try_only_so_often(call: Call) -> None:
    other = await make_account("aylin@example.org", role="agent")
    for _ in range(10):
        with pytest.raises(PinWrong):
            await call.check("000000")
    pin = (await call.show()).pin
    with pytest.raises(TooManyAttempts):
        await call.check(pin)
    assert (await call.check(pin, agent=other)).email == ERIKA, "no colleague is held up by it"


async def test_a_pin_is_for_one_customer(call: Call) -> None:
    pin = (await call.show()).pin
    with pytest.raises(PinWrong):
        await call.check(pin, customer_id=await make_customer("50-00001"))
    assert await rows("select tries from phone_pin") == [{"tries": 0}]


async def test_without_access_there_is_no_pin(call: Call) -> None:
    await rows("update access_grant set revoked_at = {}", NOW)
    with pytest.raises(NotFound):
        await call.show()
    assert await rows("select 1 from phone_pin") == []


async def test_a_closed_account_proves_nothing(call: Call) -> None:
    pin = (await call.show()).pin
    await rows("update account set closed_at = {}", NOW)
    with pytest.raises(PinWrong):
        await call.check(pin)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "12345a", "１２３４５"])
async def test_what_is_no_pin_costs_no_try(call: Call, typed: str) -> None:
    await call.show()
    with pytest.raises(InvalidInput):
        await call.check(typed)
    assert await rows("select tries from phone_pin") == [{"tries": 0}]


async def test_the_database_does_not_know_the_pin(call: Call) -> None:
    pin = (await call.show()).pin
    [row] = await rows("select * from phone_pin")
    assert pin.encode() not in row["pin_hash"]
    assert pin not in str({name: value for name, value in row.items() if not name.endswith("id")})


async def test_asking_for_pins_is_limited(call: Call) -> None:
    for _ in range(20):
        await call.show()
    with pytest.raises(TooManyAttempts):
        await call.show()


async def test_pins_are_forgotten_after_a_day(call: Call) -> None:
    await call.show()
    async with transaction(SYSTEM):
        await operations.clean_up(now=NOW + LIFETIME + operations.KEPT)
    assert await rows("select 1 from phone_pin") == []
    assert (await operations.newest(account_id=call.account_id, settings=call.settings, now=NOW)).newest is None
