"""Access: who may look after the person's contracts, and whose contracts the person looks after."""

from typing import Any

import reflex as rx

from frontend.browser import api_button, problem_notice, step_focus
from frontend.components.alert import alert
from frontend.components.badge import badge
from frontend.components.button import actions, button
from frontend.components.card import card, stack
from frontend.components.dialog import dialog
from frontend.components.link import link
from frontend.components.skeleton import loading
from frontend.components.table import Column, data_table
from frontend.components.values import each, either, shown, some, unseen
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.site import path
from frontend.state.grants import Grants
from frontend.state.problem_words import words_for
from frontend.state.words.grants import SENTENCES

_END = "end-access"


def page(t: Translator) -> rx.Component:
    return shell(
        t,
        key="grants",
        title=t("Zugriff auf Verträge"),
        lead=Grants.lead,
        breadcrumb=((t("Konto"), path("account", t.language)),),
        content=(
            shown(Grants.done, alert(Grants.done, kind="success")),
            step_focus(step=Grants.done, words=Grants.done),
            loading(t, _content(t), when=Grants.loading, lines=10),
            _ending(t),
        ),
    )


def _content(t: Translator) -> rx.Component:
    return stack(
        each(Grants.waiting, lambda row: _waiting(t, row)),
        _given(t),
        _received(t),
        _history(t),
    )


def _waiting(t: Translator, row: Any) -> rx.Component:
    return card(
        rx.el.p(row.text),
        title=t("Einladung an Sie"),
        accent="info",
        more=button(t("Ansehen und antworten"), kind="primary", href=row.href),
    )


def _given(t: Translator) -> rx.Component:
    table = data_table(Grants.given_caption, columns=_columns(t, t("Person")), rows=Grants.given)
    connect = link(t("Kundennummer verbinden"), href=path("link-customer", t.language), kind="alone")
    return rx.fragment(
        rx.el.h2(t("Wer sich um Ihre Verträge kümmert")),
        either(
            some(Grants.given),
            table,
            rx.el.p(t("Mit Ihrem Konto ist keine eigene Kundennummer verbunden. Sie steht in unserem Brief.")),
        ),
        either(
            Grants.may_invite,
            actions(button(t("Jemanden einladen"), kind="primary", href=path("grant-invite", t.language)), connect),
            rx.fragment(
                shown(
                    some(Grants.given),
                    rx.el.p(t("Zum Einladen wechseln Sie zuerst zu Ihrer eigenen Kundennummer.")),
                ),
                connect,
            ),
        ),
    )


def _received(t: Translator) -> rx.Component:
    return shown(
        some(Grants.received),
        rx.fragment(
            rx.el.h2(t("Um wessen Verträge Sie sich kümmern")),
            data_table(Grants.received_caption, columns=_columns(t, t("Für wen")), rows=Grants.received),
        ),
    )


def _columns(t: Translator, who: str) -> tuple[Column, ...]:
    return (
        Column(label=who, cell=_who, names_row=True),
        Column(label=t("Verhältnis"), cell=lambda row: row.relation),
        Column(label=t("Umfang"), cell=lambda row: row.scope),
        Column(label=t("Zeitraum"), cell=_period),
        Column(label=t("Aktion"), cell=_action, is_plain=True, takes_line=True),
    )


def _who(row: Any) -> rx.Component:
    return rx.fragment(
        row.who,
        shown(row.who != row.detail, rx.el.span(row.detail, class_name="line-detail")),
        shown(row.contract, rx.el.span(row.contract, class_name="line-detail")),
    )


def _period(row: Any) -> rx.Component:
    return rx.fragment(row.period, shown(row.state, rx.fragment(" ", badge(row.state, kind="info"))))


def _action(row: Any) -> rx.Component:
    """Its name says whose access it is about, for those who hear the buttons without the table."""
    return shown(
        row.action,
        rx.el.button(
            rx.el.span(row.action, unseen(" ", row.who), class_name="kern-label"),
            type="button",
            class_name="kern-btn kern-btn--secondary",
            on_click=Grants.choose_to_end(row.id),
        ),
    )


def _history(t: Translator) -> rx.Component:
    return shown(
        some(Grants.history),
        rx.fragment(
            rx.el.h2(t("Verlauf")),
            data_table(
                t("Das Neueste zuerst"),
                columns=(
                    Column(label=t("Was"), cell=lambda row: row.what, names_row=True),
                    Column(label=t("Wann"), cell=lambda row: row.at),
                ),
                rows=Grants.history,
            ),
        ),
    )


def _ending(t: Translator) -> rx.Component:
    return dialog(
        t,
        Grants.ending_title,
        problem_notice(sources=(_END,), title=t("Das hat nicht geklappt"), words=words_for(t, SENTENCES)),
        rx.el.p(Grants.ending_text),
        api_button(trigger=_END, action=Grants.ending, method="DELETE", on_done=Grants.ended),
        id="ending",
        is_open=Grants.ending != "",
        on_close=Grants.keep,
        actions=(
            button(Grants.ending_label, kind="danger", name=_END),
            button(t("Nichts ändern"), closes=True),
        ),
    )
