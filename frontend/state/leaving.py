"""Leaving the page for good, with a full page load."""

from urllib.parse import urlencode

import reflex as rx

from frontend import site
from frontend.state.base import PageState, handler


class Leaving(PageState, rx.State):
    """The component `Leave`, which surrounds all pages, goes wherever `to` says.

    A handler has no other way to do so: Reflex's redirect either stays inside the running page or opens a tab.
    """

    to: str = ""
    leaves_nothing: bool = False
    """Whether the page is over for good: not even the browser's way back leads to it."""

    @handler
    def to_sign_in(self) -> None:
        """Nobody is signed in, or not any longer: sign in, and come back to this page."""
        here = self.router.url
        query = {"next": here.path + (f"?{here.query}" if here.query else "")}
        # With a cookie there was a session, which the browser did not see ending.
        if self.api.session_token:
            query["ended"] = "ended"
        self.to = f"{site.path('sign-in', self.language)}?{urlencode(query)}"
        self.leaves_nothing = True

    @handler
    def to_start(self) -> None:
        self.to = site.path("start", self.language)
