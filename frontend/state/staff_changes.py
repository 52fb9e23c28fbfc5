"""Changes of customers that wait for staff: old and new side by side, and the decision."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import reflex as rx

from frontend.api.client import ApiProblem
from frontend.api.profile import WaitingChange, accept_change, list_waiting_changes
from frontend.components.pagination import PageLink, page_links
from frontend.i18n import Translator, msgid
from frontend.state.account_words import field_name, in_words
from frontend.state.base import PageState, handler
from frontend.state.format import date_and_time
from frontend.state.problem_words import field_words, problem_words
from frontend.state.query import page_number
from frontend.state.words.account import FIELDS, SENTENCES


@dataclass(frozen=True)
class WaitingRow:
    id: str
    number: str
    customer: str
    who: str
    since: str
    what: str
    current: str
    new: str
    version: str


class StaffChanges(PageState, rx.State):
    """What the service page of changes shows."""

    loading: bool = True
    lead: str = ""
    rows: list[WaitingRow] = []  # noqa: RUF012 - Reflex copies defaults for each person
    caption: str = ""
    pages: list[PageLink] = []  # noqa: RUF012 - as above
    done: str = ""
    trouble: str = ""
    refusing: str = ""
    refusing_title: str = ""
    refusal: str = ""
    """Where the API takes the reason for the chosen one."""
    reason_error: str = ""

    @handler
    async def load(self) -> None:
        """Run at each arrival."""
        self.done, self.trouble, self.refusing = "", "", ""
        await self._read()

    @handler
    async def accept(self, change_id: str) -> None:
        """Make the new value hold."""
        row = self._row(change_id)
        if row is None:
            return
        self.done, self.trouble = "", ""
        try:
            await accept_change(self.api, UUID(row.id), version=row.version)
        except ApiProblem as problem:
            self._explain(problem)
        else:
            self.done = self.t("Übernommen: {what} von {customer}.", what=row.what, customer=row.customer)
        await self._read()

    @handler
    def ask_reason(self, change_id: str) -> None:
        """Open the form for the reason of a refusal."""
        row = self._row(change_id)
        if row:
            self.refusing, self.reason_error = row.id, ""
            self.refusal = f"/api/v1/service/changes/{row.id}/refuse"
            self.refusing_title = self.t("{what} von {customer} ablehnen", what=row.what, customer=row.customer)
        self.done, self.trouble = "", ""

    @handler
    def close(self) -> None:
        """The form was closed."""
        self.refusing = ""

    @handler
    async def refused(self, _result: dict[str, Any]) -> None:
        """The old value stays, and the customer is told why."""
        row = self._row(self.refusing)
        customer = row.customer if row else ""
        self.done = self.t("Abgelehnt. {customer} bekommt Ihre Begründung per E-Mail.", customer=customer)
        self.refusing = ""
        await self._read()

    @handler
    async def not_refused(self, problem: dict[str, Any]) -> None:
        """The API wants another reason, or none any longer; what was typed is kept."""
        t, slug, errors = self.t, str(problem.get("slug", "")), problem.get("errors") or []
        if slug == "invalid-input" and errors:
            self.reason_error = field_words(t, str(errors[0].get("message_key", "")), FIELDS)
            return
        self.trouble = t(_TROUBLE[slug]) if slug in _TROUBLE else problem_words(t, slug)
        self.refusing = ""
        if slug in _TROUBLE:
            await self._read()

    def _row(self, change_id: str) -> WaitingRow | None:
        return next((row for row in self.rows if row.id == change_id), None)

    def _explain(self, problem: ApiProblem) -> None:
        if problem.slug not in _TROUBLE:
            raise problem
        self.trouble = self.t(_TROUBLE[problem.slug])

    async def _read(self) -> None:
        t = self.t
        found = await list_waiting_changes(self.api, page=page_number(self.router.url.query_parameters.get("page", "")))
        zone = ZoneInfo(found.zone)
        self.rows = [_waiting_row(t, item, zone) for item in found.items]
        self.lead = (
            t.n("Eine Änderung wartet auf Sie.", "{n} Änderungen warten auf Sie.", found.total)
            if found.total
            else t("Es wartet nichts auf Sie.")
        )
        self.caption = t.n("Eine wartende Änderung", "{n} wartende Änderungen, älteste zuerst", found.total)
        self.pages = page_links(found.page, found.pages)
        self.loading = False


_TROUBLE = {
    "already-decided": SENTENCES["already-decided"],
    "not-found": SENTENCES["already-decided"],
    "changed-meanwhile": msgid(
        "Die bisherige Angabe wurde inzwischen geändert. Sehen Sie sich an, was jetzt gilt, und entscheiden Sie dann."
    ),
    "invalid-input": msgid("Diese Änderung lässt sich nicht mehr übernehmen. Lehnen Sie sie ab und sagen Sie, warum."),
}


def _waiting_row(t: Translator, item: WaitingChange, zone: ZoneInfo) -> WaitingRow:
    return WaitingRow(
        id=str(item.id),
        number=item.customer_number,
        customer=item.customer_name,
        who=item.requested_by or t("Konto gelöscht"),
        since=date_and_time(t, item.requested_at, zone),
        what=field_name(t, item.field),
        current=in_words(t, item.field, item.current) or t("nichts"),
        new=in_words(t, item.field, item.new) or t("wird entfernt"),
        version=item.version,
    )
