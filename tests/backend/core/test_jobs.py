"""Background jobs: each is done, once, if and only if the change it belongs to was made."""

import ast
import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest
import pytest_asyncio
from pgqueuer.adapters.persistence.qb import QueryBuilderEnvironment

import backend
from backend.core.clock import utc_now
from backend.core.database import SYSTEM, Actor, Role, fetch, transaction
from backend.core.ids import new_id
from backend.core.job_registry import Job, JobRun, Retry, Run, ScheduledJob, jobs, load_jobs, scheduled_jobs
from backend.core.jobs import enqueue, job, run_worker, worker_lifespan
from backend.core.settings import Settings
from tests.support.waiting import until

SETTINGS = Settings.model_validate({"secret_key": "x" * 32})


class Owner:
    """Sees what no role of the portal may see."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self._connection = connection

    async def value(self, sql: str, *values: object) -> Any:
        return await self._connection.fetchval(sql, *values)

    async def waiting(self) -> int:
        return int(await self.value("select count(*) from pgqueuer"))


@pytest_asyncio.fixture
async def owner(database: str) -> AsyncIterator[Owner]:
    connection = await asyncpg.connect(database)
    yield Owner(connection)
    await connection.close()


@pytest.fixture
def register() -> Iterator[Callable[[Job | ScheduledJob], None]]:
    """Adds a job to the registry for the length of a test."""
    names = []

    def add(added: Job | ScheduledJob) -> None:
        names.append(added.name)
        if isinstance(added, Job):
            jobs[added.name] = added
        else:
            scheduled_jobs[added.name] = added

    yield add
    for name in names:
        jobs.pop(name, None)
        scheduled_jobs.pop(name, None)


class Done:
    """A job that writes down its runs."""

    def __init__(self) -> None:
        self.runs: list[JobRun] = []
        self.job = Job("test.note", self.work, SYSTEM, Retry())

    async def work(self, run: JobRun) -> None:
        self.runs.append(run)

    @property
    def references(self) -> list[UUID]:
        return [run.reference for run in self.runs]


async def enqueued(name: str = "test.note", *, actor: Actor = SYSTEM) -> UUID:
    reference = new_id()
    async with transaction(actor):
        await enqueue(name, reference)
    return reference


@asynccontextmanager
async def worker(dsn: str) -> AsyncIterator[None]:
    async with worker_lifespan(SETTINGS, dsn=dsn):
        yield


async def test_a_job_is_done_once_it_is_committed(database: str, register: Callable[[Job], None], owner: Owner) -> None:
    done = Done()
    register(done.job)
    before = utc_now()
    async with worker(database):
        reference = await enqueued()
        await until(lambda: done.references == [reference])
    assert before <= done.runs[0].now <= utc_now()
    assert done.runs[0].settings is SETTINGS
    assert not done.runs[0].is_last
    assert await owner.waiting() == 0


async def test_a_job_of_a_change_that_was_not_made_is_never_done(
    database: str, register: Callable[[Job], None], owner: Owner
) -> None:
    done = Done()
    register(done.job)
    async with worker(database):
        with pytest.raises(ZeroDivisionError):
            await _enqueue_and_fail()
        assert await owner.waiting() == 0
        reference = await enqueued()
        await until(lambda: bool(done.runs))
    assert done.references == [reference]


async def _enqueue_and_fail() -> None:
    async with transaction(SYSTEM):
        await enqueue("test.note", new_id())
        raise ZeroDivisionError


async def test_enqueueing_leaves_the_role_as_it_was(database: str) -> None:
    del database
    customer = Actor(Role.CUSTOMER, account_id=new_id(), customer_id=new_id())
    async with transaction(customer):
        await enqueue("test.note", new_id())
        assert (await fetch("select current_user as role"))[0]["role"] == Role.CUSTOMER


@pytest.mark.parametrize("role", [Role.CUSTOMER, Role.STAFF, Role.SYSTEM])
@pytest.mark.parametrize("table", ["pgqueuer", "pgqueuer_log", "pgqueuer_schedules", "pgqueuer_statistics"])
async def test_only_the_queue_role_reads_the_queue(database: str, role: Role, table: str) -> None:
    del database
    async with transaction(SYSTEM):
        await enqueue("test.note", new_id())
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await _read(table, Actor(role))
    await _read(table, Actor(Role.QUEUE))


async def _read(table: str, actor: Actor) -> None:
    async with transaction(actor):
        await fetch(f"select * from {table}")


async def test_a_job_runs_in_a_transaction_of_its_own(database: str, register: Callable[[Job], None]) -> None:
    seen: list[tuple[str, int]] = []

    async def work(_run: JobRun) -> None:
        rows = await fetch("select current_user::text as role, txid_current() as number")
        seen.append((rows[0]["role"], rows[0]["number"]))

    register(Job("test.note", work, SYSTEM, Retry()))
    async with worker(database):
        await enqueued()
        await enqueued()
        await until(lambda: len(seen) == 2)
    assert {role for role, _ in seen} == {Role.SYSTEM}
    assert len({number for _, number in seen}) == 2


async def test_a_failing_job_is_tried_again_and_its_words_are_kept_nowhere(
    database: str, register: Callable[[Job], None], owner: Owner
) -> None:
    tries: list[UUID] = []

    async def work(run: JobRun) -> None:
        tries.append(run.reference)
        if len(tries) < 3:
            raise ValueError("anna@example.org is not there")

    register(Job("test.note", work, SYSTEM, Retry(first=timedelta(milliseconds=10))))
    async with worker(database):
        reference = await enqueued()
        await until(lambda: len(tries) == 3)
    assert tries == [reference] * 3
    assert await owner.waiting() == 0
    log = json.dumps(await owner.value("select jsonb_agg(to_jsonb(l)) from pgqueuer_log l"))
    assert "ValueError" in log
    assert "anna" not in log


async def test_a_job_that_never_works_is_held_for_people_to_see(
    database: str, register: Callable[[Job], None], owner: Owner
) -> None:
    lasts: list[bool] = []

    async def work(run: JobRun) -> None:
        lasts.append(run.is_last)
        raise KeyError("anna@example.org")

    async def held() -> bool:
        return bool(await owner.value("select status = 'failed' from pgqueuer"))

    register(Job("test.note", work, SYSTEM, Retry(most=1, first=timedelta(milliseconds=10))))
    async with worker(database):
        await enqueued()
        await until(held)
    assert lasts == [False, True]
    log = json.dumps(await owner.value("select jsonb_agg(to_jsonb(l)) from pgqueuer_log l"))
    assert "JobFailed" in log
    assert "anna" not in log


def test_pauses_double_up_to_the_longest() -> None:
    retry = Retry(first=timedelta(seconds=1), longest=timedelta(minutes=5))
    assert [retry.pause(failures).total_seconds() for failures in (1, 2, 3, 9, 10, 300)] == [1, 2, 4, 256, 300, 300]


async def test_a_worker_survives_the_loss_of_its_connection(
    database: str, register: Callable[[Job], None], owner: Owner
) -> None:
    done = Done()
    register(done.job)
    async with worker(database):
        first = await enqueued()
        await until(lambda: done.references == [first])
        ended = await owner.value(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity "
            "where application_name = 'servicetheke-worker' and datname = current_database()"
        )
        assert ended == 1
        second = await enqueued()
        await until(lambda: done.references == [first, second])


async def test_several_workers_do_each_job_once(database: str, register: Callable[[Job], None]) -> None:
    done = Done()
    register(done.job)
    references = [await enqueued() for _ in range(40)]
    async with worker(database), worker(database), worker(database):
        await until(lambda: len(done.runs) >= 40)
        last = await enqueued()
        await until(lambda: last in done.references)
    assert sorted(done.references) == sorted([*references, last])


async def test_stopping_waits_for_what_is_under_way(
    database: str, register: Callable[[Job], None], owner: Owner
) -> None:
    begun, go_on, finished = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def work(_run: JobRun) -> None:
        begun.set()
        await go_on.wait()
        finished.set()

    register(Job("test.note", work, None, Retry()))
    stopping = asyncio.Event()
    running = asyncio.create_task(run_worker(SETTINGS, dsn=database, stopping=stopping))
    await enqueued()
    await begun.wait()
    stopping.set()
    go_on.set()
    await running
    assert finished.is_set()
    assert await owner.waiting() == 0


async def test_a_job_broken_off_by_force_stays_in_the_queue(
    database: str, register: Callable[[Job], None], owner: Owner
) -> None:
    begun = asyncio.Event()

    async def work(_run: JobRun) -> None:
        begun.set()
        await asyncio.Event().wait()

    done = Done()
    register(Job("test.note", work, None, Retry()))
    running = asyncio.create_task(run_worker(SETTINGS, dsn=database, stopping=asyncio.Event()))
    reference = await enqueued()
    await begun.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert await owner.value("select status::text from pgqueuer") == "picked"

    register(done.job)
    await owner.value("update pgqueuer set heartbeat = now() - interval '1 minute'")
    async with worker(database):
        await until(lambda: done.references == [reference])


async def test_a_worker_of_its_own_opens_and_closes_a_pool(
    fresh_database: str, register: Callable[[Job], None]
) -> None:
    stopping = asyncio.Event()
    stopped_in: list[str] = []

    async def work(_run: JobRun) -> None:
        stopped_in.append((await fetch("select current_database()::text as name"))[0]["name"])
        stopping.set()

    register(Job("test.note", work, SYSTEM, Retry()))
    connection = await asyncpg.connect(fresh_database)
    await connection.execute(
        "insert into pgqueuer (priority, status, entrypoint, payload) values (0, 'queued', 'test.note', $1)",
        new_id().bytes,
    )
    await run_worker(SETTINGS, dsn=fresh_database, stopping=stopping)
    assert stopped_in == [await connection.fetchval("select current_database()")]
    left = "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"

    async def nobody_left() -> bool:
        return bool(await connection.fetchval(left) == 0)

    await until(nobody_left)
    await connection.close()
    with pytest.raises(RuntimeError, match="pool is not open"):
        await enqueued()


async def test_scheduled_jobs_run_by_themselves(database: str, register: Callable[[ScheduledJob], None]) -> None:
    runs: list[tuple[Run, str]] = []

    async def work(run: Run) -> None:
        runs.append((run, (await fetch("select current_user::text as role"))[0]["role"]))
        raise ValueError("once more")  # A failure must not be the end of the schedule.

    register(ScheduledJob("test.tick", work, SYSTEM, "* * * * * *"))
    async with worker(database):
        await until(lambda: len(runs) >= 2)
    assert runs[0][0].now < runs[1][0].now
    assert runs[0][1] == Role.SYSTEM


async def test_the_queue_forgets(database: str, owner: Owner) -> None:
    del database
    load_jobs()
    for days in (1, 13, 15, 400):
        await owner.value(
            "insert into pgqueuer_log (created, job_id, status, priority, entrypoint) "
            "values (now() - $1::interval, 1, 'successful', 0, 'x')",
            timedelta(days=days),
        )
    async with transaction(Actor(Role.QUEUE)):
        await scheduled_jobs["queue.forget"].work(Run(SETTINGS, utc_now()))
    assert await owner.value("select count(*) from pgqueuer_log") == 2


def test_a_name_is_registered_once() -> None:
    load_jobs()
    with pytest.raises(ValueError, match=r"mail\.send"):
        job("mail.send")(Done().work)


def test_whatever_is_enqueued_has_somebody_who_does_it() -> None:
    load_jobs()
    names = {name for path in _sources() for name in _enqueued_names(path)}
    assert "mail.send" in names
    assert names <= jobs.keys()


def _sources() -> list[Path]:
    return list(Path(backend.__path__[0]).rglob("*.py"))


def _enqueued_names(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "enqueue":
            assert isinstance(node.args[0], ast.Constant), f"{path}: the name of a job stands literally in the call"
            yield str(node.args[0].value)


def test_the_migration_is_what_pgqueuer_installs() -> None:
    migration = (files("backend.migrations") / "0004_jobs.sql").read_text("utf-8")
    assert _words(QueryBuilderEnvironment().build_install_query()) in _words(migration)


def _words(sql: str) -> str:
    return " ".join(sql.split())
