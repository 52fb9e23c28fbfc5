"""Browsers of people who are signed in, as the API sees them."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Final
from uuid import UUID

import httpx

from backend.core.clock import utc_now
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.settings import Settings
from backend.identity.operations.sessions import hash_token
from tests.support.api import api, browser_of
from tests.support.sessions import new_session

_FIREFOX: Final = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"

Device = httpx.AsyncClient
NewDevice = Callable[..., Awaitable[Device]]


@asynccontextmanager
async def devices(settings: Settings) -> AsyncIterator[NewDevice]:
    """Gives what makes browsers: `await new_device(account_id)`; without an account, nobody has signed in."""
    app = api(settings)
    made: list[Device] = []

    async def new_device(account_id: UUID | None = None) -> Device:
        device = browser_of(app, settings, agent=_FIREFOX)
        made.append(device)
        if account_id:
            async with transaction(SYSTEM):
                device.cookies.set("session", await new_session(account_id))
        return device

    try:
        yield new_device
    finally:
        for device in made:
            await device.aclose()


async def is_signed_in(device: Device) -> bool:
    return (await device.get("/session")).status_code == 200


async def last_used(device: Device, *, ago: timedelta) -> None:
    """As if nobody had used the device for so long."""
    await _set(device, "last_seen_at", -ago)


async def ends_at_the_latest(device: Device, *, after: timedelta) -> None:
    """As if the absolute limit of its session were so near."""
    await _set(device, "expires_at", after)


async def _set(device: Device, column: str, distance: timedelta) -> None:
    async with transaction(SYSTEM):
        await fetch(
            f"update portal_session set {column} = {{}} where token_hash = {{}}",
            utc_now() + distance,
            hash_token(device.cookies["session"]),
        )
