"""Registering without a letter: an address, the code from the mail with one's name, then a passkey."""

import reflex as rx

from frontend.browser import api_form, problem_notice, step_focus
from frontend.components.button import button
from frontend.components.card import card, stack
from frontend.components.error_summary import error_summary
from frontend.components.link import link
from frontend.components.progress import stepper
from frontend.components.text_field import code_field, text_field
from frontend.components.values import either, pick
from frontend.i18n import Translator
from frontend.layout import public_shell
from frontend.site import path
from frontend.state.problem_words import all_words
from frontend.state.registration import Registration
from frontend.state.typed_code import AT_FIELDS
from frontend.state.words.registration import SENTENCES

_START = "/api/v1/registration/request"
_CONFIRM = "/api/v1/registration/confirm"


def page(t: Translator) -> rx.Component:
    is_second = Registration.step == "code"
    first, second = t("E-Mail-Adresse"), t("Code und Name")
    return public_shell(
        t,
        key="register",
        title=t("Konto anlegen"),
        lead=t("Ohne Brief von uns. Ihre Kundennummer können Sie später verbinden."),
        width="narrow",
        steps=either(
            is_second,
            stepper(t, step=2, steps=3, name=second),
            stepper(t, step=1, steps=3, name=first),
        ),
        content=(
            error_summary(t, errors=Registration.errors),
            problem_notice(
                sources=(_START, _CONFIRM),
                title=t("Das hat nicht geklappt"),
                words={**all_words(t), **{slug: t(words) for slug, words in SENTENCES.items()}},
                told=AT_FIELDS,
            ),
            either(is_second, _code_step(t), _address_step(t)),
            stack(
                link(t("Sie haben schon ein Konto? Anmelden"), href=path("sign-in", t.language), kind="alone"),
                link(t("Sie haben einen Brief? Zugang aktivieren"), href=path("activate", t.language), kind="alone"),
                tight=True,
            ),
            step_focus(step=Registration.step, words=pick(is_second, second, first)),
        ),
    )


def _address_step(t: Translator) -> rx.Component:
    return card(
        api_form(
            text_field(
                t,
                t("E-Mail-Adresse"),
                name="email",
                type="email",
                autocomplete="email",
                input_mode="email",
                spell_check=False,
                hint=t("An diese Adresse schicken wir gleich einen Code. Später melden Sie sich damit an."),
                error=Registration.email_error,
            ),
            button(t("Weiter"), kind="primary", submit=True, wide=True),
            action=_START,
            extra={"language": t.language},
            on_done=Registration.code_sent,
            on_problem=Registration.fail,
        ),
    )


def _code_step(t: Translator) -> rx.Component:
    return card(
        rx.el.p(t("Wir haben Ihnen gerade eine E-Mail geschickt. Der Code darin gilt 10 Minuten.")),
        api_form(
            code_field(
                t, t("Code aus der E-Mail"), name="code", value=Registration.code, error=Registration.code_error
            ),
            text_field(
                t,
                t("Vorname"),
                name="given_name",
                autocomplete="given-name",
                spell_check=False,
                error=Registration.given_name_error,
            ),
            text_field(
                t,
                t("Nachname"),
                name="family_name",
                autocomplete="family-name",
                spell_check=False,
                error=Registration.family_name_error,
            ),
            button(t("Konto anlegen"), kind="primary", submit=True, wide=True),
            action=_CONFIRM,
            extra={"request_id": Registration.request_id},
            on_done=Registration.enter,
            on_problem=Registration.fail,
        ),
        button(
            t("Adresse ändern oder neuen Code anfordern"), kind="quiet", on_click=Registration.start_over, wide=True
        ),
    )
