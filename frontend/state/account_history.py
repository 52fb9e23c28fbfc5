"""Who changed what and when, in plain words."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import reflex as rx

from frontend.api.profile import HistoryEntry, read_history
from frontend.components.pagination import PageLink, page_links
from frontend.i18n import Translator
from frontend.state.account_words import field_name, in_words
from frontend.state.base import PageState, handler
from frontend.state.format import date_and_time
from frontend.state.query import page_number


@dataclass(frozen=True)
class ChangeRow:
    at: str
    what: str
    old: str
    new: str
    who: str
    reason: str


class AccountHistory(PageState, rx.State):
    """The list of changes, newest first."""

    loading: bool = True
    rows: list[ChangeRow] = []  # noqa: RUF012 - Reflex copies defaults for each person
    caption: str = ""
    pages: list[PageLink] = []  # noqa: RUF012 - as above

    @handler
    async def load(self) -> None:
        """Run at each arrival."""
        t = self.t
        found = await read_history(self.api, page=page_number(self.router.url.query_parameters.get("page", "")))
        zone = ZoneInfo(found.zone)
        self.rows = [_row(t, entry, zone) for entry in found.items]
        self.caption = t.n("Eine Änderung", "{n} Änderungen, neueste zuerst", found.total)
        self.pages = page_links(found.page, found.pages)
        self.loading = False


def _row(t: Translator, entry: HistoryEntry, zone: ZoneInfo) -> ChangeRow:
    return ChangeRow(
        at=date_and_time(t, entry.at, zone),
        what=_what(t, entry),
        old=in_words(t, entry.field, entry.old) or t("nichts"),
        new=in_words(t, entry.field, entry.new) or t("nichts"),
        who=_who(t, entry),
        reason=entry.reason,
    )


def _what(t: Translator, entry: HistoryEntry) -> str:
    what = field_name(t, entry.field, entry.new or entry.old)
    if entry.action == "changed":
        if entry.old is None:
            return t("Hinzugefügt: {what}", what=what)
        return t("Entfernt: {what}", what=what) if entry.new is None else t("Geändert: {what}", what=what)
    sentences = {
        "requested": t("Änderung beantragt: {what}", what=what),
        "accepted": t("Geprüft und übernommen: {what}", what=what),
        "refused": t("Geprüft und nicht übernommen: {what}", what=what),
        "withdrawn": t("Antrag zurückgenommen: {what}", what=what),
        "undone": t("Rückgängig gemacht: {what}", what=what),
    }
    return sentences[entry.action]


def _who(t: Translator, entry: HistoryEntry) -> str:
    if entry.by == "delegate":
        return entry.who or t("Eine andere Person mit Zugriff")
    by = {
        "you": t("Sie"),
        "staff": t("Unser Kundenservice"),
        "system": t("Über den Link in unserer E-Mail") if entry.action == "undone" else t("Das Portal"),
    }
    return by[entry.by]
