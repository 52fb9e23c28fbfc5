"""Changing the e-mail address: the new one, then the code that was sent there."""

import reflex as rx

from frontend.browser import api_form, problem_notice, step_focus
from frontend.components.button import actions, button
from frontend.components.card import card
from frontend.components.error_summary import error_summary
from frontend.components.progress import stepper
from frontend.components.summary_list import Entry, summary_list
from frontend.components.text_field import code_field, text_field
from frontend.components.values import either, pick
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.site import path
from frontend.state.account_email import EmailForm
from frontend.state.problem_words import words_for
from frontend.state.session import Person
from frontend.state.typed_code import AT_FIELDS
from frontend.state.words.account import SENTENCES

_REQUEST = "/api/v1/profile/email/request"
_CONFIRM = "/api/v1/profile/email/confirm"


def page(t: Translator) -> rx.Component:
    is_second = EmailForm.step == "code"
    first, second = t("Schritt 1 von 2: Neue Adresse"), t("Schritt 2 von 2: Code aus der E-Mail")
    return shell(
        t,
        key="account-email",
        title=t("E-Mail-Adresse ändern"),
        lead=t("Mit dieser Adresse melden Sie sich an, und dorthin schreiben wir Ihnen."),
        breadcrumb=((t("Konto"), path("account", t.language)),),
        steps=either(
            is_second,
            stepper(t, step=2, steps=2, name=t("Code aus der E-Mail")),
            stepper(t, step=1, steps=2, name=t("Neue Adresse")),
        ),
        content=(
            step_focus(step=EmailForm.step, words=pick(is_second, second, first)),
            error_summary(t, errors=EmailForm.errors),
            problem_notice(
                sources=(_REQUEST, _CONFIRM),
                title=t("Das hat nicht geklappt"),
                words=words_for(t, SENTENCES),
                told=AT_FIELDS,
            ),
            either(is_second, _code_step(t), _address_step(t)),
        ),
    )


def _address_step(t: Translator) -> rx.Component:
    return card(
        summary_list(Entry(t("Bisherige Adresse"), Person.email)),
        api_form(
            text_field(
                t,
                t("Neue E-Mail-Adresse"),
                name="email",
                type="email",
                input_mode="email",
                autocomplete="email",
                spell_check=False,
                hint=t("Wir schicken einen Code dorthin. Erst wenn Sie ihn eingeben, gilt die neue Adresse."),
                error=EmailForm.email_error,
            ),
            actions(
                button(t("Code schicken"), kind="primary", submit=True),
                button(t("Abbrechen"), kind="quiet", href=path("account", t.language)),
            ),
            action=_REQUEST,
            extra={"language": t.language},
            draft="account-email",
            on_done=EmailForm.code_sent,
            on_problem=EmailForm.fail,
            class_name="stack",
        ),
    )


def _code_step(t: Translator) -> rx.Component:
    return card(
        rx.el.p(
            t(
                "Wir haben gerade eine E-Mail an die neue Adresse geschickt. Der Code darin gilt 10 Minuten. Danach "
                "bekommt auch die bisherige Adresse eine Nachricht: Von dort lässt sich die Änderung sieben Tage lang "
                "rückgängig machen."
            )
        ),
        api_form(
            code_field(t, t("Code aus der E-Mail"), name="code", value=EmailForm.code, error=EmailForm.code_error),
            actions(
                button(t("Adresse ändern"), kind="primary", submit=True),
                button(t("Andere Adresse eingeben"), kind="quiet", on_click=EmailForm.start_over),
            ),
            action=_CONFIRM,
            extra={"request_id": EmailForm.request_id},
            on_done=EmailForm.changed,
            on_problem=EmailForm.fail,
            class_name="stack",
        ),
        title=t("Code eingeben"),
    )
