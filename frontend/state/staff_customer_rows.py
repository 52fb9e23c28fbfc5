"""Accounts of a customer, and the letters that recover them, as the page for staff shows them."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from frontend.api.service_desk import AccessItem, ByStaff, RecoveryEntry
from frontend.i18n import Translator, msgid
from frontend.state.format import all_of, date_and_time, long_date


@dataclass(frozen=True)
class AccessRow:
    id: str
    name: str
    email: str
    kind: str
    since: str
    letter: bool
    sessions: str
    last_seen: str
    signed_out: str
    """Who of the staff has ended all sessions, and when; empty for nobody in the last 90 days."""
    closed: str
    """Who has closed the account, and when; empty for an open one."""
    reason: str


@dataclass(frozen=True)
class RecoveryRow:
    id: str
    account: str
    email: str
    state: str
    answered: str
    asked: str
    decided: str
    mine: bool
    waits: bool


_STATES = {
    "asked": msgid("wartet auf eine zweite Person"),
    "open": msgid("Brief ist unterwegs"),
    "completed": msgid("Zugang wiederhergestellt"),
    "cancelled": msgid("abgebrochen"),
    "refused": msgid("abgelehnt"),
}

_SCOPES = {
    "everything": msgid("darf alles"),
    "read": msgid("darf alles ansehen"),
    "invoices": msgid("nur Rechnungen"),
    "appointments": msgid("nur Termine"),
}


def access_row(t: Translator, item: AccessItem, zone: ZoneInfo) -> AccessRow:
    kind = t("eigener Vertrag") if item.is_own else t(_SCOPES.get(item.scope, msgid("darf alles")))
    since = long_date(t, item.since.astimezone(zone).date())
    until = long_date(t, item.until.astimezone(zone).date()) if item.until else ""
    sessions = item.open_sessions
    return AccessRow(
        id=str(item.account_id),
        name=item.name or item.email,
        email=item.email,
        kind=kind,
        since=t("seit {start} bis {end}", start=since, end=until) if until else t("seit {start}", start=since),
        letter=item.letter,
        sessions=t.n("eine offene Anmeldung", "{n} offene Anmeldungen", sessions)
        if sessions
        else t("nirgends angemeldet"),
        last_seen=t("zuletzt gesehen {moment}", moment=date_and_time(t, item.last_seen_at, zone))
        if item.last_seen_at
        else t("in den letzten 90 Tagen nicht gesehen"),
        signed_out=_signed_out(t, item.signed_out, zone) if item.signed_out else "",
        closed=_closed(t, item.closed, zone) if item.closed else "",
        reason=t("Grund: {reason}", reason=item.closed.reason) if item.closed and item.closed.reason else "",
    )


def recovery_row(t: Translator, item: RecoveryEntry, zone: ZoneInfo) -> RecoveryRow:
    decided = (
        t(
            "Entschieden: {name}, {moment}",
            name=item.confirmed_by or "",
            moment=date_and_time(t, item.confirmed_at, zone),
        )
        if item.confirmed_at
        else ""
    )
    asked = t(
        "Veranlasst: {name}, {moment}", name=item.requested_by or "", moment=date_and_time(t, item.created_at, zone)
    )
    return RecoveryRow(
        id=str(item.id),
        account=item.account,
        email=item.email,
        state=t(_STATES[item.state]),
        answered=t("Beantwortet: {questions}", questions=all_of(t, item.answered)),
        asked=asked,
        decided=decided,
        mine=item.asked_by_me,
        waits=item.state == "asked",
    )


def _signed_out(t: Translator, done: ByStaff, zone: ZoneInfo) -> str:
    moment = date_and_time(t, done.at, zone)
    if done.by:
        return t("überall abgemeldet von {name}, {moment}", name=done.by, moment=moment)
    return t("überall abgemeldet vom Betrieb des Servers, {moment}", moment=moment)


def _closed(t: Translator, done: ByStaff, zone: ZoneInfo) -> str:
    moment = date_and_time(t, done.at, zone)
    if done.by:
        return t("von {name}, {moment}", name=done.by, moment=moment)
    return t("vom Betrieb des Servers, {moment}", moment=moment)
