"""The accounts of one customer for staff: how they are used, and what can be done about them."""

from typing import Any

import reflex as rx

from frontend.browser import api_button, api_form, problem_notice
from frontend.components.badge import badge
from frontend.components.button import ButtonKind, actions, button
from frontend.components.dialog import dialog
from frontend.components.error_summary import error_summary
from frontend.components.table import Column, data_table
from frontend.components.text_field import text_field
from frontend.components.values import Content, Handler, either, shown, unseen
from frontend.i18n import Translator
from frontend.state.problem_words import words_for
from frontend.state.staff_customer import Question, StaffCustomer
from frontend.state.words.closing import MEANWHILE, SENTENCES

_SIGN_OUT = "sign-out-everywhere"


def accounts_table(t: Translator) -> rx.Component:
    return data_table(
        StaffCustomer.accesses_caption,
        columns=(
            Column(label=t("Konto"), cell=lambda row: _account(t, row), names_row=True),
            Column(label=t("Zugriff"), cell=lambda row: _lines(row.kind, row.since)),
            Column(label=t("Anmeldungen"), cell=_use),
            Column(label=t("Aktion"), cell=lambda row: _row_actions(t, row), is_plain=True, takes_line=True),
        ),
        rows=StaffCustomer.accesses,
    )


def account_dialogs(t: Translator) -> rx.Component:
    """What is asked before something is done to an account."""
    return rx.fragment(
        _sign_out_dialog(t),
        _reason_dialog(
            t,
            "close",
            rx.el.p(t("Alle Anmeldungen enden sofort, und niemand kann sich mehr mit diesem Konto anmelden.")),
            rx.el.p(StaffCustomer.closed_kept),
            yes=t("Ja, Konto schließen"),
            kind="danger",
            on_done=StaffCustomer.closed,
        ),
        _reason_dialog(
            t,
            "reopen",
            rx.el.p(t("Die Person kann sich dann wieder so anmelden wie vor der Schließung.")),
            yes=t("Ja, wieder öffnen"),
            kind="primary",
            on_done=StaffCustomer.reopened,
        ),
    )


def row_button(label: str, name: Any, *, on_click: Any) -> rx.Component:
    """Its name says which row it is about, for those who hear the buttons without the table."""
    return rx.el.button(
        rx.el.span(label, unseen(": ", name), class_name="kern-label"),
        type="button",
        class_name="kern-btn kern-btn--secondary",
        on_click=on_click,
    )


def _account(t: Translator, row: Any) -> rx.Component:
    return rx.fragment(
        _lines(row.name, row.email),
        shown(
            row.closed,
            rx.fragment(
                rx.el.span(badge(t("geschlossen"), kind="warning"), class_name="line"),
                _lines("", row.closed, row.reason),
            ),
        ),
    )


def _use(row: Any) -> rx.Component:
    return _lines(row.sessions, row.last_seen, row.signed_out)


def _lines(first: Any, *details: Any) -> rx.Component:
    return rx.fragment(
        shown(first, rx.el.span(first, class_name="line")),
        *(shown(detail, rx.el.span(detail, class_name="line-detail")) for detail in details),
    )


def _row_actions(t: Translator, row: Any) -> rx.Component:
    closed = either(
        StaffCustomer.may_close,
        actions(row_button(t("Konto wieder öffnen"), row.name, on_click=StaffCustomer.choose_reopen(row.id))),
        rx.el.span(t("Wieder öffnen kann es die Administration."), class_name="hint"),
    )
    return either(row.closed, closed, _open_actions(t, row))


def _open_actions(t: Translator, row: Any) -> rx.Component:
    letter = either(
        row.letter,
        row_button(t("Brief veranlassen"), row.name, on_click=StaffCustomer.choose(row.id)),
        rx.el.span(t("Kein Brief an diese Anschrift möglich"), class_name="hint"),
    )
    return actions(
        letter,
        row_button(t("Überall abmelden"), row.name, on_click=StaffCustomer.choose_sign_out(row.id)),
        shown(
            StaffCustomer.may_close,
            row_button(t("Konto schließen"), row.name, on_click=StaffCustomer.choose_close(row.id)),
        ),
    )


def _sign_out_dialog(t: Translator) -> rx.Component:
    return dialog(
        t,
        StaffCustomer.question_title,
        problem_notice(
            sources=(_SIGN_OUT,),
            title=t("Nicht abgemeldet"),
            words=words_for(t, SENTENCES),
            about=StaffCustomer.action,
        ),
        rx.el.p(rx.el.strong(StaffCustomer.asked_name)),
        rx.el.p(
            t(
                "Alle offenen Anmeldungen dieses Kontos enden sofort. Was gerade geöffnet ist, schließt sich beim "
                "nächsten Klick."
            )
        ),
        rx.el.p(
            t(
                "Die Person bekommt eine E-Mail und kann sich gleich wieder anmelden. Wir halten fest, dass Sie das "
                "veranlasst haben."
            )
        ),
        api_button(
            trigger=_SIGN_OUT,
            action=StaffCustomer.action,
            method="DELETE",
            on_done=StaffCustomer.signed_out,
        ),
        id="sign-out-dialog",
        is_open=StaffCustomer.question == "sign-out",
        on_close=StaffCustomer.keep,
        actions=(
            button(t("Ja, überall abmelden"), kind="primary", name=_SIGN_OUT),
            button(t("Abbrechen"), closes=True),
        ),
    )


def _reason_dialog(
    t: Translator, question: Question, *consequences: Content, yes: str, kind: ButtonKind, on_done: Handler
) -> rx.Component:
    """What happens, and a field for why."""
    return dialog(
        t,
        StaffCustomer.question_title,
        problem_notice(
            sources=(StaffCustomer.action,),
            title=t("Das hat nicht geklappt"),
            words=words_for(t, SENTENCES),
            told=("invalid-input", *MEANWHILE),
            about=StaffCustomer.action,
        ),
        # Both dialogs are in the page, and ids are there once.
        shown(StaffCustomer.question == question, error_summary(t, errors=StaffCustomer.errors)),
        rx.el.p(rx.el.strong(StaffCustomer.asked_name)),
        *consequences,
        rx.el.p(t("Die Person bekommt eine E-Mail. Wir halten fest, dass Sie das veranlasst haben.")),
        api_form(
            text_field(
                t,
                t("Grund"),
                name="reason",
                id=f"{question}-reason",
                rows=3,
                hint=t("Für unser Team. Die Person liest ihn nur, wenn sie Auskunft über ihre Daten verlangt."),
                error=StaffCustomer.reason_error,
            ),
            actions(
                button(yes, kind=kind, submit=True),
                button(t("Abbrechen"), closes=True),
            ),
            action=StaffCustomer.action,
            draft=StaffCustomer.draft,
            on_done=on_done,
            on_problem=StaffCustomer.not_done,
            # What was typed about one account must not stand there for the next.
            key=StaffCustomer.action,
            class_name="stack",
        ),
        id=f"{question}-dialog",
        is_open=StaffCustomer.question == question,
        on_close=StaffCustomer.keep,
    )
