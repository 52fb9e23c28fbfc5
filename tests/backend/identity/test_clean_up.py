"""Nothing about people is kept longer than it serves."""

from datetime import datetime, timedelta

import pytest

from backend.core.database import SYSTEM, transaction
from backend.core.job_registry import Run, load_jobs, scheduled_jobs
from backend.core.settings import Settings
from backend.identity.operations import code_sign_in, passkeys
from backend.identity.webauthn import RelyingParty
from tests.backend.identity.people import MINUTE, NOW, last_code, make_account, rows
from tests.support.sessions import HOME

TABLES = ("portal_session", "webauthn_challenge", "email_code", "attempt")


async def _left(settings: Settings, *, now: datetime) -> set[str]:
    """The tables that still hold something after the job has run at `now`."""
    load_jobs()
    async with transaction(SYSTEM):
        await scheduled_jobs["identity.clean_up"].work(Run(settings, now))
    return {table for table in TABLES if await rows(f"select 1 from {table}")}


@pytest.fixture
async def _traces(database: str, settings: Settings, party: RelyingParty) -> None:
    """One sign-in, one code and one challenge that nobody answered."""
    await make_account()
    for _ in range(2):
        requested = await code_sign_in.request_code(
            email="erika@example.org", language="de", client=HOME, settings=settings, now=NOW
        )
    await code_sign_in.sign_in(
        request_id=requested.request_id,
        code=await last_code(),
        client=HOME,
        held_token=None,
        settings=settings,
        now=NOW,
    )
    await passkeys.begin_sign_in(party=party, now=NOW)


@pytest.mark.usefixtures("_traces")
@pytest.mark.parametrize(
    ("after", "left"),
    [
        (timedelta(), {"portal_session", "webauthn_challenge", "email_code", "attempt"}),
        (5 * MINUTE, {"portal_session", "email_code", "attempt"}),
        (10 * MINUTE, {"portal_session", "attempt"}),
        (timedelta(hours=12) - MINUTE, {"portal_session", "attempt"}),
        (timedelta(hours=12), {"attempt"}),
        (timedelta(hours=24), set()),
    ],
)
async def test_each_thing_goes_when_it_has_ended(settings: Settings, after: timedelta, left: set[str]) -> None:
    assert await _left(settings, now=NOW + after) == left


@pytest.mark.usefixtures("_traces")
async def test_a_session_that_nobody_uses_goes_after_a_day(settings: Settings) -> None:
    await rows("update portal_session set expires_at = {}", NOW + timedelta(days=30))
    assert "portal_session" in await _left(settings, now=NOW + timedelta(days=1) - MINUTE)
    assert "portal_session" not in await _left(settings, now=NOW + timedelta(days=1))
