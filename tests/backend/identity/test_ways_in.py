"""Nobody loses their last way in, and everybody is reminded until they have two that do not depend on each other."""

from uuid import UUID

import pytest

from backend.core.database import SYSTEM, fetch, transaction
from backend.core.ids import new_id
from backend.identity.schemas import WaysIn
from backend.identity.ways_in import LastWayIn, refuse_last_way, ways_in
from tests.backend.identity.browser import Browser
from tests.backend.identity.people import NOW, make_account

pytestmark = pytest.mark.usefixtures("database")

STAFF = ["agent", "dpo", "administrator"]


async def _have(account_id: UUID, *things: str) -> None:
    """Give the account what the name says, in use."""
    async with transaction(SYSTEM):
        for thing in things:
            await fetch(_ROWS[thing], new_id(), account_id, NOW)


_ROWS = {
    "password": "insert into password_credential (id, account_id, hash, created_at) "
    "values ({}, {}, '$argon2id$v=19', {})",
    "app": "insert into totp (id, account_id, secret, created_at, confirmed_at) values ({}, {}, 'x', {}, now())",
    "unconfirmed app": "insert into totp (id, account_id, secret, created_at) values ({}, {}, 'x', {})",
    "removed app": "insert into totp (id, account_id, secret, created_at, confirmed_at, removed_at) "
    "values ({}, {}, 'x', {}, now(), now())",
    "recovery code": "insert into recovery_code (id, account_id, code_hash, created_at) values ({}, {}, 'x', {})",
    "used recovery code": "insert into recovery_code (id, account_id, code_hash, created_at, used_at) "
    "values ({}, {}, 'x', {}, now())",
    "service": "insert into oidc_identity (id, account_id, issuer, subject, label, offers_sign_out, linked_at) "
    "values ({}, {}, 'https://id.example', 'x', 'x', false, {})",
    "removed service": "insert into oidc_identity "
    "(id, account_id, issuer, subject, label, offers_sign_out, linked_at, removed_at) "
    "values ({}, {}, 'https://id.example', 'x', 'x', false, {}, now())",
}


async def _ways(account_id: UUID) -> WaysIn:
    async with transaction(SYSTEM):
        return await ways_in(account_id=account_id)


@pytest.mark.parametrize(
    ("things", "independent"),
    [
        ((), 1),
        (("password",), 1),
        (("service",), 2),
        (("removed service",), 1),
        (("app", "password"), 1),
        (("app", "password", "service"), 1),
        (("app", "password", "recovery code"), 2),
        (("app", "password", "used recovery code"), 1),
        (("unconfirmed app",), 1),
        (("removed app",), 1),
    ],
)
async def test_what_a_customer_can_lose_together_counts_once(things: tuple[str, ...], independent: int) -> None:
    account_id = await make_account()
    await _have(account_id, *things)
    ways = await _ways(account_id)
    assert (ways.independent, ways.enough, ways.email_code) == (independent, independent >= 2, True)


@pytest.mark.parametrize("role", STAFF)
@pytest.mark.parametrize(
    ("things", "independent"),
    [
        ((), 0),
        (("service",), 0),
        (("password",), 0),
        (("unconfirmed app",), 0),
        (("removed app",), 0),
        (("app",), 1),
        (("app", "service"), 1),
        (("app", "recovery code"), 2),
    ],
)
async def test_for_staff_only_two_factors_count(role: str, things: tuple[str, ...], independent: int) -> None:
    account_id = await make_account(role=role)
    await _have(account_id, *things)
    ways = await _ways(account_id)
    assert (ways.independent, ways.enough, ways.email_code) == (independent, independent >= 2, False)


@pytest.mark.parametrize(("role", "before"), [("customer", 1), *((role, 0) for role in STAFF)])
async def test_each_passkey_counts(browser: Browser, role: str, before: int) -> None:
    account_id = await make_account(role=role)
    for count in (1, 2):
        await browser.register(account_id)
        ways = await _ways(account_id)
        assert (ways.passkeys, ways.independent, ways.enough) == (count, before + count, before + count >= 2)


@pytest.mark.parametrize("role", STAFF)
async def test_staff_without_two_factors_may_not_be_left_behind(role: str) -> None:
    account_id = await make_account(role=role)
    await _have(account_id, "service")
    async with transaction(SYSTEM):
        with pytest.raises(LastWayIn):
            await refuse_last_way(account_id=account_id)
    await _have(account_id, "app")
    async with transaction(SYSTEM):
        await refuse_last_way(account_id=account_id)


async def test_a_customer_always_has_the_mailbox() -> None:
    account_id = await make_account()
    async with transaction(SYSTEM):
        await refuse_last_way(account_id=account_id)
