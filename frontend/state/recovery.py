"""Getting back into an account: by mail and a wait, or by letter; and what a link in a mail about it leads to."""

from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import reflex as rx

from frontend import site
from frontend.api.client import ApiProblem
from frontend.api.recovery import RecoveryNotice, look_at_recovery
from frontend.components.error_summary import FieldError
from frontend.i18n import Translator
from frontend.state.base import handler
from frontend.state.format import date_and_time
from frontend.state.problem_words import words_for
from frontend.state.typed_code import TypedCodeFlow
from frontend.state.words.recovery import AT_FIELDS, SENTENCES

_LONGEST_TOKEN: Final = 100
_DONE: Final = frozenset({"waiting", "notice", "cancelled"})


class Recovery(TypedCodeFlow, rx.State):
    """The page "recovery". Steps: data, letter, code, waiting, ready; notice and cancelled come from a mail's link."""

    letter_error: str = ""
    ready_at: str = ""
    expires_at: str = ""
    token: str = ""
    """Proves what the step needs: to register a passkey, or to call the recovery off."""
    announced: str = ""
    account: str = ""
    started_at: str = ""
    standing: str = ""
    can_cancel: bool = False
    problem: str = ""

    @handler
    async def look(self) -> None:
        """Run at each arrival, after `arrive`: a link in a mail about a recovery shows what the mail was about."""
        given = self._given()
        if not given and self._is_under_way():
            return
        self.letter_error, self.problem, self.announced = "", "", ""
        self.token = given.get("cancel", "")[:_LONGEST_TOKEN]
        if self.token:
            await self._look()

    @handler
    def choose_letter(self) -> None:
        """The person has a letter with a code."""
        self._forget_problems()
        self._go("letter")

    @handler
    def fail(self, problem: dict[str, Any]) -> None:
        """The API refused the address, the letter or the code."""
        self._tell(problem)
        self.letter_error = ""
        if problem.get("slug") in AT_FIELDS:
            self.letter_error = self.t(AT_FIELDS[str(problem["slug"])])
            self.errors = [FieldError("letter_code", self.letter_error)]

    @handler
    def proved(self, result: dict[str, Any]) -> None:
        """The mailbox is proven: the wait runs, or a passkey can be registered."""
        self._forget_problems()
        self.token = str(result.get("token") or "")
        zone = ZoneInfo(str(result.get("zone", "UTC")))
        self.ready_at = date_and_time(self.t, datetime.fromisoformat(str(result["ready_at"])), zone)
        self.expires_at = date_and_time(self.t, datetime.fromisoformat(str(result["expires_at"])), zone)
        self._go("ready" if self.token else "waiting")

    @handler
    async def enter(self, _result: dict[str, Any]) -> None:
        """The new passkey is registered: on to the page that asks for a second way in."""
        self.token = ""
        await self._go_on_to(site.path("security", self.language))

    @handler
    def cancelled(self, _result: dict[str, Any]) -> None:
        """The recovery is called off."""
        self._go("cancelled")

    @handler
    def code_sent(self, result: dict[str, Any]) -> None:
        """The API has taken the request; the code is on its way."""
        self._forget_problems()
        self.letter_error, self.code = "", ""
        self.request_id = str(result.get("request_id", ""))
        self._go("code")

    @handler
    def start_over(self) -> None:
        """Back to the first step."""
        self._forget_problems()
        self.letter_error, self.request_id, self.code, self.token = "", "", "", ""
        self._go("data")

    def _go(self, step: str) -> None:
        """To another step, which is announced: the button that led there is gone."""
        super()._go(step)
        self.announced = _announced(self.t)[step]

    def _is_under_way(self) -> bool:
        """Where there is nothing left to do on the page, whoever comes back begins anew."""
        return self.step not in _DONE and super()._is_under_way()

    async def _look(self) -> None:
        """What the mail was about: asked for by POST, and changing nothing."""
        t = self.t
        self.step = "notice"
        try:
            self._show(t, await look_at_recovery(self.api, self.token))
        except ApiProblem as problem:
            self.can_cancel = False
            self.problem = words_for(t, SENTENCES).get(problem.slug, words_for(t)["unknown"])

    def _show(self, t: Translator, notice: RecoveryNotice) -> None:
        zone = ZoneInfo(notice.zone)
        self.account = notice.account
        self.started_at = date_and_time(t, notice.started_at, zone)
        self.ready_at = date_and_time(t, notice.ready_at, zone)
        self.standing = _standing(t, notice, self.ready_at)
        self.can_cancel = notice.state == "open"


def _announced(t: Translator) -> dict[str, str]:
    return {
        "data": t("Geben Sie Ihre E-Mail-Adresse ein."),
        "letter": t("Geben Sie die Angaben aus dem Brief ein."),
        "code": t("Geben Sie den Code aus der E-Mail ein."),
        "waiting": t("Die Wartezeit läuft."),
        "ready": t("Sie können jetzt einen neuen Passkey einrichten."),
        "cancelled": t("Der Vorgang ist abgebrochen."),
    }


def _standing(t: Translator, notice: RecoveryNotice, ready_at: str) -> str:
    if notice.state == "completed":
        return t("Der Zugang wurde wiederhergestellt. Waren Sie das nicht, rufen Sie uns bitte sofort an.")
    if notice.state != "open":
        return t("Dieser Vorgang ist beendet. Es ist nichts mehr zu tun.")
    if notice.kind == "letter":
        return t("Ein Brief mit einem Code ist unterwegs.")
    return t("Ab {moment} kann ein neuer Passkey eingerichtet werden.", moment=ready_at)
