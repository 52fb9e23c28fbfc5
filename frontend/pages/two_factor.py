"""Password, authenticator app and recovery codes: one guided way to set them up, and what to do with them later."""

import reflex as rx

from frontend.api.portal import portal
from frontend.browser import (
    api_button,
    api_form,
    app_secret,
    password_strength,
    problem_notice,
    recovery_codes,
    step_focus,
)
from frontend.changed_factor import changed_factor
from frontend.components.alert import alert
from frontend.components.button import actions, button
from frontend.components.card import card
from frontend.components.details import details
from frontend.components.dialog import dialog
from frontend.components.error_summary import error_summary
from frontend.components.password_field import password_field
from frontend.components.progress import stepper
from frontend.components.skeleton import loading
from frontend.components.summary_list import Entry, summary_list
from frontend.components.text_field import code_field
from frontend.components.values import Text, choose, either, pick, picked, shown
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.site import path
from frontend.state.problem_words import field_words, words_for
from frontend.state.session import Person
from frontend.state.two_factor import TwoFactor
from frontend.state.words.two_factor import FIELDS, SENTENCES

_PASSWORD = "/api/v1/password"  # noqa: S105 - an address
_APP = "/api/v1/totp"
_CODE = "/api/v1/totp/code"
_FINISH = "/api/v1/totp/finish"

_BEGIN = "begin-app"
_RENEW = "renew-recovery-codes"
_REMOVE_PASSWORD = "remove-password"  # noqa: S105 - the name of a button
_REMOVE_APP = "remove-app"


def page(t: Translator) -> rx.Component:
    security = (t("Anmeldung und Sicherheit"), path("security", t.language))
    return shell(
        t,
        key="two-factor",
        title=t("Passwort und Authenticator-App"),
        lead=TwoFactor.lead,
        breadcrumb=((t("Konto"), path("account", t.language)), security),
        steps=choose(TwoFactor.step, _steps(t)),
        content=(
            changed_factor(t, TwoFactor),
            error_summary(t, errors=TwoFactor.errors),
            problem_notice(
                sources=(_PASSWORD, _BEGIN, _CODE, _FINISH),
                title=t("Das hat nicht geklappt"),
                words=words_for(t, SENTENCES),
                told=("invalid-app-code", "invalid-input"),
            ),
            choose(
                TwoFactor.step,
                {
                    "overview": loading(t, _overview(t), when=TwoFactor.loading, lines=6),
                    "password": _password(t),
                    "app": _what_an_app_is(t),
                },
            ),
            shown((TwoFactor.step == "app") | (TwoFactor.step == "scan"), _scan(t)),
            shown(TwoFactor.codes_open, _codes(t)),
            step_focus(step=TwoFactor.step, words=_step_name(t)),
            _dialogs(t),
        ),
    )


def _steps(t: Translator) -> dict[str, rx.Component]:
    """Three with a password, two without."""

    def at(number: int, name: str) -> rx.Component:
        return either(
            TwoFactor.wants_password,
            stepper(t, step=number, steps=3, name=name),
            stepper(t, step=number - 1, steps=2, name=name),
        )

    app = at(2, t("Authenticator-App"))
    codes = either(TwoFactor.renewing, rx.fragment(), at(3, t("Ersatzcodes")))
    return {"password": at(1, t("Passwort")), "app": app, "scan": app, "codes": codes}


def _step_name(t: Translator) -> Text:
    names = {
        "password": t("Passwort festlegen"),
        "app": t("Authenticator-App bereithalten"),
        "scan": t("App verbinden"),
        "codes": t("Ersatzcodes aufbewahren"),
    }
    return picked(TwoFactor.step, names, t("Passwort und Authenticator-App"))


def _overview(t: Translator) -> rx.Component:
    return either(TwoFactor.has_app, _in_use(t), _not_yet(t))


