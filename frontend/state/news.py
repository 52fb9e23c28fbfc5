"""What a form that was sent leaves for the page that comes after it."""

import reflex as rx

from frontend.state.base import PageState, handler


class News(PageState, rx.State):
    """Shown once, at the next arrival on a page that calls `arrive`."""

    shown: str = ""
    _next: str = ""

    @handler
    def arrive(self) -> None:
        """Run at each arrival."""
        self.shown, self._next = self._next, ""

    def leave_behind(self, text: str) -> None:
        self._next = text

    def say(self, text: str) -> None:
        """At once, on the page at hand."""
        self.shown = text
