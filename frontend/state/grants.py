"""Who may look after the person's contracts, whose contracts the person looks after, and what happened so far."""

from dataclasses import dataclass
from typing import Any, Literal
from zoneinfo import ZoneInfo

import reflex as rx

from frontend import site
from frontend.api.grants import AccessOverview, GrantItem, HistoryItem, InvitationItem, read_access
from frontend.i18n import Translator
from frontend.state.base import PageState, handler
from frontend.state.format import date_and_time, long_date, span
from frontend.state.grant_words import period_words, relation_words, scope_words, step_words


@dataclass(frozen=True)
class AccessRow:
    """A grant, or an invitation that may still be answered."""

    id: str
    kind: Literal["own", "given", "sent", "received"]
    who: str
    detail: str
    contract: str
    """Whose contracts, where that is not clear: somebody may have several customer numbers of their own."""
    relation: str
    scope: str
    period: str
    state: str
    """In a word, where there is something to say."""
    action: str
    """What can be done with it; empty when nothing can."""


@dataclass(frozen=True)
class WaitingRow:
    text: str
    href: str


@dataclass(frozen=True)
class HistoryRow:
    at: str
    what: str


class Grants(PageState, rx.State):
    """The page about access."""

    loading: bool = True
    lead: str = ""
    may_invite: bool = False
    waiting: list[WaitingRow] = []  # noqa: RUF012 - Reflex copies defaults for each person
    given: list[AccessRow] = []  # noqa: RUF012 - as above
    received: list[AccessRow] = []  # noqa: RUF012 - as above
    history: list[HistoryRow] = []  # noqa: RUF012 - as above
    given_caption: str = ""
    received_caption: str = ""
    done: str = ""
    ending: str = ""
    """Where the API ends what was chosen; empty while nothing is."""
    ending_title: str = ""
    ending_text: str = ""
    ending_label: str = ""

    @handler
    async def load(self) -> None:
        """Run at each arrival."""
        self.ending = ""
        self.done = _done(self.t, self.router.url.query_parameters.get("done", ""))
        await self._read()

    @handler
    def choose_to_end(self, grant_id: str) -> None:
        """Ask once more before access is ended, or an invitation withdrawn."""
        row = next((row for row in (*self.given, *self.received) if row.id == grant_id), None)
        if row is None:
            return
        self.done = ""
        self.ending = f"/api/v1/grants/{'invitations/' if row.kind == 'sent' else ''}{row.id}"
        self.ending_title, self.ending_text, self.ending_label = _question(self.t, row)

    @handler
    def keep(self) -> None:
        """The question was answered by no."""
        self.ending = ""

    @handler
    async def ended(self, _result: dict[str, Any]) -> None:
        """The API has ended what was chosen."""
        self.done = _done(self.t, "withdrawn" if "/invitations/" in self.ending else "ended")
        self.ending = ""
        await self._read()

    async def _read(self) -> None:
        t = self.t
        found = await read_access(self.api)
        zone = ZoneInfo(found.zone)
        several = len({item.customer_number for item in found.given}) > 1
        given = [_given_row(t, item, several=several) for item in found.given]
        self.given = given + [_sent_row(t, item) for item in found.sent]
        self.received = [_received_row(t, item) for item in found.received]
        self.waiting = [_waiting_row(t, item, zone) for item in found.waiting]
        self.history = [_history_row(t, item, zone) for item in found.history]
        self.given_caption = t.n("Ein Zugriff", "{n} Zugriffe", len(self.given))
        self.received_caption = t.n("Ein Zugriff", "{n} Zugriffe", len(self.received))
        self.may_invite = found.may_invite
        self.lead = _lead(t, found)
        self.loading = False


def _question(t: Translator, row: AccessRow) -> tuple[str, str, str]:
    """Title, consequence, and the button that says yes."""
    if row.kind == "sent":
        consequence = t("Der Link in der E-Mail an {email} gilt dann nicht mehr.", email=row.detail)
        return t("Einladung zurückziehen?"), consequence, t("Ja, zurückziehen")
    if row.kind == "received":
        consequence = t("Sie sehen dann sofort nichts mehr von den Verträgen von {name}.", name=row.who)
        return t("Zugriff zurückgeben?"), consequence, t("Ja, zurückgeben")
    consequence = t("{email} sieht dann sofort nichts mehr von diesen Verträgen.", email=row.detail)
    return t("Zugriff beenden?"), consequence, t("Ja, beenden")


