"""Connecting a customer number with one's account, by the code from a letter."""

import reflex as rx

from frontend.browser import api_form, problem_notice
from frontend.components.button import actions, button
from frontend.components.card import card, muted
from frontend.components.error_summary import error_summary
from frontend.components.text_field import text_field
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.site import path
from frontend.state.customer_link import TOLD_AT_FIELD, CustomerLink
from frontend.state.problem_words import all_words
from frontend.state.words.registration import SENTENCES

_CONNECT = "/api/v1/registration/customers"


def page(t: Translator) -> rx.Component:
    return shell(
        t,
        key="link-customer",
        title=t("Kundennummer verbinden"),
        lead=t("Sie brauchen unseren Brief mit dem Aktivierungscode."),
        breadcrumb=((t("Konto"), path("account", t.language)),),
        content=(
            error_summary(t, errors=CustomerLink.errors),
            problem_notice(
                sources=(_CONNECT,),
                title=t("Das hat nicht geklappt"),
                words={**all_words(t), **{slug: t(words) for slug, words in SENTENCES.items()}},
                told=TOLD_AT_FIELD,
            ),
            _form(t),
        ),
    )


def _form(t: Translator) -> rx.Component:
    return card(
        api_form(
            text_field(
                t,
                t("Kundennummer"),
                name="customer_number",
                width="medium",
                hint=t("Steht oben rechts in unserem Brief, zum Beispiel 40 12 345."),
                spell_check=False,
            ),
            text_field(
                t,
                t("Aktivierungscode"),
                name="activation_code",
                width="medium",
                hint=t("Drei Gruppen aus Buchstaben und Ziffern. Groß und klein ist gleich."),
                error=CustomerLink.letter_error,
                autocomplete="off",
                spell_check=False,
            ),
            actions(
                button(t("Verbinden"), kind="primary", submit=True),
                button(t("Abbrechen"), kind="quiet", href=path("grants", t.language)),
            ),
            action=_CONNECT,
            draft="link-customer",
            on_done=CustomerLink.connected,
            on_problem=CustomerLink.fail,
        ),
        muted(t("Sie finden den Brief nicht? Rufen Sie uns an, wir schicken Ihnen einen neuen.")),
    )
