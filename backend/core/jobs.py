"""Background jobs: enqueued inside the transaction that gives rise to them, so they share its fate.

This is what features use. `backend.core.worker` does the work.
"""

from datetime import timedelta
from typing import cast
from uuid import UUID

import asyncpg
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.persistence.queries import Queries

from backend.core.database import Role, acting_as, connection
from backend.core.job_registry import JobRun, Retry, Run, TryLater, job, scheduled
from backend.core.worker import run_worker, worker_lifespan

__all__ = ["JobRun", "Retry", "Run", "TryLater", "enqueue", "job", "run_worker", "scheduled", "worker_lifespan"]


async def enqueue(name: str, reference: UUID, *, delay: timedelta = timedelta()) -> None:
    """Have the job `name` done for `reference`, once the transaction under way has been committed.

    The queue belongs to a role of its own: nobody else can read what waits in it, customers least of all.
    """
    async with acting_as(Role.QUEUE):
        await Queries(AsyncpgDriver(cast(asyncpg.Connection, connection()))).enqueue(
            name, reference.bytes, execute_after=delay
        )