def _not_yet(t: Translator) -> rx.Component:
    return rx.fragment(
        either(TwoFactor.has_password, _unfinished(t), _both(t)),
        card(
            rx.el.p(
                t(
                    "Sie melden sich weiter mit einem Code per E-Mail an und geben dazu den Code der App ein. So "
                    "reicht Ihr Postfach allein nicht, um in Ihr Konto zu kommen."
                )
            ),
            button(t("Nur die App einrichten"), on_click=TwoFactor.begin_with_app),
            title=t("Ohne Passwort"),
        ),
    )


def _both(t: Translator) -> rx.Component:
    return card(
        rx.el.p(
            t(
                "Sie legen ein Passwort fest, verbinden eine Authenticator-App und bekommen Ersatzcodes für den Fall, "
                "dass das Telefon fehlt. Es dauert etwa fünf Minuten."
            )
        ),
        button(t("Passwort und App einrichten"), kind="primary", on_click=TwoFactor.begin_with_password),
        title=t("Mit Passwort und App anmelden"),
    )


def _unfinished(t: Translator) -> rx.Component:
    return card(
        rx.el.p(t("Ein Passwort allein reicht nicht. Richten Sie noch die App ein, dann gilt es.")),
        actions(
            button(t("Weiter mit der App"), kind="primary", on_click=TwoFactor.begin_with_app),
            button(t("Passwort entfernen"), kind="quiet", on_click=TwoFactor.ask("password")),
        ),
        title=t("Es fehlt noch ein Schritt"),
        accent="warning",
    )


def _in_use(t: Translator) -> rx.Component:
    return rx.fragment(
        shown(
            TwoFactor.codes_are_few,
            alert(
                t("Sie haben nur noch wenige Ersatzcodes"),
                rx.el.p(t("Lassen Sie sich neue geben, damit Sie auch ohne Telefon hineinkommen.")),
                kind="warning",
                level=2,
            ),
        ),
        card(
            summary_list(
                Entry(t("Passwort"), TwoFactor.password_is),
                Entry(t("Authenticator-App"), TwoFactor.app_is),
                Entry(t("Ersatzcodes"), TwoFactor.codes_are),
            ),
            actions(
                button(t("Neue Ersatzcodes"), on_click=TwoFactor.ask("codes")),
                button(
                    pick(TwoFactor.has_password, t("Passwort ändern"), t("Passwort festlegen")),
                    on_click=TwoFactor.begin_with_password,
                ),
                button(t("App auf ein neues Telefon bringen"), on_click=TwoFactor.begin_with_app),
            ),
            title=t("Was eingerichtet ist"),
        ),
        card(
            rx.el.p(t("Ohne App gilt auch das Passwort nicht mehr. Ein Passkey bleibt, wie er ist.")),
            actions(
                button(t("App entfernen"), kind="danger", on_click=TwoFactor.ask("app")),
                shown(
                    TwoFactor.has_password,
                    button(t("Passwort entfernen"), kind="danger", on_click=TwoFactor.ask("password")),
                ),
            ),
            title=t("Nicht mehr benutzen"),
        ),
    )


def _password(t: Translator) -> rx.Component:
    advice = {
        key.removeprefix("password-"): field_words(t, key, FIELDS) for key in FIELDS if key.startswith("password-")
    }
    return card(
        api_form(
            # Tells password managers whose password it is.
            rx.el.input(type="text", auto_complete="username", value=Person.email, read_only=True, hidden=True),
            password_field(
                t,
                t("Neues Passwort"),
                name="password",
                autocomplete="new-password",
                hint=t(
                    "Am besten mehrere Wörter, die nicht zusammengehören. Ziffern und Sonderzeichen sind nicht nötig; "
                    "einfügen können Sie es auch."
                ),
                error=TwoFactor.password_error,
                described="password-strength",
            ),
            password_strength(t, field="password", words=advice),
            actions(button(t("Weiter"), kind="primary", submit=True), _cancel(t)),
            action=_PASSWORD,
            method="PUT",
            on_done=TwoFactor.password_kept,
            on_problem=TwoFactor.password_refused,
        ),
        title=t("Passwort festlegen"),
    )


