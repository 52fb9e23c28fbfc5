"""How many wait for an appointment, for the company's staff."""

import reflex as rx

from frontend.api.waiting import ServiceWaiting, waiting_by_service
from frontend.i18n import Translator
from frontend.state.base import PageState, handler


class StaffWaiting(PageState, rx.State):
    """Part of the page "staff-agenda"."""

    lines: list[str] = []  # noqa: RUF012 - Reflex copies defaults for each person

    @handler
    async def load(self) -> None:
        """Run at each arrival."""
        counted = await waiting_by_service(self.api, language=self.language)
        self.lines = [line(self.t, each) for each in counted]


def line(t: Translator, counted: ServiceWaiting) -> str:
    """ "Tarifberatung: 3 Personen warten, für 1 ist gerade eine Zeit freigehalten"."""
    waiting = t.n("eine Person wartet", "{n} Personen warten", counted.waiting)
    if not counted.offered:
        return t("{service}: {waiting}", service=counted.service, waiting=waiting)
    offered = t.n(
        "für eine ist gerade eine Zeit freigehalten", "für {n} ist gerade eine Zeit freigehalten", counted.offered
    )
    return t("{service}: {waiting}, {offered}", service=counted.service, waiting=waiting, offered=offered)