def _done(t: Translator, what: str) -> str:
    """What has just been done; the invitation pages say so in the address."""
    words = {
        "accepted": t("Sie haben die Einladung angenommen. Beide Seiten bekommen eine E-Mail."),
        "invited": t("Die Einladung ist verschickt. Sie gilt 14 Tage."),
        "connected": t("Die Kundennummer ist jetzt mit Ihrem Konto verbunden."),
        "ended": t("Der Zugriff ist beendet. Beide Seiten bekommen eine E-Mail."),
        "withdrawn": t("Die Einladung ist zurückgezogen."),
    }
    return words.get(what, "")


def _lead(t: Translator, found: AccessOverview) -> str:
    if found.waiting:
        return t.n(
            "Eine Einladung wartet auf Ihre Antwort.", "{n} Einladungen warten auf Ihre Antwort.", len(found.waiting)
        )
    others = sum(grant.kind == "delegated" for grant in found.given)
    if others:
        return t.n(
            "Außer Ihnen kümmert sich eine Person um Ihre Verträge.",
            "Außer Ihnen kümmern sich {n} Personen um Ihre Verträge.",
            others,
        )
    if found.given:
        return t("Niemand außer Ihnen kümmert sich um Ihre Verträge.")
    if found.received:
        return t.n(
            "Sie kümmern sich um die Verträge einer anderen Person.",
            "Sie kümmern sich um die Verträge von {n} anderen Personen.",
            len(found.received),
        )
    return t("Ihr Konto ist noch mit keiner Kundennummer verbunden.")


def _given_row(t: Translator, item: GrantItem, *, several: bool) -> AccessRow:
    is_own = item.kind == "own"
    return AccessRow(
        id=str(item.id),
        kind="own" if is_own else "given",
        who=item.person or item.email,
        detail=item.email,
        contract=t("Kundennummer {number}", number=item.customer_number) if several else "",
        relation=relation_words(t, item.relation),
        scope=scope_words(t, item.scope),
        period=span(t, item.starts_on, item.ends_on),
        state="" if item.has_begun else t("Beginnt später"),
        action="" if is_own else t("Beenden"),
    )


def _sent_row(t: Translator, item: InvitationItem) -> AccessRow:
    return AccessRow(
        id=str(item.id),
        kind="sent",
        who=item.email,
        detail=item.email,
        contract="",
        relation=relation_words(t, item.relation),
        scope=scope_words(t, item.scope),
        period=period_words(t, item.starts_on, item.ends_on),
        state=t("Eingeladen"),
        action=t("Zurückziehen"),
    )


def _received_row(t: Translator, item: GrantItem) -> AccessRow:
    return AccessRow(
        id=str(item.id),
        kind="received",
        who=item.customer_name,
        detail=t("Kundennummer {number}", number=item.customer_number),
        contract="",
        relation=relation_words(t, item.relation),
        scope=scope_words(t, item.scope),
        period=span(t, item.starts_on, item.ends_on),
        state="" if item.has_begun else t("Beginnt später"),
        action=t("Zurückgeben"),
    )


def _waiting_row(t: Translator, item: InvitationItem, zone: ZoneInfo) -> WaitingRow:
    return WaitingRow(
        text=t(
            "{customer} möchte, dass Sie sich um Verträge kümmern. Die Einladung gilt bis {day}.",
            customer=item.customer_name,
            day=long_date(t, item.expires_at.astimezone(zone).date()),
        ),
        href=f"{site.path('invitation', t.language)}#id={item.id}",
    )


def _history_row(t: Translator, item: HistoryItem, zone: ZoneInfo) -> HistoryRow:
    return HistoryRow(
        at=date_and_time(t, item.at, zone),
        what=step_words(t, item.step, email=item.email, customer=item.customer_name),
    )
