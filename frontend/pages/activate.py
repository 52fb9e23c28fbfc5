"""Activating an account: data from the letter, the code from the mail, then a passkey."""

import reflex as rx

from frontend.browser import api_form, problem_notice
from frontend.components.button import button
from frontend.components.card import card, stack
from frontend.components.error_summary import error_summary
from frontend.components.link import link
from frontend.components.progress import stepper
from frontend.components.text_field import code_field, text_field
from frontend.components.values import either
from frontend.i18n import Translator
from frontend.layout import public_shell
from frontend.site import path
from frontend.state.activation import Activation
from frontend.state.problem_words import all_words
from frontend.state.typed_code import AT_FIELDS
from frontend.state.words.registration import SENTENCES

_START = "/api/v1/activation/start"
_CONFIRM = "/api/v1/activation/confirm"


def page(t: Translator) -> rx.Component:
    return public_shell(
        t,
        key="activate",
        title=t("Zugang aktivieren"),
        lead=t("Sie brauchen den Brief mit dem Aktivierungscode und Ihr E-Mail-Postfach. Es dauert etwa drei Minuten."),
        width="narrow",
        steps=either(
            Activation.step == "code",
            stepper(t, step=2, steps=3, name=t("Code aus der E-Mail")),
            stepper(t, step=1, steps=3, name=t("Angaben aus dem Brief")),
        ),
        content=(
            error_summary(t, errors=Activation.errors),
            problem_notice(
                sources=(_START, _CONFIRM),
                title=t("Das hat nicht geklappt"),
                words={**all_words(t), **{slug: t(words) for slug, words in SENTENCES.items()}},
                told=AT_FIELDS,
            ),
            either(Activation.step == "code", _code_step(t), _letter_step(t)),
            stack(
                link(t("Schon aktiviert? Anmelden"), href=path("sign-in", t.language), kind="alone"),
                link(t("Kein Brief zur Hand? Konto anlegen"), href=path("register", t.language), kind="alone"),
                tight=True,
            ),
        ),
    )


def _letter_step(t: Translator) -> rx.Component:
    return card(
        api_form(
            text_field(
                t,
                t("Kundennummer"),
                name="customer_number",
                width="medium",
                hint=t("Steht oben rechts in unserem Brief, zum Beispiel 40 12 345."),
                spell_check=False,
                value=Activation.number,
            ),
            text_field(
                t,
                t("Aktivierungscode"),
                name="activation_code",
                width="medium",
                hint=t("Drei Gruppen aus Buchstaben und Ziffern. Groß und klein ist gleich."),
                error=Activation.letter_error,
                autocomplete="off",
                spell_check=False,
                value=Activation.letter,
            ),
            text_field(
                t,
                t("E-Mail-Adresse"),
                name="email",
                type="email",
                autocomplete="email",
                input_mode="email",
                spell_check=False,
                hint=t("An diese Adresse schicken wir gleich einen Code. Später melden Sie sich damit an."),
                error=Activation.email_error,
                value=Activation.email,
            ),
            button(t("Weiter"), kind="primary", submit=True, wide=True),
            action=_START,
            extra={"language": t.language},
            on_done=Activation.code_sent,
            on_problem=Activation.fail,
        ),
    )


def _code_step(t: Translator) -> rx.Component:
    return card(
        rx.el.p(t("Wir haben Ihnen gerade einen Code per E-Mail geschickt. Er gilt 10 Minuten.")),
        api_form(
            code_field(t, t("Code aus der E-Mail"), name="code", value=Activation.code, error=Activation.code_error),
            button(t("Zugang aktivieren"), kind="primary", submit=True, wide=True),
            action=_CONFIRM,
            extra={"request_id": Activation.request_id},
            on_done=Activation.enter,
            on_problem=Activation.fail,
        ),
        button(t("Angaben ändern oder neuen Code anfordern"), kind="quiet", on_click=Activation.start_over, wide=True),
        title=t("Code eingeben"),
    )
