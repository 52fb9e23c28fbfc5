"""Does the work that is waiting in the queue, in the server's process or in one of its own; any number may run.

A worker has a connection of its own to the queue, in a role that may touch nothing else. When that connection drops,
the worker opens another; a job that was under way then is done again by whoever notices first, half a minute later.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, nullcontext
from datetime import timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

import asyncpg
import structlog
from pgqueuer import PgQueuer
from pgqueuer.domain.errors import RetryRequested
from pgqueuer.domain.models import Job as QueuedJob
from pgqueuer.domain.models import Schedule

from backend.core.clock import utc_now
from backend.core.database import DB, Actor, Role, close_pool, fetch, open_pool, transaction
from backend.core.job_registry import (
    Job,
    JobRun,
    Run,
    ScheduledJob,
    TryLater,
    jobs,
    load_jobs,
    scheduled,
    scheduled_jobs,
)
from backend.core.settings import Settings

_log = structlog.get_logger(__name__)

AT_ONCE: Final = 4
"""Jobs that one worker does at the same time; the rest of the pool is left to requests."""

_POLL: Final = timedelta(seconds=5)
"""PostgreSQL tells us of new jobs; this is for those that come due, and for tidings that got lost."""

_GRACE_SECONDS: Final = 10.0
_PATIENCE_SECONDS: Final = 90.0
_SILENCE_SECONDS: Final = 30.0
_INSISTENCE_SECONDS: Final = 0.1
_FIRST_PAUSE_SECONDS: Final = 0.2
_LONGEST_PAUSE_SECONDS: Final = 10.0
_HEALTHY_SECONDS: Final = 30.0

_KEPT: Final = timedelta(days=14)


class JobFailed(Exception):
    """Stands for whatever a job raised. It names the kind only, because the queue's log keeps the text for weeks."""


async def run_worker(settings: Settings, *, dsn: str, stopping: asyncio.Event) -> None:
    """Work until `stopping` is set, then finish what is under way, for at most ten seconds.

    In a process that serves as well, the pool of the server is used; else one is opened.
    """
    load_jobs()
    async with _pool(settings, dsn):
        pause = _FIRST_PAUSE_SECONDS
        while not stopping.is_set():
            started = asyncio.get_running_loop().time()
            try:
                await _work(settings, dsn, stopping)
            except Exception as error:  # noqa: BLE001 - whatever ended this connection, the jobs have to go on
                _log.warning("worker interrupted", exc_info=error)
            if asyncio.get_running_loop().time() - started > _HEALTHY_SECONDS:
                pause = _FIRST_PAUSE_SECONDS
            await _wait(stopping, seconds=pause)
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)


@asynccontextmanager
async def worker_lifespan(settings: Settings, *, dsn: str) -> AsyncIterator[None]:
    """A worker beside the block, in the same process."""
    load_jobs()  # Here, where a job that cannot be imported keeps the server from starting; a task would hide it.
    stopping = asyncio.Event()
    worker = asyncio.create_task(run_worker(settings, dsn=dsn, stopping=stopping))
    try:
        yield
    finally:
        stopping.set()
        await worker


@asynccontextmanager
async def _pool(settings: Settings, dsn: str) -> AsyncIterator[None]:
    if DB.pool is not None:
        yield
        return
    await open_pool(dsn, size=settings.database_pool)
    try:
        yield
    finally:
        await close_pool()


async def _work(settings: Settings, dsn: str, stopping: asyncio.Event) -> None:
    """Work over one connection, until it drops or `stopping` is set."""
    connection = await asyncpg.connect(
        dsn,
        command_timeout=_SILENCE_SECONDS,
        server_settings={"role": str(Role.QUEUE), "application_name": "servicetheke-worker"},
    )
    lost = asyncio.Event()
    connection.add_termination_listener(lambda _: lost.set())
    queue = _queue(connection, settings)
    running = asyncio.create_task(
        queue.run(dequeue_timeout=_POLL, batch_size=AT_ONCE // 2, max_concurrent_tasks=AT_ONCE)
    )
    signs = [asyncio.create_task(stopping.wait()), asyncio.create_task(lost.wait())]
    try:
        await asyncio.wait([running, *signs], return_when=asyncio.FIRST_COMPLETED)
        queue.shutdown.set()
        # Jobs under way need this connection only to be struck off the queue; breaking them off would do more harm.
        await asyncio.wait([running, signs[0]], timeout=_PATIENCE_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        await asyncio.wait([running], timeout=_GRACE_SECONDS)
    finally:
        # First the connection: a job cancelled while it is open would be struck off the queue instead of done later.
        connection.terminate()
        await asyncio.gather(*map(_end, [running, *signs]))
    if not running.cancelled():
        running.result()


async def _end(task: asyncio.Task[Any]) -> None:
    """Cancel a task until it gives in: PgQueuer takes the first time as a wish to wait for the jobs under way."""
    while not task.done():
        task.cancel()
        await asyncio.wait([task], timeout=_INSISTENCE_SECONDS)


def _queue(connection: asyncpg.Connection, settings: Settings) -> PgQueuer:
    queue = PgQueuer.from_asyncpg_connection(connection)
    for job in jobs.values():
        queue.entrypoint(job.name, on_failure="hold")(_entrypoint(job, settings))
    for scheduled_job in scheduled_jobs.values():
        queue.schedule(scheduled_job.name, scheduled_job.cron)(_schedule(scheduled_job, settings))
    return queue


def _entrypoint(job: Job, settings: Settings) -> Callable[[QueuedJob], Awaitable[None]]:
    async def do(queued: QueuedJob) -> None:
        reference = UUID(bytes=queued.payload or b"")
        run = JobRun(settings, utc_now(), reference, is_last=queued.attempts >= job.retry.most)
        failure = await _kind_of_failure(job.name, job.actor, partial(job.work, run))
        if failure is None:
            return
        if run.is_last:
            raise failure
        # PgQueuer's own retrying executor keeps the exception's text, and its pauses overflow after 47 failures.
        raise RetryRequested(delay=job.retry.pause(queued.attempts + 1), reason=str(failure))

    return do


def _schedule(job: ScheduledJob, settings: Settings) -> Callable[[Schedule], Awaitable[None]]:
    async def do(_schedule: Schedule) -> None:
        # A failure has been logged by now, and the next time comes anyway.
        await _kind_of_failure(job.name, job.actor, partial(job.work, Run(settings, utc_now())))

    return do


async def _kind_of_failure(name: str, actor: Actor | None, work: Callable[[], Awaitable[None]]) -> JobFailed | None:
    """Do the work, and return what came of it if it failed, without a word that the job's data might be in."""
    try:
        async with transaction(actor) if actor else nullcontext():
            await work()
    except TryLater as error:
        _log.info("job put off", job=name, reason=type(error).__name__)
        return JobFailed(type(error).__name__)
    except Exception as error:  # noqa: BLE001 - a job may fail in any way, and is tried again in every case
        _log.warning("job failed", job=name, exc_info=error)
        return JobFailed(type(error).__name__)
    return None


async def _wait(stopping: asyncio.Event, *, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stopping.wait()
    except TimeoutError:
        return


@scheduled("queue.forget", cron="23 3 * * *", actor=Actor(Role.QUEUE))
async def forget(run: Run) -> None:
    """The queue writes down every job for ever; two weeks are enough to look into what went wrong."""
    await fetch("delete from pgqueuer_log where created < {}", run.now - _KEPT)
    await fetch("delete from pgqueuer_statistics where created < {}", run.now - _KEPT)
