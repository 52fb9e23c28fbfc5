"""The services that open the signed-in person's account: seeing, linking and unlinking them."""

from typing import Any

import reflex as rx

from frontend.browser import api_button, problem_notice
from frontend.browser.services import other_service, pending_link
from frontend.changed_factor import changed_factor
from frontend.components.alert import alert
from frontend.components.button import actions, button
from frontend.components.card import card
from frontend.components.dialog import dialog
from frontend.components.empty_state import empty_state
from frontend.components.link import link
from frontend.components.skeleton import loading
from frontend.components.table import Column, data_table
from frontend.components.values import each, either, shown, some, unseen
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.site import path
from frontend.state.linked_sign_ins import LinkedSignIns
from frontend.state.other_services import PendingLink
from frontend.state.problem_words import words_for
from frontend.state.words.other_services import SENTENCES

_LINK = "link-service"
_SIGN_OUT = "sign-out-of-service"
_UNLINK = "unlink-service"
_CONFIRM = "confirm-link"
_DECLINE = "decline-link"
_PENDING = "/api/v1/oidc/pending-link"


def page(t: Translator) -> rx.Component:
    security = (t("Anmeldung und Sicherheit"), path("security", t.language))
    return shell(
        t,
        key="linked-sign-ins",
        title=t("Andere Dienste"),
        lead=t("Melden Sie sich mit einem Konto an, das Sie anderswo schon haben."),
        breadcrumb=((t("Konto"), path("account", t.language)), security),
        content=(
            changed_factor(t, LinkedSignIns),
            shown(
                LinkedSignIns.problem,
                alert(t("Nicht verbunden"), rx.el.p(LinkedSignIns.problem), kind="danger", announce="at once"),
            ),
            problem_notice(
                sources=(_LINK, _SIGN_OUT, _CONFIRM, _DECLINE),
                title=t("Das hat nicht geklappt"),
                words=words_for(t, SENTENCES),
            ),
            pending_link(on_found=PendingLink.found),
            shown(PendingLink.question, _question(t)),
            shown(
                LinkedSignIns.onward,
                link(t("Weiter zu der Seite, die Sie öffnen wollten"), href=LinkedSignIns.onward, kind="alone"),
            ),
            loading(t, _list(t), when=LinkedSignIns.loading, lines=4),
            _unlink_dialog(t),
        ),
    )


def pending_link_hint(t: Translator) -> rx.Component:
    """For other pages: somebody has come in by a way that does not lead to the question itself."""
    return rx.fragment(
        pending_link(on_found=PendingLink.found),
        shown(
            PendingLink.question,
            alert(
                PendingLink.question,
                rx.el.p(PendingLink.consequence),
                rx.el.p(link(t("Jetzt entscheiden"), href=path("linked-sign-ins", t.language))),
                announce="politely",
            ),
        ),
    )


def _question(t: Translator) -> rx.Component:
    return card(
        rx.el.p(PendingLink.consequence),
        actions(
            button(t("Ja, verbinden"), kind="primary", name=_CONFIRM),
            button(t("Nein, nicht verbinden"), name=_DECLINE),
        ),
        api_button(trigger=_CONFIRM, action=_PENDING, on_done=LinkedSignIns.confirmed),
        api_button(trigger=_DECLINE, action=_PENDING, method="DELETE", on_done=LinkedSignIns.declined),
        title=PendingLink.question,
    )


def _list(t: Translator) -> rx.Component:
    return rx.fragment(
        either(some(LinkedSignIns.rows), _table(t), _none(t)),
        shown(some(LinkedSignIns.services), _add(t)),
    )


def _table(t: Translator) -> rx.Component:
    return rx.fragment(
        data_table(
            LinkedSignIns.caption,
            columns=(
                Column(label=t("Dienst"), cell=_name, names_row=True),
                Column(label=t("Verbunden"), cell=lambda row: row.linked),
                Column(label=t("Zuletzt verwendet"), cell=lambda row: row.last_used),
                Column(label=t("Aktion"), cell=lambda row: _row_actions(t, row), is_plain=True, takes_line=True),
            ),
            rows=LinkedSignIns.rows,
        ),
        other_service(t, trigger=_SIGN_OUT, step="sign-out"),
    )


def _name(row: Any) -> rx.Component:
    return rx.fragment(row.name, shown(row.label, rx.el.span(row.label, class_name="line-detail")))


def _row_actions(t: Translator, row: Any) -> rx.Component:
    sign_out = _row_button(t("Hier und dort abmelden"), row, name=_SIGN_OUT, value=row.sign_out)
    return actions(
        _row_button(t("Verbindung trennen"), row, on_click=LinkedSignIns.choose(row.id)),
        shown(row.sign_out, sign_out),
    )


def _row_button(label: str, row: Any, **props: Any) -> rx.Component:
    """Its name says which service it is about, for those who hear the buttons without the table."""
    return rx.el.button(
        rx.el.span(label, unseen(": ", row.name, " ", row.label), class_name="kern-label"),
        type="button",
        class_name="kern-btn kern-btn--secondary",
        **props,
    )


def _none(t: Translator) -> rx.Component:
    return empty_state(
        t("Noch kein Dienst verbunden"),
        either(
            some(LinkedSignIns.services),
            rx.el.p(t("Ein verbundener Dienst erfährt, dass Sie sich hier anmelden, aber nichts über Ihre Verträge.")),
            rx.el.p(t("Dieses Portal bietet zurzeit keine Anmeldung mit anderen Diensten an.")),
        ),
        icon_name="key",
    )


def _add(t: Translator) -> rx.Component:
    return card(
        rx.el.p(t("Sie melden sich beim Dienst an und kommen dann hierher zurück.")),
        actions(each(LinkedSignIns.services, _service_button)),
        other_service(t, trigger=_LINK, step="link"),
        title=t("Einen Dienst verbinden"),
    )


def _service_button(choice: Any) -> rx.Component:
    return rx.el.button(
        rx.el.span(choice.label, class_name="kern-label"),
        type="button",
        name=_LINK,
        value=choice.key,
        class_name="kern-btn kern-btn--secondary",
    )


def _unlink_dialog(t: Translator) -> rx.Component:
    return dialog(
        t,
        t("Verbindung wirklich trennen?"),
        problem_notice(sources=(_UNLINK,), title=t("Verbindung nicht getrennt"), words=words_for(t, SENTENCES)),
        rx.el.p(rx.el.strong(LinkedSignIns.chosen_name)),
        rx.el.p(
            t(
                "Damit kann sich sofort niemand mehr anmelden. Sie bekommen eine E-Mail, mit der Sie das sieben Tage "
                "lang rückgängig machen können."
            )
        ),
        api_button(
            trigger=_UNLINK,
            action=LinkedSignIns.removal,
            method="DELETE",
            on_done=LinkedSignIns.unlinked,
        ),
        id="unlinking",
        is_open=LinkedSignIns.unlinking != "",
        on_close=LinkedSignIns.close,
        actions=(
            button(t("Ja, trennen"), kind="danger", name=_UNLINK),
            button(t("Verbindung behalten"), closes=True),
        ),
    )
