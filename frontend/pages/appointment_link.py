"""One's appointment by the link in a mail, without signing in."""

from typing import Any

import reflex as rx

from frontend.api.portal import portal
from frontend.browser import api_button, api_form, problem_notice
from frontend.browser.steps import step_focus
from frontend.components.alert import alert, status_region
from frontend.components.button import actions, button
from frontend.components.card import card
from frontend.components.choices import radios
from frontend.components.dialog import dialog
from frontend.components.link import link
from frontend.components.select import select
from frontend.components.skeleton import loading
from frontend.components.summary_list import Entry, summary_entry, summary_list
from frontend.components.values import choose, each, either, shown, some
from frontend.i18n import Translator
from frontend.layout import public_shell
from frontend.site import path
from frontend.state.appointment_link import AppointmentLink
from frontend.state.problem_words import words_for
from frontend.state.words.appointment_link import SENTENCES

_CANCEL = "cancel-appointment"
_MOVE = "/api/v1/appointments/links/move"
_DIALOG = "cancelling"


def page(t: Translator) -> rx.Component:
    return public_shell(
        t,
        key="appointment-link",
        title=t("Ihr Termin bei uns"),
        lead=t("Hier sehen Sie Ihren Termin, verschieben ihn oder sagen ihn ab."),
        content=(
            step_focus(step=AppointmentLink.step, words=AppointmentLink.announced),
            problem_notice(sources=(_MOVE, _CANCEL), title=t("Das hat nicht geklappt"), words=words_for(t, SENTENCES)),
            loading(
                t, either(AppointmentLink.problem, _problem(t), _appointment(t)), when=AppointmentLink.loading, lines=8
            ),
        ),
    )


def _problem(t: Translator) -> rx.Component:
    return rx.fragment(
        alert(AppointmentLink.problem, _call_us(t), kind="warning", announce="politely"),
        link(t("Hilfe und Kontakt"), href=path("help", t.language), kind="alone"),
    )


def _call_us(t: Translator) -> rx.Component:
    contact = portal().contact
    return rx.el.p(t("Sie erreichen uns unter"), " ", link(contact.phone, href=contact.phone_link), ".")


def _appointment(t: Translator) -> rx.Component:
    return rx.fragment(
        shown(
            AppointmentLink.step == "moved",
            alert(
                t("Ihr Termin ist verschoben."),
                rx.el.p(t("Sie bekommen gleich eine E-Mail mit der neuen Zeit für Ihren Kalender.")),
                kind="success",
            ),
        ),
        either(AppointmentLink.step == "move", _move(t), _details(t)),
    )


def _details(t: Translator) -> rx.Component:
    return rx.fragment(
        choose(
            AppointmentLink.stands,
            {
                "open": rx.fragment(),
                "late": alert(
                    t("Online lässt sich dieser Termin nicht mehr ändern."),
                    rx.el.p(t("Möglich war das bis {until}. Rufen Sie uns bitte an.", until=AppointmentLink.until)),
                    _call_us(t),
                ),
                "cancelled": alert(
                    t("Dieser Termin ist abgesagt."),
                    rx.el.p(t("Sie brauchen nichts weiter zu tun.")),
                    kind="success",
                ),
                "over": alert(t("Dieser Termin ist vorbei.")),
            },
        ),
        card(
            summary_list(each(AppointmentLink.facts, _fact)),
            shown(AppointmentLink.stands == "open", _ways_to_change(t)),
            title=AppointmentLink.service,
        ),
        _cancel_dialog(t),
    )


def _fact(fact: Any) -> rx.Component:
    text = either(fact.href, link(fact.text, href=fact.href, native=True), fact.text)
    return summary_entry(Entry(fact.label, text))


def _ways_to_change(t: Translator) -> rx.Component:
    return rx.fragment(
        rx.el.p(t("Ändern können Sie den Termin bis {until}.", until=AppointmentLink.until)),
        actions(
            button(t("Verschieben"), kind="primary", on_click=AppointmentLink.choose_time),
            button(t("Absagen"), opens=_DIALOG),
        ),
    )


def _cancel_dialog(t: Translator) -> rx.Component:
    return dialog(
        t,
        t("Termin wirklich absagen?"),
        rx.el.p(rx.el.strong(AppointmentLink.service), ", ", AppointmentLink.when),
        rx.el.p(t("Die Zeit wird sofort für andere frei.")),
        api_button(
            trigger=_CANCEL,
            action="/api/v1/appointments/links/cancel",
            body={"token": AppointmentLink.token},
            on_done=AppointmentLink.cancelled,
            on_problem=AppointmentLink.fail,
        ),
        id=_DIALOG,
        actions=(
            button(t("Ja, absagen"), kind="danger", name=_CANCEL, closes=True),
            button(t("Termin behalten"), closes=True),
        ),
    )


def _move(t: Translator) -> rx.Component:
    return card(
        rx.el.p(t("Bisher: {when}", when=AppointmentLink.when)),
        shown(
            some(AppointmentLink.starts),
            select(
                t,
                t("Zeiten zeigen"),
                name="start",
                options=AppointmentLink.starts,
                on_change=AppointmentLink.start_from,
            ),
        ),
        status_region(AppointmentLink.found),
        either(some(AppointmentLink.times), _times(t), _no_times(t)),
        title=t("Termin verschieben"),
    )


def _times(t: Translator) -> rx.Component:
    return api_form(
        radios(
            t,
            t("Neue Zeit"),
            name="starts_at",
            options=AppointmentLink.times,
            error=AppointmentLink.time_error,
        ),
        shown(
            AppointmentLink.more_from,
            actions(button(t("Weitere Zeiten zeigen"), kind="quiet", on_click=AppointmentLink.more_times)),
        ),
        actions(
            button(t("Auf diese Zeit verschieben"), kind="primary", submit=True),
            button(t("Termin so lassen"), on_click=AppointmentLink.keep),
        ),
        action=_MOVE,
        extra={"token": AppointmentLink.token},
        on_done=AppointmentLink.moved,
        on_problem=AppointmentLink.fail,
    )


def _no_times(t: Translator) -> rx.Component:
    return rx.fragment(
        rx.el.p(t("Hier ist keine Zeit frei. Rufen Sie uns an, wir finden eine Lösung.")),
        _call_us(t),
        actions(button(t("Termin so lassen"), on_click=AppointmentLink.keep)),
    )
