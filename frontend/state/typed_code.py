"""What sign-in and activation share: a form for data, a code by mail, and problems told at the right field."""

from time import time
from typing import Any, Final
from urllib.parse import parse_qsl

import reflex as rx

from frontend.components.error_summary import FieldError
from frontend.i18n import Translator
from frontend.state.base import PageState, handler
from frontend.state.leaving import Leaving
from frontend.state.problem_words import field_words, problem_words

AT_FIELDS = ("invalid-code", "invalid-input", "activation-failed", "second-step-failed", "sign-in-failed")
"""Problems that are told at the fields they belong to."""

_PATIENCE: Final = 600
"""Seconds that a code can be typed for."""


class TypedCodeFlow(PageState, rx.State, mixin=True):
    """Two steps: `data` asks who, `code` asks for the digits from the mail."""

    step: str = "data"
    request_id: str = ""
    code: str = ""
    email: str = ""
    errors: list[FieldError] = []  # noqa: RUF012 - Reflex copies defaults for each person
    email_error: str = ""
    code_error: str = ""

    _since: float = 0.0
    """When the present step was reached, in seconds of the clock."""

    @handler
    def arrive(self) -> None:
        """Run at each arrival."""
        self._arrive()

    def _arrive(self) -> None:
        """A link from the mail brings the request and the code: both are only filled in."""
        given = self._given()
        if given or not self._is_under_way():
            self._begin(given)

    def _given(self) -> dict[str, str]:
        """What the link carries stands in the fragment, which is sent to no server and stands in no log."""
        return dict(parse_qsl(self.router.url.fragment))

    def _begin(self, given: dict[str, str]) -> None:
        self._forget_problems()
        self.request_id = given.get("request", "")
        self.code = "".join(char for char in given.get("code", "") if char.isdigit())[:12]
        self.step = "code" if self.request_id else "data"

    @handler
    def code_sent(self, result: dict[str, Any]) -> None:
        """The API has taken the request; the code is on its way."""
        self._forget_problems()
        self.request_id = str(result.get("request_id", ""))
        self.code = ""
        self._go("code")

    def _go(self, step: str) -> None:
        self.step, self._since = step, time()

    async def _go_on_to(self, address: str) -> None:
        """The steps are done: on to another page, with a full page load. Whoever comes back here begins anew."""
        self._since = 0.0
        (await self.get_state(Leaving)).to = address

    def _is_under_way(self) -> bool:
        """Whether somebody is amid the steps. A phone that was used for the code meanwhile connects anew, and that is
        an arrival, too: it must not lead back to the beginning.
        """
        return self.step != "data" and time() - self._since < _PATIENCE

    @handler
    def start_over(self) -> None:
        """Back to the first step; what was typed there is still in the browser's fields or typed anew."""
        self._forget_problems()
        self.step, self.request_id, self.code = "data", "", ""

    def _forget_problems(self) -> None:
        self.errors, self.email_error, self.code_error = [], "", ""

    def _tell(self, problem: dict[str, Any]) -> None:
        """Put a problem at the code or the fields it belongs to; the browser tells all others above the form."""
        t = self.t
        self._forget_problems()
        slug = str(problem.get("slug", ""))
        if slug == "invalid-code":
            self.code_error = problem_words(t, slug)
            self.errors = [FieldError("code", self.code_error)]
        elif slug == "invalid-input" and problem.get("errors"):
            self._tell_fields(t, problem["errors"])

    def _tell_fields(self, t: Translator, errors: list[dict[str, Any]]) -> None:
        found = {str(error.get("field", "")): field_words(t, str(error.get("message_key", ""))) for error in errors}
        self.errors = [FieldError(name, words) for name, words in found.items()]
        self.email_error = found.get("email", "")
        self.code_error = found.get("code", "")
