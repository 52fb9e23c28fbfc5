"""Activating an account: letter, mail, passkey."""

from typing import Any

import reflex as rx

from frontend import site
from frontend.components.error_summary import FieldError
from frontend.state.base import handler
from frontend.state.problem_words import problem_words
from frontend.state.typed_code import TypedCodeFlow

_LONGEST = 40
_LONGEST_EMAIL = 254


class Activation(TypedCodeFlow, rx.State):
    """The first two steps: data from the letter, then the code from the mail."""

    letter_error: str = ""
    number: str = ""
    letter: str = ""

    @handler
    def arrive(self) -> None:
        """Run at each arrival. An invitation by mail brings what else stands in the letter: it is only filled in."""
        given = self._given()
        if not given and self._is_under_way():
            return
        self._begin(given)
        self.number = given.get("number", "")[:_LONGEST]
        self.letter = given.get("letter", "")[:_LONGEST]
        self.email = given.get("email", "")[:_LONGEST_EMAIL]

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
        """The account is active and signed in; a passkey comes next, unless there is one already.

        Somebody who had an account before may have to give their second factor first.
        """
        if pending := result.get("second_step"):
            await self._go_on_to(f"{site.path('sign-in', self.language)}#second-step={pending['step_id']}")
            return
        has_passkey = int(result.get("passkeys", 0)) > 0
        await self._go_on_to(site.path("overview" if has_passkey else "activate-passkey", self.language))
