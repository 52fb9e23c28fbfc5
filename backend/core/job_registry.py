"""Which background jobs there are. Features register theirs in `backend/<feature>/jobs.py`; only a worker loads them.

A job gets the id of what it is about and nothing else: payloads outlive the data they speak of, so they name nobody.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from backend.core.database import SYSTEM, Actor
from backend.core.discovery import import_all
from backend.core.settings import Settings


@dataclass(frozen=True)
class Run:
    """One run of a scheduled job."""

    settings: Settings
    now: datetime


@dataclass(frozen=True)
class JobRun(Run):
    """One run of an enqueued job. There may be another: after a failure, or when a worker is lost at the end."""

    reference: UUID
    """The id that the job was enqueued with."""
    is_last: bool
    """Whether nobody tries again if this run fails."""


class TryLater(Exception):
    """What a job raises when it could not do its work for a known reason: it is tried again, and nobody need look."""


@dataclass(frozen=True)
class Retry:
    """How often a failed job is tried again; the pause doubles from `first` up to `longest`."""

    most: int = 20
    first: timedelta = timedelta(seconds=1)
    longest: timedelta = timedelta(minutes=5)

    def pause(self, failures: int) -> timedelta:
        """How long to wait after so many failures, counted from 1."""
        doublings = min(failures - 1, 30)  # More would overflow, and is beyond any sensible `longest`.
        return min(self.first * (1 << doublings), self.longest)


@dataclass(frozen=True)
class Job:
    """What is done when a job of this name is taken from the queue."""

    name: str
    work: Callable[[JobRun], Awaitable[None]]
    actor: Actor | None
    retry: Retry


@dataclass(frozen=True)
class ScheduledJob:
    """What is done at the times of a cron expression (in UTC), by one worker of all."""

    name: str
    work: Callable[[Run], Awaitable[None]]
    actor: Actor | None
    cron: str


Work = TypeVar("Work", bound=Callable[[JobRun], Awaitable[None]])
ScheduledWork = TypeVar("ScheduledWork", bound=Callable[[Run], Awaitable[None]])

jobs: dict[str, Job] = {}
scheduled_jobs: dict[str, ScheduledJob] = {}


def job(name: str, *, actor: Actor | None = SYSTEM, retry: Retry = Retry()) -> Callable[[Work], Work]:
    """Register a job. It runs in a transaction of its own as `actor`.

    With `actor=None` it runs outside any transaction and opens its own: for work that talks to the outside world, which
    must not hold a connection to the database for as long as others need to answer.
    """

    def register(work: Work) -> Work:
        _refuse_second(name)
        jobs[name] = Job(name, work, actor, retry)
        return work

    return register


def scheduled(name: str, *, cron: str, actor: Actor | None = SYSTEM) -> Callable[[ScheduledWork], ScheduledWork]:
    """Register a job that nobody enqueues: it runs at the times of a cron expression, in UTC."""

    def register(work: ScheduledWork) -> ScheduledWork:
        _refuse_second(name)
        scheduled_jobs[name] = ScheduledJob(name, work, actor, cron)
        return work

    return register


def load_jobs() -> None:
    """Import every module named `jobs`, so that it registers what it has."""
    import_all(named="jobs")


def _refuse_second(name: str) -> None:
    if name in jobs or name in scheduled_jobs:
        raise ValueError(f"There is a job {name} already.")
