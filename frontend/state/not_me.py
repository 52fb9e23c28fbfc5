"""“That wasn't me”: the page that mails about changes lead to."""

from typing import Any, Final
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

import reflex as rx

from frontend.api.client import ApiProblem
from frontend.api.freezing import look_at_change
from frontend.state.base import PageState, handler
from frontend.state.format import date_and_time
from frontend.state.history_words import changed
from frontend.state.problem_words import words_for
from frontend.state.words.recovery import SENTENCES

_LONGEST_TOKEN: Final = 100


class NotMe(PageState, rx.State):
    """Which change it was, and stopping it."""

    loading: bool = True
    token: str = ""
    what: str = ""
    when: str = ""
    until: str = ""
    problem: str = ""
    step: str = "look"
    announced: str = ""

    @handler
    async def arrive(self) -> None:
        """Run at each arrival: asks, by POST, what the link is about. That changes nothing."""
        given = dict(parse_qsl(self.router.url.fragment))
        self.token = given.get("token", "")[:_LONGEST_TOKEN]
        self.problem, self.step = "", "look"
        await self._look()
        self.loading = False

    @handler
    def frozen(self, _result: dict[str, Any]) -> None:
        """The change is stopped."""
        self.step = "frozen"
        self.announced = self.t("Die Änderung ist angehalten.")

    async def _look(self) -> None:
        t = self.t
        if not self.token:
            self.problem = words_for(t, SENTENCES)["not-found"]
            return
        try:
            change = await look_at_change(self.api, self.token)
        except ApiProblem as problem:
            self.problem = words_for(t, SENTENCES).get(problem.slug, words_for(t)["unknown"])
            return
        zone = ZoneInfo(change.zone)
        self.what = changed(t, kind=change.kind, subject=change.subject)
        self.when = date_and_time(t, change.changed_at, zone)
        self.until = date_and_time(t, change.expires_at, zone)
        if change.frozen_at:
            self.problem = words_for(t, SENTENCES)["change-frozen"]
