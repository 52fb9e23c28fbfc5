"""Where the inventory names a job that erases, that job does so: when the inventory says it, and not before."""

from datetime import datetime, timedelta

import pytest

from backend.core.clock import utc_now
from backend.core.database import transaction
from backend.core.job_registry import Run, load_jobs, scheduled_jobs
from backend.core.personal_data import Period, TableDecisions
from backend.core.settings import Settings
from privacy.inventory import DECISIONS
from tests.support.catalog import as_owner
from tests.support.customers import insert, settle

# Rows that belong to nobody the portal knows, so that no customer is settled with one.
_OF_NOBODY_YET: dict[str, dict[str, object]] = {
    "attempt": {"kind": "typing", "subject_hash": b"hash"},
    "oidc_pending_link": {
        "browser_hash": b"hash",
        "issuer": "https://accounts.example",
        "subject": "berta",
        "label": "Berta",
        "offers_sign_out": False,
        "created_at": utc_now(),
    },
}

# What moves along when the end of a row is moved, and what keeps a row besides its time.
_TOGETHER = {
    "calendar_busy": ", starts_at = $1 - ends_at + starts_at",
    "hours_exception": ", first_day = $1",
    "meeting": ", starts_at = $1 - blocked_until + starts_at, blocked_from = $1 - blocked_until + blocked_from, "
    "blocked_until = $1",
    "waiting_entry": ", state = 'ended'",
}
_KEEPS = {"resource": "meeting"}

_ERASED_BY_JOB = [table for table in DECISIONS if table.retention and table.retention.erased_by.job]


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("table", _ERASED_BY_JOB, ids=lambda table: table.name)
async def test_the_job_erases_when_the_time_is_over(table: TableDecisions, fresh_database: str) -> None:
    assert table.retention
    now = utc_now()
    last_gone = _last_gone(table.retention.period, now)
    async with as_owner(fresh_database) as owner:
        await settle(owner, "berta", now=now)
        if table.name in _OF_NOBODY_YET:
            await insert(owner, table.name, **{**_OF_NOBODY_YET[table.name], table.retention.counted_from[0]: now})
        if table.name in _KEEPS:
            await owner.execute(f"delete from {_KEEPS[table.name]}")
        [column] = table.retention.counted_from
        type_of_column = await owner.fetchval(
            "select atttypid::regtype::text from pg_attribute where attrelid = $1::regclass and attname = $2",
            table.name,
            column,
        )
        step = timedelta(days=1) if type_of_column == "date" else timedelta(minutes=1)

        async def left_when_counted_from(moment: datetime) -> int:
            await owner.execute(f"update {table.name} set {column} = $1{_TOGETHER.get(table.name, '')}", moment)
            await _run(table.retention.erased_by.job if table.retention else "", now)
            count: int = await owner.fetchval(f"select count(*) from {table.name}")
            return count

        assert await left_when_counted_from(last_gone + step) == 1
        assert await left_when_counted_from(last_gone - step) == 0


def _last_gone(period: Period, now: datetime) -> datetime:
    """Whatever the period began to count before this moment is over by now."""
    if not period.years:
        return now - timedelta(days=period.days, hours=period.hours)
    assert period.from_end_of_year, "years are counted from the end of one"
    zone = Settings().time_zone
    return datetime(now.astimezone(zone).year - period.years, 1, 1, tzinfo=zone)


async def _run(name: str, now: datetime) -> None:
    load_jobs()
    job = scheduled_jobs[name]
    assert job.actor
    async with transaction(job.actor):
        await job.work(Run(settings=Settings(), now=now))


@pytest.mark.usefixtures("database")
async def test_rows_go_with_the_account_where_the_inventory_says_so(fresh_database: str) -> None:
    going = [table for table in DECISIONS if table.retention and table.retention.erased_by.row_of == "account"]
    assert {table.name for table in going} == {"access_grant", "calendar_feed", "message_choice", "passkey"}
    async with as_owner(fresh_database) as owner:
        berta = await settle(owner, "berta")
        granted = await insert(
            owner,
            "access_grant",
            account_id=(await settle(owner, "anna")).account_id,
            customer_id=berta.customer_id,
            granted_by=berta.account_id,
            starts_at=utc_now(),
            created_at=utc_now(),
        )
        await owner.execute("update resource set account_id = null")
        await owner.execute("delete from account where id = $1", berta.account_id)
        for table in going:
            assert not await owner.fetchval(f"select count(*) from {table.name} where id = $1", berta.rows[table.name])
        kept = await owner.fetchrow("select * from access_grant where id = $1", granted)
        assert kept
        assert kept["granted_by"] is None
