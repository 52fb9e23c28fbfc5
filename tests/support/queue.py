"""What waits in the queue."""

from uuid import UUID

from backend.core.database import Actor, Role, fetch, transaction


async def waiting_jobs(name: str) -> list[UUID]:
    """What the jobs of this name are about, oldest first."""
    async with transaction(Actor(Role.QUEUE)):
        rows = await fetch("select payload from pgqueuer where entrypoint = {} order by id", name)
    return [UUID(bytes=row["payload"]) for row in rows]
