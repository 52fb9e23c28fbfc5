"""Says on every page that somebody is recovering this account, and lets its owner call that off."""

from typing import Any
from zoneinfo import ZoneInfo

import reflex as rx

from frontend.api.client import ApiProblem
from frontend.api.recovery import read_own_recovery
from frontend.state.base import PageState, handler
from frontend.state.format import date_and_time


class RecoveryWarning(PageState, rx.State):
    """The banner above pages of signed-in people."""

    sentence: str = ""
    done: str = ""

    @handler
    async def load(self) -> None:
        """Run at each arrival on a page for signed-in people."""
        t = self.t
        self.sentence, self.done = "", ""
        try:
            pending = await read_own_recovery(self.api)
        except ApiProblem:
            # Nobody is signed in, or nothing can be said just now; the page itself tells of either.
            return
        if pending is None:
            return
        if pending.kind == "letter":
            self.sentence = t("Ein Brief mit einem Code ist unterwegs, mit dem jemand in Ihr Konto kommt.")
            return
        moment = date_and_time(t, pending.ready_at, ZoneInfo(pending.zone))
        self.sentence = t("Ab {moment} kann jemand mit einem Code aus Ihrem Postfach in Ihr Konto.", moment=moment)

    @handler
    def cancelled(self, _result: dict[str, Any]) -> None:
        """The owner has called it off."""
        self.sentence = ""
        self.done = self.t("Die Wiederherstellung ist abgebrochen. An Ihrem Konto hat sich nichts geändert.")
