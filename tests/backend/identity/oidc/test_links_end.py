"""What is linked or unlinked can be taken back by its owner, and nothing is kept longer than it serves."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio

from backend.core.database import SYSTEM, transaction
from backend.core.job_registry import Run, load_jobs, scheduled_jobs
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.history.operations import Change, undo
from backend.identity.oidc.operations import links
from backend.identity.oidc.provider_client import ProvenIdentity
from backend.identity.oidc.providers import Providers
from tests.backend.identity.people import MINUTE, NOW, make_account, rows

IDENTITY = ProvenIdentity("https://id.example.org", "24400320", "erika@example.org", offers_sign_out=False)
CLIENT = Client("192.0.2.1")
WEEK = timedelta(days=7)


@pytest.fixture
def settings(tmp_path: Any) -> Settings:
    return Settings(var_dir=tmp_path)


@pytest_asyncio.fixture
async def account(database: str) -> UUID:
    return await make_account()


async def link(account: UUID, settings: Settings, *, now: datetime = NOW) -> UUID:
    async with transaction(SYSTEM):
        await links.link(
            account_id=account, identity=IDENTITY, name="Example ID", client=CLIENT, settings=settings, now=now
        )
    [row] = await rows("select id from oidc_identity where removed_at is null")
    found: UUID = row["id"]
    return found


async def unlink(account: UUID, identity: UUID, settings: Settings, *, now: datetime = NOW) -> None:
    await links.unlink(
        account_id=account, identity_id=identity, providers=Providers({}), client=CLIENT, settings=settings, now=now
    )


async def take_back(kind: str, *, now: datetime = NOW) -> None:
    """As "that wasn't me" does, for the newest change of this kind."""
    changes = await rows(
        "select id, account_id, kind, reference, subject from security_change where kind = {} order by id desc", kind
    )
    async with transaction(SYSTEM):
        await undo(change=Change(**changes[0]), now=now)


async def active() -> list[UUID]:
    return [row["id"] for row in await rows("select id from oidc_identity where removed_at is null")]


async def test_a_link_that_its_owner_did_not_make_opens_nothing_any_more(account: UUID, settings: Settings) -> None:
    await link(account, settings)
    await take_back("oidc-linked")
    assert await active() == []


async def test_a_link_that_its_owner_did_not_remove_comes_back(account: UUID, settings: Settings) -> None:
    identity = await link(account, settings)
    await unlink(account, identity, settings)
    assert await active() == []
    await take_back("oidc-unlinked")
    assert await active() == [identity]


async def test_an_identity_that_was_linked_anew_since_stays_as_it_is(account: UUID, settings: Settings) -> None:
    identity = await link(account, settings)
    await unlink(account, identity, settings)
    anew = await link(await make_account("max@example.org"), settings)
    await take_back("oidc-unlinked")
    assert await active() == [anew]


async def _left(settings: Settings, *, now: datetime) -> set[str]:
    load_jobs()
    async with transaction(SYSTEM):
        await scheduled_jobs["identity.clean_up_services"].work(Run(settings, now))
    tables = ("oidc_identity", "oidc_attempt", "oidc_pending_link")
    return {table for table in tables if await rows(f"select 1 from {table}")}


async def test_each_thing_goes_when_it_has_ended(account: UUID, settings: Settings) -> None:
    identity = await link(account, settings)
    await unlink(account, identity, settings)
    await rows(
        "insert into oidc_attempt (id, provider, purpose, state_hash, browser_hash, nonce, code_verifier, "
        "next, created_at, expires_at) "
        "values (gen_random_uuid(), 'example', 'sign-in', '', '', '', '', '', {}, {})",
        NOW,
        NOW + 10 * MINUTE,
    )
    async with transaction(SYSTEM):
        await links.keep_pending(identity=IDENTITY, now=NOW)
    assert await _left(settings, now=NOW) == {"oidc_identity", "oidc_attempt", "oidc_pending_link"}
    assert await _left(settings, now=NOW + 10 * MINUTE) == {"oidc_identity", "oidc_pending_link"}
    assert await _left(settings, now=NOW + 30 * MINUTE) == {"oidc_identity"}
    assert await _left(settings, now=NOW + WEEK - MINUTE) == {"oidc_identity"}
    assert await _left(settings, now=NOW + WEEK) == set()


async def test_what_is_linked_stays(account: UUID, settings: Settings) -> None:
    identity = await link(account, settings)
    await _left(settings, now=NOW + 1000 * WEEK)
    assert await active() == [identity]
