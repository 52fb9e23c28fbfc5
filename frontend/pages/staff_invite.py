"""Staff invite a customer by mail instead of by letter."""

from typing import Any

import reflex as rx

from frontend.browser import api_form, problem_notice, step_focus
from frontend.components.alert import alert
from frontend.components.button import actions, button
from frontend.components.card import card, muted, stack
from frontend.components.choices import radios
from frontend.components.error_summary import error_summary
from frontend.components.progress import stepper
from frontend.components.summary_list import Entry, summary_list
from frontend.components.table import Column, data_table
from frontend.components.text_field import text_field
from frontend.components.values import Option, either, pick, shown, some
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.site import path
from frontend.state.problem_words import words_for
from frontend.state.staff_invite import StaffInvite
from frontend.state.words.registration import SENTENCES

_INVITE = "/api/v1/service/invitations"


def page(t: Translator) -> rx.Component:
    is_second = StaffInvite.step == "address"
    first, second = t("Kundennummer"), t("E-Mail-Adresse")
    return shell(
        t,
        key="staff-invite",
        title=t("Kunden einladen"),
        breadcrumb=((t("Kundensuche"), path("staff-customers", t.language)),),
        lead=t("Die E-Mail führt zur Aktivierung. Kundennummer und Code sind dort schon eingetragen."),
        steps=either(
            is_second,
            stepper(t, step=2, steps=2, name=second),
            stepper(t, step=1, steps=2, name=first),
        ),
        content=(
            shown(StaffInvite.done, alert(StaffInvite.done, kind="success")),
            error_summary(t, errors=StaffInvite.errors),
            problem_notice(
                sources=(_INVITE,),
                title=t("Das hat nicht geklappt"),
                words=words_for(t, SENTENCES),
                told=("invalid-input",),
            ),
            either(is_second, _address(t), _number(t)),
            step_focus(
                step=StaffInvite.step, words=pick(is_second, second, pick(StaffInvite.done, StaffInvite.done, first))
            ),
        ),
    )


def _number(t: Translator) -> rx.Component:
    return card(
        rx.el.form(
            text_field(
                t,
                t("Kundennummer"),
                name="customer_number",
                width="medium",
                spell_check=False,
                error=StaffInvite.number_error,
            ),
            actions(button(t("Weiter"), kind="primary", submit=True)),
            on_submit=StaffInvite.find,
            no_validate=True,
            class_name="stack",
        )
    )


def _address(t: Translator) -> rx.Component:
    languages = (Option("de", "Deutsch"), Option("en", "English"))
    return stack(
        card(
            summary_list(
                Entry(t("Name"), StaffInvite.name),
                Entry(t("Kundennummer"), StaffInvite.number),
                Entry(t("Ort"), StaffInvite.city),
            ),
            title=t("Ist das die richtige Person?"),
        ),
        shown(some(StaffInvite.access), _access(t)),
        card(
            api_form(
                text_field(
                    t,
                    t("E-Mail-Adresse"),
                    name="email",
                    type="email",
                    about_another=True,
                    input_mode="email",
                    spell_check=False,
                    value=StaffInvite.email,
                    error=StaffInvite.email_error,
                    hint=t("Fragen Sie danach. Wer diese E-Mail liest, kann den Zugang aktivieren."),
                ),
                radios(t, t("Sprache der E-Mail"), name="language", options=languages, value="de"),
                actions(
                    button(t("Einladung verschicken"), kind="primary", submit=True),
                    button(t("Andere Kundennummer"), kind="quiet", on_click=StaffInvite.start_over),
                ),
                action=_INVITE,
                extra={"customer_number": StaffInvite.number},
                draft=StaffInvite.draft,
                waiting=t("Die Einladung wird verschickt …"),
                on_done=StaffInvite.sent,
                on_problem=StaffInvite.fail,
            ),
            muted(t("Ein Brief, der schon unterwegs ist, gilt weiter, bis einer der beiden Codes benutzt ist.")),
        ),
    )


def _access(t: Translator) -> rx.Component:
    return stack(
        alert(t("Für diese Kundennummer gibt es schon einen Zugang."), kind="warning"),
        data_table(
            StaffInvite.access_caption,
            columns=(
                Column(label=t("Person"), cell=_person, names_row=True),
                Column(label=t("Verhältnis"), cell=lambda row: row.relation),
                Column(label=t("Umfang"), cell=lambda row: row.scope),
                Column(label=t("Bis"), cell=lambda row: row.until),
            ),
            rows=StaffInvite.access,
        ),
        tight=True,
    )


def _person(row: Any) -> rx.Component:
    return rx.fragment(row.who, shown(row.who != row.email, rx.el.span(row.email, class_name="line-detail")))
