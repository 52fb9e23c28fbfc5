"""A password counts whole and for as long as its owner wants; what stands in lists of attackers never becomes one."""

from datetime import timedelta

import pytest
from zxcvbn import matching

from backend.core.settings import Settings
from backend.identity.two_factor import password_hash
from backend.identity.two_factor.operations.second_step import SignInFailed
from backend.identity.two_factor.password_strength import SHORTEST, strength
from tests.backend.identity.factors import Erika, make_erika
from tests.backend.identity.people import MINUTE, NOW

LONG = "Grünspecht und Zaunkönig sitzen am Abend auf der alten Mauer hinter dem Haus und singen: a"


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(LONG[:-1], id="without its last character"),
        pytest.param(LONG[:-1] + "b", id="another character behind the 72 bytes that bcrypt would look at"),
        pytest.param(LONG.swapcase(), id="in other letters"),
        pytest.param(LONG.lower(), id="in small letters"),
        pytest.param(f" {LONG}", id="with a blank before it"),
        pytest.param(f"{LONG} ", id="with a blank behind it"),
        pytest.param(LONG.replace("ü", "ue"), id="without umlaut"),
    ],
)
async def test_nothing_but_the_password_itself_counts(typed: str) -> None:
    kept = await password_hash.hash_password(LONG)
    assert len(LONG) > 64
    assert await password_hash.matches(LONG, kept)
    assert not await password_hash.matches(typed, kept)


async def test_a_password_does_not_grow_old(database: str, settings: Settings) -> None:
    erika: Erika = await make_erika(settings)
    later = NOW + timedelta(days=3650)
    opened = await erika.type_code(await erika.type_password(now=later), erika.app_code(later), now=later)
    assert opened.token


async def test_the_former_password_opens_nothing(database: str, settings: Settings) -> None:
    erika: Erika = await make_erika(settings)
    await erika.set_password(LONG, now=NOW)
    step = await erika.type_password(now=NOW)
    with pytest.raises(SignInFailed):
        await erika.type_code(step, erika.app_code(NOW), now=NOW)
    later = NOW + MINUTE
    assert (await erika.type_code(await erika.type_password(LONG, now=later), erika.app_code(later), now=later)).token


async def test_what_was_published_after_break_ins_is_not_taken() -> None:
    """zxcvbn's list of leaked passwords, as far as they are long enough: the first hundred, and every sixtieth."""
    ranked = matching.RANKED_DICTIONARIES["passwords"]
    leaked = [password for password in sorted(ranked, key=ranked.__getitem__) if len(password) >= SHORTEST]
    assert len(leaked) > 3000
    tried = [*leaked[:100], *leaked[100::60]]
    assert [password for password in tried if (await strength(password, own_words=[])).is_enough] == []
