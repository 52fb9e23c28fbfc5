"""Signing in: a passkey with one press, or a code by mail."""

import reflex as rx

from frontend.browser import api_form, passkey_sign_in, problem_notice
from frontend.components.alert import alert
from frontend.components.button import button
from frontend.components.card import card, separator, stack
from frontend.components.error_summary import error_summary
from frontend.components.link import link
from frontend.components.text_field import code_field, text_field
from frontend.components.values import either, shown
from frontend.i18n import Translator
from frontend.layout import public_shell
from frontend.site import path
from frontend.state.problem_words import all_words
from frontend.state.session_end import SessionEnd
from frontend.state.sign_in import SignIn
from frontend.state.typed_code import AT_FIELDS

_PASSKEY_BUTTON = "sign-in-with-passkey"
_REQUEST = "/api/v1/sign-in/code/request"
_ENTER = "/api/v1/sign-in/code"


def page(t: Translator) -> rx.Component:
    return public_shell(
        t,
        key="sign-in",
        title=t("Anmelden"),
        lead=t("Mit einem Passkey melden Sie sich mit Fingerabdruck, Gesicht oder Geräte-PIN an."),
        width="narrow",
        content=(
            shown(SessionEnd.sentence, _why_again(t)),
            error_summary(t, errors=SignIn.errors),
            problem_notice(
                sources=(_REQUEST, _ENTER),
                title=t("Das hat nicht geklappt"),
                words=all_words(t),
                told=AT_FIELDS,
            ),
            either(SignIn.step == "code", _code_step(t), _first_step(t)),
            stack(
                link(t("Zum ersten Mal hier? Zugang aktivieren"), href=path("activate", t.language), kind="alone"),
                link(t("Ich komme nicht mehr in mein Konto"), href=path("help", t.language), kind="alone"),
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