def _what_an_app_is(t: Translator) -> rx.Component:
    return card(
        rx.el.p(
            t(
                "Eine Authenticator-App zeigt alle 30 Sekunden einen neuen Code. Viele Telefone und Passwortspeicher "
                "können das schon. Sonst laden Sie eine solche App aus dem App-Store; sie funktioniert ohne Internet."
            )
        ),
        details(
            t("Welche App?"),
            rx.el.p(t("Jede, die „TOTP“ kann, zum Beispiel Aegis, FreeOTP, Ente Auth oder die App Ihres Telefons.")),
        ),
        actions(button(t("Weiter"), kind="primary", name=_BEGIN), _cancel(t)),
        api_button(trigger=_BEGIN, action=_APP, on_done=TwoFactor.app_begun),
        title=t("Authenticator-App bereithalten"),
    )


def _scan(t: Translator) -> rx.Component:
    return app_secret(
        t,
        api_form(
            code_field(
                t,
                t("Code aus der App"),
                name="code",
                hint=t("Sechs Ziffern. Wechselt der Code gerade, warten Sie auf den nächsten."),
                error=TwoFactor.code_error,
            ),
            actions(button(t("Weiter"), kind="primary", submit=True), _cancel(t)),
            action=_CODE,
            on_done=TwoFactor.codes_came,
            on_problem=TwoFactor.code_refused,
        ),
        sources=(_BEGIN,),
        until=(_CODE,),
        expected=TwoFactor.step == "scan",
        on_lost=TwoFactor.cancel,
    )


def _codes(t: Translator) -> rx.Component:
    kept = t("Ich habe die Ersatzcodes aufbewahrt")
    return recovery_codes(
        t,
        either(
            TwoFactor.renewing,
            button(kept, kind="primary", on_click=TwoFactor.codes_put_away),
            api_form(
                button(kept, kind="primary", submit=True),
                action=_FINISH,
                on_done=TwoFactor.finished,
            ),
        ),
        company=portal().name,
        sources=(_CODE, _RENEW),
        until=(_FINISH,),
        expected=TwoFactor.step == "codes",
        on_lost=TwoFactor.cancel,
    )


def _dialogs(t: Translator) -> rx.Component:
    return rx.fragment(
        _question(
            t,
            t("Neue Ersatzcodes ausgeben?"),
            t("Die bisherigen Ersatzcodes gelten dann nicht mehr."),
            about="codes",
            trigger=_RENEW,
            yes=t("Ja, neue Codes zeigen"),
        ),
        api_button(trigger=_RENEW, action="/api/v1/recovery-codes", on_done=TwoFactor.renewed),
        _question(
            t,
            t("App wirklich entfernen?"),
            t(
                "Passwort und Ersatzcodes gelten dann nicht mehr. Sie bekommen eine E-Mail, mit der Sie das sieben "
                "Tage lang rückgängig machen können."
            ),
            about="app",
            trigger=_REMOVE_APP,
            yes=t("Ja, App entfernen"),
        ),
        api_button(trigger=_REMOVE_APP, action=_APP, method="DELETE", on_done=TwoFactor.app_removed),
        _question(
            t,
            t("Passwort wirklich entfernen?"),
            t("Sie bekommen eine E-Mail, mit der Sie das sieben Tage lang rückgängig machen können."),
            about="password",
            trigger=_REMOVE_PASSWORD,
            yes=t("Ja, Passwort entfernen"),
        ),
        api_button(trigger=_REMOVE_PASSWORD, action=_PASSWORD, method="DELETE", on_done=TwoFactor.password_removed),
    )


def _question(t: Translator, title: str, what: str, *, about: str, trigger: str, yes: str) -> rx.Component:
    return dialog(
        t,
        title,
        problem_notice(sources=(trigger,), title=t("Das hat nicht geklappt"), words=words_for(t, SENTENCES)),
        rx.el.p(what),
        id=f"ask-{about}",
        is_open=TwoFactor.asking == about,
        on_close=TwoFactor.close,
        actions=(
            button(yes, kind="danger" if about != "codes" else "primary", name=trigger),
            button(t("Abbrechen"), closes=True),
        ),
    )


def _cancel(t: Translator) -> rx.Component:
    return button(t("Abbrechen"), kind="quiet", on_click=TwoFactor.cancel)
