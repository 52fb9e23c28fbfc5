"""Tokens of programs: shown once, valid until revoked."""

from datetime import timedelta

import pytest

from backend.core.database import SYSTEM, transaction
from backend.core.errors import InvalidInput, NotFound
from backend.identity import queries
from backend.identity.operations import service_tokens
from backend.identity.operations.service_tokens import TokenNameTaken
from backend.identity.schemas import ServiceTokenItem
from tests.backend.identity.people import MINUTE, NOW, rows

pytestmark = pytest.mark.usefixtures("database")


async def _all() -> list[ServiceTokenItem]:
    async with transaction(SYSTEM):
        return await queries.service_tokens()


async def test_a_token_lets_its_program_in() -> None:
    token = await service_tokens.create(name="billing", now=NOW)
    program = await service_tokens.authenticate(token=token, now=NOW)
    assert program is not None
    assert program.name == "billing"


async def test_a_token_has_256_random_bits_and_is_not_kept() -> None:
    token = await service_tokens.create(name="billing", now=NOW)
    assert token.startswith("stk_")
    assert len(token) == len("stk_") + 43
    [stored] = await rows("select * from service_token")
    assert token not in str(stored)
    assert token.encode() not in stored["token_hash"]


@pytest.mark.parametrize("wrong", ["", "stk_", "stk_nonsense", "Bearer", "stk_\0", "ü" * 50])
async def test_another_token_lets_nobody_in(wrong: str) -> None:
    token = await service_tokens.create(name="billing", now=NOW)
    assert await service_tokens.authenticate(token=wrong, now=NOW) is None
    assert await service_tokens.authenticate(token=token[:-1], now=NOW) is None
    assert await service_tokens.authenticate(token=token.removeprefix("stk_"), now=NOW) is None


async def test_a_revoked_token_is_worth_nothing_and_frees_its_name() -> None:
    old = await service_tokens.create(name="billing", now=NOW)
    await service_tokens.revoke(name="billing", now=NOW + MINUTE)
    assert await service_tokens.authenticate(token=old, now=NOW + MINUTE) is None
    new = await service_tokens.create(name="billing", now=NOW + MINUTE)
    assert await service_tokens.authenticate(token=new, now=NOW + MINUTE) is not None
    assert await service_tokens.authenticate(token=old, now=NOW + MINUTE) is None
    assert [item.revoked_at for item in await _all()] == [NOW + MINUTE, None]


async def test_a_name_is_used_by_one_token_at_a_time() -> None:
    await service_tokens.create(name="billing", now=NOW)
    with pytest.raises(TokenNameTaken):
        await service_tokens.create(name="billing", now=NOW)


@pytest.mark.parametrize("name", ["", "Billing", "a b", "-billing", "x" * 61, "ä", "a\n"])
async def test_names_are_plain(name: str) -> None:
    with pytest.raises(InvalidInput):
        await service_tokens.create(name=name, now=NOW)


async def test_nothing_to_revoke_is_told() -> None:
    with pytest.raises(NotFound):
        await service_tokens.revoke(name="billing", now=NOW)


async def test_its_use_is_noted_once_a_minute() -> None:
    token = await service_tokens.create(name="billing", now=NOW)
    assert (await _all())[0].last_used_at is None
    for moment, noted in ((0, 0), (1, 0), (59, 0), (61, 61)):
        await service_tokens.authenticate(token=token, now=NOW + timedelta(seconds=moment))
        assert (await _all())[0].last_used_at == NOW + timedelta(seconds=noted)
