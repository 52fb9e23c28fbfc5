"""Signing in: by passkey, by a code sent by mail, by password; and the second step."""

from typing import Any

import reflex as rx

from frontend import site
from frontend.components.error_summary import FieldError
from frontend.state.base import handler
from frontend.state.typed_code import TypedCodeFlow
from frontend.state.words.second_step import SENTENCES

FIRST_PAGES = {"agent": "staff-invoices", "administrator": "staff-invoices", "dpo": "privacy-inventory"}


_AT_CODE = ("second-step-failed", "sign-in-failed")


class SignIn(TypedCodeFlow, rx.State):
    """The sign-in page. Steps beside those of a code by mail: "password", "second" (the app), "recovery"."""

    step_id: str = ""

    @handler
    def arrive(self) -> None:
        """Run at each arrival. `#second-step=…` leads to the second step of a sign-in that began elsewhere."""
        given = self._given()
        if not given and self._is_under_way():
            return
        self._begin(given)
        self.step_id = given.get("second-step", "")
        if self.step_id:
            self._go("second")

    @handler
    def use_password(self) -> None:
        self._forget_problems()
        self._go("password")

    @handler
    def use_recovery_code(self) -> None:
        self._forget_problems()
        self.step = "recovery"

    @handler
    def use_app(self) -> None:
        self._forget_problems()
        self.step = "second"

    @handler
    def fail(self, problem: dict[str, Any]) -> None:
        """The API refused the address or the code."""
        self._tell(problem)
        slug = str(problem.get("slug", ""))
        if slug in _AT_CODE:
            self._tell_code(self.t(SENTENCES[slug]))
        elif slug == "second-step-expired":
            self.step = "data"

    def _tell_code(self, words: str) -> None:
        self.code_error = words
        self.errors = [FieldError("code", words)]

    @handler
    async def enter(self, result: dict[str, Any]) -> None:
        """Signed in: load the page the person came for, or the first one of their role; or ask for the second step."""
        if pending := result.get("second_step"):
            self._forget_problems()
            self.step_id = str(pending.get("step_id", ""))
            self._go("second")
            return
        wanted = self.router.url.query_parameters.get("next", "")
        first = FIRST_PAGES.get(str(result.get("role", "")), "overview")
        await self._go_on_to(wanted if is_own_page(wanted) else site.path(first, self.language))


def is_own_page(address: str) -> bool:
    """Whether an address from outside leads to a page of this portal; anything else would be an open redirect."""
    path = address.partition("?")[0]
    plain = path.startswith("/") and not path.startswith("//") and "\\" not in address and address.isprintable()
    return plain and site.find(path) is not None
