"""Inviting somebody to look after one's contracts: one question at a time, and a last look."""

from typing import Any

import reflex as rx

from frontend.browser import api_button, problem_notice, step_focus
from frontend.browser.drafts import draft
from frontend.components.button import actions, button
from frontend.components.card import card, muted
from frontend.components.choices import radios
from frontend.components.date_input import date_input
from frontend.components.error_summary import error_summary
from frontend.components.progress import stepper
from frontend.components.summary_list import Entry, summary_list
from frontend.components.text_field import text_field
from frontend.components.values import Text, choose, either, pick, unseen
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.site import path
from frontend.state.grant_invite import DRAFTS, GrantInvite, Step
from frontend.state.grant_words import relation_options, scope_options
from frontend.state.problem_words import words_for
from frontend.state.session import Person
from frontend.state.words.grants import SENTENCES

_SEND = "send-invitation"
_INVITE = "/api/v1/grants/invitations"


def page(t: Translator) -> rx.Component:
    grants = path("grants", t.language)
    return shell(
        t,
        key="grant-invite",
        title=t("Jemanden einladen"),
        lead=t("Die Person bekommt eine E-Mail und muss zustimmen. Sie können den Zugriff jederzeit beenden."),
        breadcrumb=((t("Konto"), path("account", t.language)), (t("Zugriff auf Verträge"), grants)),
        steps=stepper(t, step=GrantInvite.number, steps=4, name=_step_name(t)),
        content=(
            error_summary(t, errors=GrantInvite.errors),
            problem_notice(
                sources=(_SEND,),
                title=t("Einladung nicht verschickt"),
                words=words_for(t, SENTENCES),
                told=("invalid-input",),
            ),
            choose(
                GrantInvite.step,
                {"person": _person(t), "scope": _scope(t), "time": _time(t), "check": _check(t)},
            ),
            step_focus(step=GrantInvite.step, words=_step_name(t)),
        ),
    )


def _step_name(t: Translator) -> Text:
    later = pick(GrantInvite.step == "time", t("Zeitraum"), t("Prüfen"))
    return pick(GrantInvite.step == "person", t("Person"), pick(GrantInvite.step == "scope", t("Umfang"), later))


def _form(t: Translator, step: Step, *content: rx.Component, on_submit: Any, first: bool = False) -> rx.Component:
    leave = (
        button(t("Abbrechen"), kind="quiet", href=path("grants", t.language))
        if first
        else button(t("Zurück"), kind="quiet", on_click=GrantInvite.back)
    )
    return card(
        rx.el.form(
            # Going back shows what page state still has.
            draft(pick(GrantInvite.furthest == step, DRAFTS[step], "")),
            *content,
            actions(button(t("Weiter"), kind="primary", submit=True), leave),
            on_submit=on_submit,
            no_validate=True,
            class_name="stack",
        )
    )


def _person(t: Translator) -> rx.Component:
    return _form(
        t,
        "person",
        text_field(
            t,
            t("E-Mail-Adresse der Person"),
            name="email",
            type="email",
            about_another=True,
            input_mode="email",
            spell_check=False,
            value=GrantInvite.email,
            error=GrantInvite.email_error,
            hint=t("An diese Adresse geht die Einladung. Nur mit ihr lässt sie sich annehmen."),
        ),
        radios(
            t,
            t("Wie stehen Sie zueinander?"),
            name="relation",
            options=relation_options(t),
            value=GrantInvite.relation,
            error=GrantInvite.relation_error,
            hint=t("Das sehen Sie beide, und unser Service."),
        ),
        on_submit=GrantInvite.name_person,
        first=True,
    )


def _scope(t: Translator) -> rx.Component:
    return _form(
        t,
        "scope",
        radios(
            t,
            t("Was darf die Person?"),
            name="scope",
            options=scope_options(t),
            value=GrantInvite.scope,
            error=GrantInvite.scope_error,
        ),
        on_submit=GrantInvite.choose_scope,
    )


def _time(t: Translator) -> rx.Component:
    return _form(
        t,
        "time",
        date_input(
            t,
            t("Erster Tag"),
            name="starts_on",
            day=GrantInvite.starts["day"],
            month=GrantInvite.starts["month"],
            year=GrantInvite.starts["year"],
            error=GrantInvite.starts_on_error,
            required=False,
            hint=t("Leer heißt: sofort, sobald die Person zustimmt."),
        ),
        date_input(
            t,
            t("Letzter Tag"),
            name="ends_on",
            day=GrantInvite.ends["day"],
            month=GrantInvite.ends["month"],
            year=GrantInvite.ends["year"],
            error=GrantInvite.ends_on_error,
            required=False,
            hint=t("Leer heißt: bis Sie den Zugriff beenden."),
        ),
        on_submit=GrantInvite.choose_time,
    )


def _check(t: Translator) -> rx.Component:
    return card(
        summary_list(
            Entry(t("E-Mail-Adresse"), GrantInvite.email, _change(t, t("E-Mail-Adresse"), "person")),
            Entry(t("Verhältnis"), GrantInvite.relation_words, _change(t, t("Verhältnis"), "person")),
            Entry(t("Umfang"), GrantInvite.scope_words, _change(t, t("Umfang"), "scope")),
            Entry(t("Zeitraum"), GrantInvite.period_words, _change(t, t("Zeitraum"), "time")),
            Entry(t("Verträge von"), either(GrantInvite.customer, GrantInvite.customer, Person.name)),
        ),
        actions(
            button(t("Einladung verschicken"), kind="primary", name=_SEND),
            button(t("Zurück"), kind="quiet", on_click=GrantInvite.back),
        ),
        muted(t("Die Person sieht Ihren Namen. Sie hat 14 Tage Zeit zu antworten.")),
        api_button(
            trigger=_SEND,
            action=_INVITE,
            body={
                "email": GrantInvite.email,
                "relation": GrantInvite.relation,
                "scope": GrantInvite.scope,
                "starts_on": GrantInvite.starts_on,
                "ends_on": GrantInvite.ends_on,
                "language": t.language,
            },
            waiting=t("Die Einladung wird verschickt …"),
            on_done=GrantInvite.sent,
            on_problem=GrantInvite.fail,
        ),
        title=t("Stimmt alles?"),
    )


def _change(t: Translator, what: str, step: str) -> rx.Component:
    """A button: what it leads to is on the same page."""
    return rx.el.button(
        rx.el.span(t("Ändern"), unseen(": ", what), class_name="kern-label"),
        type="button",
        class_name="kern-btn kern-btn--tertiary",
        on_click=GrantInvite.change(step),
    )
