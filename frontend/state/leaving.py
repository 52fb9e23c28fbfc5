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

    @handler
    def to_sign_in(self) -> None:
        """The session has ended: sign in, and come back to this page."""
        here = self.router.url
        back = urlencode({"next": here.path + (f"?{here.query}" if here.query else "")})
        self.to = f"{site.path('sign-in', self.language)}?{back}"

    @handler
    def to_start(self) -> None:
        self.to = site.path("start", self.language)
