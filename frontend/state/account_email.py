"""A new e-mail address: typed, then proven by the code from the mail."""

from typing import Any

import reflex as rx

from frontend import site
from frontend.components.error_summary import FieldError
from frontend.state.account import Account
from frontend.state.base import handler
from frontend.state.news import News
from frontend.state.problem_words import field_words
from frontend.state.typed_code import TypedCodeFlow
from frontend.state.words.account import FIELDS


class EmailForm(TypedCodeFlow, rx.State):
    """Two steps: the new address, and the code that was sent there."""

    @handler
    def fail(self, problem: dict[str, Any]) -> None:
        """The API has refused the address or the code."""
        self._tell(problem)
        errors = problem.get("errors") or []
        if errors and errors[0].get("message_key") in FIELDS:
            self.email_error = field_words(self.t, str(errors[0]["message_key"]), FIELDS)
            self.errors = [FieldError("email", self.email_error)]

    @handler
    async def changed(self, result: dict[str, Any]) -> None:
        """The new address counts."""
        t = self.t
        news = await self.get_state(News)
        news.leave_behind(
            t(
                "Ihre neue E-Mail-Adresse gilt: {email}. Die bisherige haben wir benachrichtigt.",
                email=str(result.get("email", "")),
            )
        )
        (await self.get_state(Account)).signals += 1
        await self._go_on_to(site.path("account", self.language))
