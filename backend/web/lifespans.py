"""Starts and stops several ASGI applications as one (ASGI specification, "Lifespan Protocol")."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from backend.web.gate import Application, Message, Receive, Send


class StartFailed(RuntimeError):
    """An application could not start; the message is its own."""


async def run_lifespans(applications: Sequence[Application], receive: Receive, send: Send) -> None:
    """Answer the server's lifespan messages for all applications: started in order, stopped in reverse."""
    await receive()
    async with AsyncExitStack() as stack:
        try:
            for application in applications:
                await stack.enter_async_context(_running(application))
        except StartFailed as failure:
            await send({"type": "lifespan.startup.failed", "message": str(failure)})
            return
        await send({"type": "lifespan.startup.complete"})
        await receive()
    await send({"type": "lifespan.shutdown.complete"})


@asynccontextmanager
async def _running(application: Application) -> AsyncIterator[None]:
    to_app: asyncio.Queue[Message] = asyncio.Queue()
    from_app: asyncio.Queue[Message] = asyncio.Queue()
    scope = {"type": "lifespan", "asgi": {"version": "3.0", "spec_version": "2.0"}, "state": {}}
    task = asyncio.create_task(_talk(application, scope, to_app, from_app))
    await to_app.put({"type": "lifespan.startup"})
    answer = await from_app.get()
    if answer["type"] != "lifespan.startup.complete":
        await task
        raise StartFailed(answer.get("message", ""))
    try:
        yield
    finally:
        await to_app.put({"type": "lifespan.shutdown"})
        await from_app.get()
        await task


async def _talk(
    application: Application, scope: Message, to_app: asyncio.Queue[Message], from_app: asyncio.Queue[Message]
) -> None:
    try:
        await application(scope, to_app.get, from_app.put)
    except Exception as error:  # noqa: BLE001 - whatever an application raises while it starts, the server must hear it
        await from_app.put({"type": "lifespan.startup.failed", "message": f"{type(error).__name__}: {error}"})
