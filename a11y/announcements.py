"""Listens to a page as a screen reader does: what live regions say.

async with announcements(page) as heard:
    await page.get_by_role("button", name="Speichern").click()
    await heard.wait_for("gespeichert")
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal
from weakref import WeakKeyDictionary

from a11y.script import source

if TYPE_CHECKING:
    from playwright.async_api import Page

BINDING = "__a11yHeard"


@dataclass(frozen=True, slots=True)
class Announcement:
    """One thing a screen reader would say without being asked."""

    text: str
    politeness: Literal["polite", "assertive"]


@dataclass(slots=True)
class Announcements:
    """What was said so far, oldest first."""

    heard: list[Announcement] = field(default_factory=list)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def texts(self) -> list[str]:
        """The texts alone."""
        return [announcement.text for announcement in self.heard]

    async def wait_for(self, text: str, *, within: float = 20.0) -> Announcement:
        """Wait until something was said that contains `text`, at most `within` seconds.

        Raises `AssertionError` with what was said instead.
        """
        try:
            async with asyncio.timeout(within):
                while True:
                    for announcement in self.heard:
                        if text in announcement.text:
                            return announcement
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(f"No live region said {text!r}. Said was: {self.texts}") from None

    def add(self, announcement: Announcement) -> None:
        """Take note of something that was just said."""
        self.heard.append(announcement)
        self._news.set()


_listeners: "WeakKeyDictionary[Page, list[Announcements]]" = WeakKeyDictionary()


@asynccontextmanager
async def announcements(page: "Page") -> AsyncIterator[Announcements]:
    """Record what live regions of the page say from now on, across page loads too."""
    listeners = await _listeners_of(page)
    listener = Announcements()
    listeners.append(listener)
    try:
        yield listener
    finally:
        listeners.remove(listener)


async def _listeners_of(page: "Page") -> list[Announcements]:
    """Put the ear into the page once; later recordings share it."""
    if page in _listeners:
        return _listeners[page]
    listeners = _listeners[page] = []

    def hear(_source: object, said: dict[str, Any]) -> None:
        for listener in listeners:
            listener.add(Announcement(text=said["text"], politeness=said["politeness"]))

    await page.expose_binding(BINDING, hear)
    script = f"({source('announcements.js')})({BINDING!r})"
    await page.add_init_script(script)
    await page.evaluate(script)
    return listeners
