"""One appointment of one's own: all one needs to be there, and moving or cancelling it."""

from typing import Any

import reflex as rx

from frontend.api.portal import portal
from frontend.browser.steps import step_focus
from frontend.components.alert import alert
from frontend.components.badge import badge
from frontend.components.button import actions, button
from frontend.components.card import card, muted
from frontend.components.dialog import dialog
from frontend.components.empty_state import empty_state
from frontend.components.link import link
from frontend.components.skeleton import loading
from frontend.components.summary_list import Entry, summary_entry, summary_list
from frontend.components.values import each, either, pick, shown, some
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.pages.time_choice import times_by_day, what_suits
from frontend.site import path
from frontend.state.appointment import Appointment, AppointmentMove
from frontend.state.news import News

_CANCEL = "cancel-dialog"


def page(t: Translator) -> rx.Component:
    return shell(
        t,
        key="appointment",
        title=pick(Appointment.title, Appointment.title, t("Termin")),
        lead=Appointment.lead,
        breadcrumb=((t("Termine"), path("appointments", t.language)),),
        content=(
            step_focus(step=Appointment.step, words=Appointment.step),
            shown(News.shown, alert(News.shown, kind="success", announce="politely")),
            shown(Appointment.problem, alert(Appointment.problem, kind="danger", announce="at once")),
            loading(t, either(Appointment.missing, _missing(t), _appointment(t)), when=Appointment.loading, lines=10),
        ),
    )


def move_page(t: Translator) -> rx.Component:
    return shell(
        t,
        key="appointment-move",
        title=t("Termin verschieben"),
        lead=pick(
            AppointmentMove.when,
            t("{service}, bisher: {when}", service=AppointmentMove.service, when=AppointmentMove.when),
            "",
        ),
        breadcrumb=(
            (t("Termine"), path("appointments", t.language)),
            (t("Termin"), pick(AppointmentMove.back_href, AppointmentMove.back_href, path("appointments", t.language))),
        ),
        content=(
            step_focus(step=AppointmentMove.announced, words=AppointmentMove.announced),
            loading(
                t,
                either(
                    AppointmentMove.closed,
                    _closed(t),
                    rx.fragment(
                        rx.el.p(t("Ihr Termin bleibt, wie er ist, bis Sie eine neue Zeit bestätigen.")),
                        what_suits(t, AppointmentMove),
                        times_by_day(
                            t,
                            AppointmentMove,
                            on_submit=AppointmentMove.move,
                            go_on=t("Auf diese Zeit verschieben"),
                            ways_out=button(t("Termin so lassen"), href=AppointmentMove.back_href),
                        ),
                    ),
                ),
                when=AppointmentMove.loading,
                lines=12,
            ),
        ),
    )


def _closed(t: Translator) -> rx.Component:
    return rx.fragment(
        alert(AppointmentMove.closed, _call_us(t), kind="warning"),
        link(t("Zurück zum Termin"), href=AppointmentMove.back_href, kind="alone"),
    )


def _call_us(t: Translator) -> rx.Component:
    contact = portal().contact
    return rx.el.p(t("Sie erreichen uns unter"), " ", link(contact.phone, href=contact.phone_link), ".")


def _missing(t: Translator) -> rx.Component:
    return empty_state(
        t("Hier ist kein Termin zu sehen"),
        rx.el.p(t("Vielleicht gehört er zu einem anderen Konto, oder er liegt länger als ein Jahr zurück.")),
        icon_name="calendar",
        action=button(t("Alle Termine ansehen"), href=path("appointments", t.language)),
    )


def _appointment(t: Translator) -> rx.Component:
    return rx.fragment(
        shown(
            Appointment.is_late,
            alert(
                t("Online lässt sich dieser Termin nicht mehr ändern."),
                rx.el.p(t("Möglich war das bis {until}. Rufen Sie uns bitte an.", until=Appointment.until)),
                _call_us(t),
            ),
        ),
        card(
            rx.el.p(t("Status:"), " ", badge(Appointment.state, kind=Appointment.state_kind)),
            summary_list(each(Appointment.facts, _fact)),
            actions(
                shown(
                    Appointment.can_change,
                    button(t("Verschieben"), kind="primary", icon_name="clock", href=Appointment.move_href),
                ),
                shown(
                    Appointment.file_href,
                    button(t("In den Kalender"), icon_name="download", href=Appointment.file_href, download=True),
                ),
                shown(Appointment.can_change, button(t("Absagen"), kind="quiet", opens=_CANCEL)),
            ),
            shown(
                Appointment.can_change,
                muted(t("Verschieben und absagen können Sie bis {until}.", until=Appointment.until)),
            ),
            link(
                t("Alle Termine im eigenen Kalender sehen"), href=path("appointment-calendar", t.language), kind="alone"
            ),
            title=t("Gut zu wissen"),
        ),
        shown(some(Appointment.said), card(summary_list(each(Appointment.said, _fact)), title=t("Ihre Angaben"))),
        _cancel_dialog(t),
    )


def _fact(fact: Any) -> rx.Component:
    text = either(fact.href, link(fact.text, href=fact.href, native=True), rx.el.span(fact.text, class_name="prewrap"))
    return summary_entry(Entry(fact.label, text))


def _cancel_dialog(t: Translator) -> rx.Component:
    return dialog(
        t,
        t("Termin wirklich absagen?"),
        rx.el.p(rx.el.strong(Appointment.title), rx.el.br(), Appointment.lead),
        rx.el.p(t("Die Zeit wird sofort für andere frei. Sie können jederzeit einen neuen Termin buchen.")),
        id=_CANCEL,
        actions=(
            button(t("Ja, absagen"), kind="danger", closes=True, on_click=Appointment.cancel),
            button(t("Termin behalten"), closes=True),
        ),
    )
