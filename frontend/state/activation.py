"""Activating an account: letter, mail, passkey."""

from typing import Any

import reflex as rx

from frontend import site
from frontend.components.error_summary import FieldError
from frontend.state.base import handler
from frontend.state.leaving import Leaving
from frontend.state.problem_words import problem_words
from frontend.state.typed_code import TypedCodeFlow


class Activation(TypedCodeFlow, rx.State):
    """The first two steps: data from the letter, then the code from the mail."""

    letter_error: str = ""

    @handler
    def fail(self, problem: dict[str, Any]) -> None:
        """The API refused the letter's data, the address or the code."""
        self._tell(problem)
        self.letter_error = ""
        if problem.get("slug") == "activation-failed":
            self.letter_error = problem_words(self.t, "activation-failed")
            self.errors = [FieldError("activation_code", self.letter_error)]

    @handler
    async def enter(self, result: dict[str, Any]) -> None:
        """The account is active and signed in; a passkey comes next, unless there is one already."""
        leaving = await self.get_state(Leaving)
        has_passkey = int(result.get("passkeys", 0)) > 0
        leaving.to = site.path("overview" if has_passkey else "activate-passkey", self.language)
