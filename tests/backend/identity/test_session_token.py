"""What a session is known by, and when it ends whatever its owner does."""

from base64 import urlsafe_b64decode
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import pytest
import pytest_asyncio

from backend.core.database import SYSTEM, transaction
from backend.core.settings import Settings
from backend.identity.operations.sessions import authenticate, hash_token, open_session
from tests.backend.identity.people import MINUTE, NOW, make_account, rows
from tests.support.devices import NewDevice, devices, ends_at_the_latest, is_signed_in
from tests.support.sessions import HOME

pytestmark = pytest.mark.usefixtures("database")

HALF_AN_HOUR = timedelta(minutes=30)


@pytest_asyncio.fixture
async def new_device(database: str, settings: Settings) -> AsyncIterator[NewDevice]:
    async with devices(settings) as made:
        yield made


async def _token(account_id: UUID, *, held: str | None = None) -> str:
    async with transaction(SYSTEM):
        return await open_session(
            account_id=account_id,
            method="passkey",
            client=HOME,
            strong=True,
            fresh=True,
            replaced_token=held,
            now=NOW,
            lifetime=timedelta(hours=12),
        )


async def test_a_token_has_256_random_bits_and_only_its_hash_is_kept() -> None:
    account = await make_account()
    tokens = [await _token(account) for _ in range(3)]
    assert [len(urlsafe_b64decode(f"{token}=")) for token in tokens] == [32, 32, 32]
    assert len(set(tokens)) == 3
    kept = await rows("select token_hash, portal_session::text as row from portal_session")
    assert {row["token_hash"] for row in kept} == {hash_token(token) for token in tokens}
    assert not [token for token in tokens for row in kept if token in row["row"]]


async def test_each_sign_in_gives_a_new_token_and_ends_the_one_before() -> None:
    account = await make_account()
    before = await _token(account)
    after = await _token(account, held=before)
    assert after != before
    assert await authenticate(token=before, now=NOW, idle=HALF_AN_HOUR) is None
    assert await authenticate(token=after, now=NOW, idle=HALF_AN_HOUR) is not None


async def test_twelve_hours_are_the_end_however_busy_the_session_was() -> None:
    token = await _token(await make_account())
    moment = NOW
    while moment < NOW + timedelta(hours=12):
        assert await authenticate(token=token, now=moment, idle=HALF_AN_HOUR) is not None
        moment += 20 * MINUTE
    assert await authenticate(token=token, now=moment, idle=HALF_AN_HOUR) is None


async def test_half_an_hour_without_use_is_the_end() -> None:
    token = await _token(await make_account())
    assert await authenticate(token=token, now=NOW + 29 * MINUTE, idle=HALF_AN_HOUR) is not None
    assert await authenticate(token=token, now=NOW + 59 * MINUTE, idle=HALF_AN_HOUR) is None


async def test_closing_an_account_ends_its_sessions_everywhere(new_device: NewDevice) -> None:
    leaver, colleague = await make_account(role="agent"), await make_account("max@example.org", role="agent")
    phone, laptop, other = await new_device(leaver), await new_device(leaver), await new_device(colleague)
    assert [await is_signed_in(device) for device in (phone, laptop, other)] == [True, True, True]
    await rows("update account set closed_at = now() where id = {}", leaver)
    assert [await is_signed_in(device) for device in (phone, laptop, other)] == [False, False, True]


async def test_no_browser_keeps_what_a_session_has_shown(new_device: NewDevice) -> None:
    """Else the back button would show it again after signing out."""
    device = await new_device(await make_account())
    for path in ("/session", "/sessions", "/profile", "/security/history"):
        assert (await device.get(path)).headers["cache-control"] == "no-store"
    await ends_at_the_latest(device, after=timedelta(0))
    assert (await device.get("/profile")).headers["cache-control"] == "no-store"
