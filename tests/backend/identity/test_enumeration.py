"""Nobody learns who has an account: neither by answer nor by mail nor by time."""

from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest

from backend.core.errors import Problem
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.operations import activation, code_sign_in
from backend.identity.schemas import CodeRequested
from tests.backend.identity.people import NOW, mails, make_account, make_customer
from tests.support.timing import compare

pytestmark = pytest.mark.usefixtures("database")

_ROUNDS = 40


def _stranger(number: int, kind: int) -> Client:
    """Each request from elsewhere, so that no limit on a client ends the comparison."""
    return Client(f"198.51.{kind}.{number}")


def _asks_for_code(settings: Settings, name: str, kind: int) -> Callable[[int], Awaitable[CodeRequested]]:
    async def ask(number: int) -> CodeRequested:
        return await code_sign_in.request_code(
            email=f"{name}{number}@example.org",
            language="de",
            client=_stranger(number, kind),
            settings=settings,
            now=NOW,
        )

    return ask


async def test_asking_for_a_code_takes_the_same_time_for_a_stranger(settings: Settings) -> None:
    for number in range(_ROUNDS):
        await make_account(f"known{number}@example.org")
    known, unknown = _asks_for_code(settings, "known", 1), _asks_for_code(settings, "unknown", 2)
    assert isinstance((await known(0)).request_id, UUID)
    assert isinstance((await unknown(0)).request_id, UUID)
    seen = await compare(known, unknown, rounds=_ROUNDS)
    assert seen.tells_nothing, seen
    assert len(await mails("known7@example.org")) == len(await mails("unknown7@example.org")) == 1


async def test_a_wrong_letter_takes_the_same_time_whether_the_customer_exists(settings: Settings) -> None:
    await make_customer("40-12345")

    async def start(number: str, client: Client) -> type[Problem]:
        with pytest.raises(Problem) as refusal:
            await activation.start(
                customer_number=number,
                activation_code="0000-0000-0000",
                email="erika@example.org",
                language="de",
                client=client,
                settings=settings,
                now=NOW,
            )
        return refusal.type

    assert await start("40-12345", _stranger(0, 3)) is await start("99-99999", _stranger(0, 4))
    seen = await compare(
        lambda number: start("40-12345", _stranger(number, 1)),
        lambda number: start("99-99999", _stranger(number, 2)),
        rounds=_ROUNDS,
    )
    assert seen.tells_nothing, seen


async def test_work_that_only_one_of_them_costs_would_be_noticed(settings: Settings) -> None:
    more = [_asks_for_code(settings, f"somebody{kind}-", kind) for kind in (5, 6, 7, 8)]

    async def ask_and_do_more(number: int) -> None:
        for ask in more:
            await ask(number)

    assert not (await compare(_asks_for_code(settings, "nobody", 9), ask_and_do_more, rounds=_ROUNDS)).tells_nothing
