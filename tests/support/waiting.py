"""Waiting for what will become true, in the tests' own event loop."""

import asyncio
from collections.abc import Awaitable, Callable


async def until(condition: Callable[[], Awaitable[bool] | bool], *, seconds: float = 20) -> None:
    """Return as soon as the condition holds. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not await _holds(condition):  # noqa: ASYNC110 - what is waited for happens in a database or a process
            await asyncio.sleep(0.02)


async def _holds(condition: Callable[[], Awaitable[bool] | bool]) -> bool:
    outcome = condition()
    return outcome if isinstance(outcome, bool) else await outcome
