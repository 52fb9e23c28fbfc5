"""Signing in: a passkey with one press, a code by mail, or a password; and the second step after the last two."""

import reflex as rx

from frontend.browser import api_form, passkey_sign_in, problem_notice, resume, step_focus
from frontend.components.alert import alert
from frontend.components.button import button
from frontend.components.card import card, separator, stack
from frontend.components.details import details
from frontend.components.error_summary import error_summary
from frontend.components.link import link
from frontend.components.password_field import password_field
from frontend.components.text_field import code_field, text_field
from frontend.components.values import Text, choose, picked, shown
from frontend.i18n import Translator
from frontend.layout import public_shell
from frontend.pages.sign_in_providers import back_from_service, service_buttons
from frontend.site import path
from frontend.state.problem_words import all_words, words_for
from frontend.state.session_end import SessionEnd
from frontend.state.sign_in import SignIn
from frontend.state.typed_code import AT_FIELDS
from frontend.state.words.second_step import SENTENCES

_PASSKEY_BUTTON = "sign-in-with-passkey"
_REQUEST = "/api/v1/sign-in/code/request"
_ENTER = "/api/v1/sign-in/code"
_PASSWORD = "/api/v1/sign-in/password"  # noqa: S105 - an address
_SECOND = "/api/v1/sign-in/second-step"


def page(t: Translator) -> rx.Component:
    return public_shell(
        t,
        key="sign-in",
        title=t("Anmelden"),
        lead=t("Mit einem Passkey melden Sie sich mit Fingerabdruck, Gesicht oder Geräte-PIN an."),
        width="narrow",
        content=(
            shown(SessionEnd.sentence, _why_again(t)),
            resume(to=SessionEnd.back, at_once=SessionEnd.is_over),
            back_from_service(t),
            error_summary(t, errors=SignIn.errors),
            problem_notice(
                sources=(_REQUEST, _ENTER, _PASSWORD, _SECOND),
                title=t("Das hat nicht geklappt"),
                words={**all_words(t), **words_for(t, SENTENCES)},
                told=AT_FIELDS,
            ),
            choose(
                SignIn.step,
                {
                    "data": _first_step(t),
                    "code": _code_step(t),
                    "password": _password_step(t),
                    "second": _second_step(t),
                    "recovery": _recovery_step(t),
                },
            ),
            step_focus(step=SignIn.step, words=_step_name(t)),
            stack(
                link(t("Zum ersten Mal hier? Zugang aktivieren"), href=path("activate", t.language), kind="alone"),
                link(t("Kein Brief zur Hand? Konto anlegen"), href=path("register", t.language), kind="alone"),
                link(t("Termin ohne Konto buchen"), href=path("guest-booking", t.language), kind="alone"),
                link(t("Ich komme nicht mehr in mein Konto"), href=path("recovery", t.language), kind="alone"),
                tight=True,
            ),
        ),
    )


def _why_again(t: Translator) -> rx.Component:
    return alert(
        SessionEnd.sentence,
        rx.el.p(t("Melden Sie sich wieder an, dann geht es auf derselben Seite weiter.")),
        announce="politely",
    )


def _first_step(t: Translator) -> rx.Component:
    return card(
        problem_notice(sources=(_PASSKEY_BUTTON,), title=t("Anmeldung mit Passkey nicht möglich"), words=all_words(t)),
        button(t("Mit Passkey anmelden"), kind="primary", icon_name="key", name=_PASSKEY_BUTTON, wide=True),
        passkey_sign_in(t, trigger=_PASSKEY_BUTTON, on_done=SignIn.enter),
        details(
            t("Ihr Passkey ist auf einem anderen Gerät?"),
            rx.el.p(
                t(
                    "Drücken Sie „Mit Passkey anmelden“. Wählen Sie im Fenster Ihres Browsers „Telefon oder Tablet“ "
                    "und scannen Sie den QR-Code mit dem Gerät, auf dem der Passkey ist. Beide brauchen Internet und "
                    "eingeschaltetes Bluetooth."
                )
            ),
        ),
        separator(t("oder")),
        api_form(
            text_field(
                t,
                t("E-Mail-Adresse"),
                name="email",
                type="email",
                # "webauthn" lets the browser offer passkeys in this field (WebAuthn Level 3, 5.1.4).
                autocomplete="username webauthn",
                input_mode="email",
                spell_check=False,
                hint=t("Wir schicken Ihnen einen Code, mit dem Sie sich anmelden."),
                error=SignIn.email_error,
            ),
            button(t("Code per E-Mail schicken"), submit=True, wide=True),
            action=_REQUEST,
            extra={"language": t.language},
            on_done=SignIn.code_sent,
            on_problem=SignIn.fail,
        ),
        service_buttons(t),
        button(t("Mit Passwort anmelden"), kind="quiet", on_click=SignIn.use_password, wide=True),
    )


