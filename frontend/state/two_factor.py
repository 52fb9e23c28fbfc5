"""Password and authenticator app of the signed-in person: what there is, and the steps of setting it up.

Secret, password and recovery codes never come here: they go from the browser to the API and back.
"""

from time import time
from typing import Any

import reflex as rx

from frontend.api.two_factor import read_factors
from frontend.components.error_summary import FieldError
from frontend.i18n import Translator
from frontend.state.base import handler
from frontend.state.changed_factor import ChangedFactor
from frontend.state.format import long_date
from frontend.state.problem_words import field_words
from frontend.state.words.two_factor import FIELDS, SENTENCES

_FEW = 3
_PATIENCE = 600  # Seconds.
_AT_CODE = ("invalid-app-code",)


class TwoFactor(ChangedFactor, rx.State):
    """Steps: "overview", "password", "app" (what one is), "scan", "codes"."""

    loading: bool = True
    step: str = "overview"
    has_password: bool = False
    has_app: bool = False
    codes_are_few: bool = False
    lead: str = ""
    password_is: str = ""
    app_is: str = ""
    codes_are: str = ""
    errors: list[FieldError] = []  # noqa: RUF012 - Reflex copies defaults for each person
    password_error: str = ""
    code_error: str = ""
    wants_password: bool = False
    """The password is part of what is being set up; else only the app is."""
    codes_open: bool = False
    """Recovery codes are about to be shown, or are shown."""
    renewing: bool = False
    """Recovery codes are made anew, for the app that is in use."""
    _since: float = 0.0
    """When the present step was reached, in seconds of the clock."""
    asking: str = ""
    """What a dialog asks about: "password", "app" or "codes"."""

    @handler
    async def load(self) -> None:
        """Run at each arrival; also when a phone connects anew on which somebody has looked at the app meanwhile."""
        if self.step == "overview" or time() - self._since > _PATIENCE:
            self._say("")
            self._to_overview()
        await self._read()

    @handler
    def begin_with_password(self) -> None:
        self._go("password")
        self.wants_password = True

    @handler
    def begin_with_app(self) -> None:
        self._go("app")
        self.wants_password = False

    @handler
    async def cancel(self) -> None:
        """Back to the overview; what was not finished counts for nothing."""
        self._say("")
        self._to_overview()
        await self._read()

    @handler
    async def password_kept(self) -> None:
        await self._read()
        if self.has_app:
            self._to_overview()
            await self._say_changed(self.t("Das Passwort ist festgelegt."))
        else:
            self._go("app")

    @handler
    def password_refused(self, problem: dict[str, Any]) -> None:
        self._tell(problem, "password")

    @handler
    def app_begun(self) -> None:
        self._go("scan")
        self.codes_open, self.renewing = True, False

    @handler
    def code_refused(self, problem: dict[str, Any]) -> None:
        self._tell(problem, "code")

    @handler
    def codes_came(self) -> None:
        self._go("codes")

    @handler
    async def finished(self) -> None:
        """The app is in use."""
        with_password = self.wants_password
        self._to_overview()
        await self._read()
        await self._say_changed(
            self.t("Fertig. Ab jetzt können Sie sich mit Passwort und App anmelden.")
            if with_password
            else self.t("Fertig. Ab jetzt fragen wir beim Anmelden nach dem Code der App.")
        )

    @handler
    async def codes_put_away(self) -> None:
        self._to_overview()
        await self._read()
        await self._say_changed(self.t("Die neuen Ersatzcodes gelten. Die alten können Sie wegwerfen."))

    @handler
    def ask(self, about: str) -> None:
        self._say("")
        self.asking = about
        self.codes_open = self.renewing = about == "codes"

    @handler
    def close(self) -> None:
        """A dialog was closed."""
        self.asking = ""

    @handler
    def renewed(self) -> None:
        self.asking = ""
        self._go("codes")

    @handler
    async def password_removed(self) -> None:
        self._to_overview()
        await self._read()
        await self._say_changed(self.t("Das Passwort ist entfernt."))

    @handler
    async def app_removed(self) -> None:
        self._to_overview()
        await self._read()
        await self._say_changed(self.t("Die App ist entfernt. Löschen Sie jetzt auch den Eintrag in der App."))

    def _go(self, step: str) -> None:
        self.step, self._since = step, time()
        self._say("")
        self._forget_problems()

    def _to_overview(self) -> None:
        self.step, self.asking = "overview", ""
        self.codes_open = self.renewing = False
        self._forget_problems()

    def _forget_problems(self) -> None:
        self.errors, self.password_error, self.code_error = [], "", ""

    def _tell(self, problem: dict[str, Any], field: str) -> None:
        """Put a problem with the value of a field at that field; the browser tells all others above the form."""
        self._forget_problems()
        words = ""
        if problem.get("slug") == "invalid-input" and problem.get("errors"):
            words = field_words(self.t, str(problem["errors"][0].get("message_key", "")), FIELDS)
        elif (slug := str(problem.get("slug", ""))) in _AT_CODE:
            words = self.t(SENTENCES[slug])
        if words:
            self.errors = [FieldError(field, words)]
            self.password_error = words if field == "password" else ""
            self.code_error = words if field == "code" else ""

    async def _read(self) -> None:
        t = self.t
        found = await read_factors(self.api)
        self.has_password = found.password_set_at is not None
        self.has_app = found.app_added_at is not None
        self.lead = _lead(t, has_password=self.has_password, has_app=self.has_app)
        self.password_is = (
            t("festgelegt am {day}", day=long_date(t, found.password_set_at.date()))
            if found.password_set_at
            else t("noch keines")
        )
        self.app_is = (
            t("eingerichtet am {day}", day=long_date(t, found.app_added_at.date()))
            if found.app_added_at
            else t("nicht eingerichtet")
        )
        self.codes_are = t.n("noch einer übrig", "noch {n} übrig", found.recovery_codes_left)
        self.codes_are_few = self.has_app and found.recovery_codes_left <= _FEW
        self.loading = False


def _lead(t: Translator, *, has_password: bool, has_app: bool) -> str:
    """How things stand, in a sentence."""
    if has_password and has_app:
        return t("Sie können sich mit Passwort und App anmelden.")
    if has_app:
        return t("Beim Anmelden fragen wir nach dem Code Ihrer App.")
    if has_password:
        return t("Ihr Passwort gilt noch nicht: Die Authenticator-App fehlt.")
    return t("Ein Weg ohne Passkey: ein Passwort, und dazu ein Code aus einer App auf Ihrem Telefon.")
