"""Frees the page state of tabs whose session is over, also of those from which nothing is ever heard again.

Before each event of a tab the `SessionGuard` looks whether its session still counts. A tab that was closed, or whose
person signed out in another one, sends no more events: Reflex would keep what it showed until its time is over.
"""

import asyncio
from typing import Final

import reflex as rx
from reflex.istate.manager.memory import StateManagerMemory
from reflex.istate.manager.token import BaseStateToken

from frontend.api.session import is_alive
from frontend.state.session import Person

_PAUSE_SECONDS: Final = 60


async def keep_sweeping(portal: rx.App) -> None:
    """Runs as long as the server does. With Redis, states end by their time to live."""
    manager = portal.state_manager
    while isinstance(manager, StateManagerMemory):
        await asyncio.sleep(_PAUSE_SECONDS)
        await sweep(manager)


async def sweep(manager: StateManagerMemory) -> None:
    """Drop the page state of every tab whose session is over. Each session is asked about once."""
    alive: dict[str, bool] = {}
    for key, root in list(manager.states.items()):
        person: Person = await root.get_state(Person)
        if not person.signed_in:
            continue
        token = person.api.session_token
        if token not in alive:
            alive[token] = await is_alive(person.api)
        if not alive[token]:
            _drop(manager, key)


def _drop(manager: StateManagerMemory, key: str) -> None:
    """Unless an event of the tab is being worked on: then the guard sees to it.

    Reflex has no public way to free a state before its time.
    """
    lock = manager._states_locks.get(key)  # noqa: SLF001 - see above
    if lock is None or not lock.locked():
        manager._purge_token(BaseStateToken(ident=key, cls=rx.State))  # noqa: SLF001 - see above
