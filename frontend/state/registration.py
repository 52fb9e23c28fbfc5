"""Registering without a letter: an address, the code from the mail with the name, then a passkey."""

from typing import Any

import reflex as rx

from frontend import site
from frontend.components.error_summary import FieldError
from frontend.state.base import handler
from frontend.state.problem_words import field_words
from frontend.state.typed_code import TypedCodeFlow
from frontend.state.words.registration import FIELDS

_NAMES = ("given_name", "family_name")


class Registration(TypedCodeFlow, rx.State):
    """The first two steps."""

    given_name_error: str = ""
    family_name_error: str = ""

    @handler
    def fail(self, problem: dict[str, Any]) -> None:
        """The API refused the address, the code or a name."""
        self._tell(problem)
        self.given_name_error = self.family_name_error = ""
        wrong = {str(error.get("field")): str(error.get("message_key")) for error in problem.get("errors") or []}
        for name in _NAMES:
            if name in wrong:
                words = field_words(self.t, wrong[name], FIELDS)
                setattr(self, f"{name}_error", words)
                self.errors = [error for error in self.errors if error.field != name] + [FieldError(name, words)]

    @handler
    async def enter(self, _result: dict[str, Any]) -> None:
        """The account is there and signed in; a passkey comes next."""
        await self._go_on_to(site.path("activate-passkey", self.language))
