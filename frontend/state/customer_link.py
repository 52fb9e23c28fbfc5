"""Connecting a customer number with the account that is signed in."""

from typing import Any

import reflex as rx

from frontend import site
from frontend.components.error_summary import FieldError
from frontend.state.base import PageState, handler
from frontend.state.leaving import Leaving
from frontend.state.problem_words import problem_words

TOLD_AT_FIELD = ("activation-failed",)


class CustomerLink(PageState, rx.State):
    """The form with number and code from the letter."""

    errors: list[FieldError] = []  # noqa: RUF012 - Reflex copies defaults for each person
    letter_error: str = ""

    @handler
    def arrive(self) -> None:
        self.errors, self.letter_error = [], ""

    @handler
    def fail(self, problem: dict[str, Any]) -> None:
        """The API refused; all but a wrong letter is told above the form by the browser."""
        self.errors, self.letter_error = [], ""
        if problem.get("slug") in TOLD_AT_FIELD:
            self.letter_error = problem_words(self.t, "activation-failed")
            self.errors = [FieldError("activation_code", self.letter_error)]

    @handler
    async def connected(self, _result: dict[str, Any]) -> None:
        """All pages act for this customer from now on: the page loads anew."""
        (await self.get_state(Leaving)).to = f"{site.path('grants', self.language)}?done=connected"
