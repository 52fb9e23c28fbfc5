"""Signing in: by passkey, or by a code sent by mail."""

from typing import Any

import reflex as rx

from frontend import site
from frontend.state.base import handler
from frontend.state.leaving import Leaving
from frontend.state.typed_code import TypedCodeFlow

_FIRST_PAGES = {"agent": "staff-invoices", "administrator": "staff-invoices", "dpo": "privacy-inventory"}


class SignIn(TypedCodeFlow, rx.State):
    """The sign-in page."""

    @handler
    def fail(self, problem: dict[str, Any]) -> None:
        """The API refused the address or the code."""
        self._tell(problem)

    @handler
    async def enter(self, result: dict[str, Any]) -> None:
        """Signed in: load the page the person came for, or the first one of their role."""
        leaving = await self.get_state(Leaving)
        wanted = self.router.url.query_parameters.get("next", "")
        first = _FIRST_PAGES.get(str(result.get("role", "")), "overview")
        leaving.to = wanted if is_own_page(wanted) else site.path(first, self.language)


def is_own_page(address: str) -> bool:
    """Whether an address from outside leads to a page of this portal; anything else would be an open redirect."""
    path = address.partition("?")[0]
    plain = path.startswith("/") and not path.startswith("//") and "\\" not in address and address.isprintable()
    return plain and site.find(path) is not None