def _code_step(t: Translator) -> rx.Component:
    return card(
        rx.el.p(
            t(
                "Wenn es zu dieser Adresse einen Zugang gibt, haben wir gerade einen Code dorthin geschickt. "
                "Er gilt 10 Minuten."
            )
        ),
        api_form(
            code_field(t, t("Code aus der E-Mail"), name="code", value=SignIn.code, error=SignIn.code_error),
            button(t("Anmelden"), kind="primary", submit=True, wide=True),
            action=_ENTER,
            extra={"request_id": SignIn.request_id},
            on_done=SignIn.enter,
            on_problem=SignIn.fail,
        ),
        button(t("Neuen Code anfordern"), kind="quiet", on_click=SignIn.start_over, wide=True),
        title=t("Code eingeben"),
    )


def _password_step(t: Translator) -> rx.Component:
    return card(
        api_form(
            text_field(
                t,
                t("E-Mail-Adresse"),
                name="email",
                # As text: checkers do not let a user name be typed into a field of type email.
                autocomplete="username",
                input_mode="email",
                spell_check=False,
                error=SignIn.email_error,
            ),
            password_field(t, t("Passwort"), name="password", autocomplete="current-password"),
            button(t("Weiter"), kind="primary", submit=True, wide=True),
            action=_PASSWORD,
            waiting=t("Einen Moment bitte."),
            on_done=SignIn.enter,
            on_problem=SignIn.fail,
        ),
        button(t("Anders anmelden"), kind="quiet", on_click=SignIn.start_over, wide=True),
        title=t("Mit Passwort anmelden"),
    )


def _second_step(t: Translator) -> rx.Component:
    field = code_field(
        t,
        t("Code aus der Authenticator-App"),
        name="code",
        hint=t("Sechs Ziffern, die alle 30 Sekunden wechseln."),
        error=SignIn.code_error,
    )
    other = button(
        t("Telefon nicht zur Hand? Ersatzcode eingeben"), kind="quiet", on_click=SignIn.use_recovery_code, wide=True
    )
    return _second_factor(t, field, other, title=t("Zweiter Schritt"))


def _recovery_step(t: Translator) -> rx.Component:
    field = text_field(
        t,
        t("Ersatzcode"),
        name="code",
        hint=t("Zwei Gruppen aus Buchstaben und Ziffern. Jeder Ersatzcode gilt nur einmal."),
        error=SignIn.code_error,
        autocomplete="off",
        spell_check=False,
        width="medium",
    )
    other = button(t("Code aus der App eingeben"), kind="quiet", on_click=SignIn.use_app, wide=True)
    return _second_factor(t, field, other, title=t("Mit Ersatzcode anmelden"))


def _second_factor(t: Translator, field: rx.Component, other: rx.Component, *, title: str) -> rx.Component:
    return card(
        api_form(
            field,
            button(t("Anmelden"), kind="primary", submit=True, wide=True),
            action=_SECOND,
            extra={"step_id": SignIn.step_id},
            on_done=SignIn.enter,
            on_problem=SignIn.fail,
        ),
        other,
        button(t("Noch einmal von vorn"), kind="quiet", on_click=SignIn.start_over, wide=True),
        title=title,
    )


def _step_name(t: Translator) -> Text:
    names = {
        "code": t("Code eingeben"),
        "password": t("Mit Passwort anmelden"),
        "second": t("Zweiter Schritt"),
        "recovery": t("Mit Ersatzcode anmelden"),
    }
    return picked(SignIn.step, names, t("Anmelden"))
