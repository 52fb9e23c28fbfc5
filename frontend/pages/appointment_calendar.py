"""Seeing one's appointments in one's own calendar program."""

import reflex as rx

from frontend.browser import api_button, copy, problem_notice
from frontend.browser.steps import step_focus
from frontend.components.alert import alert
from frontend.components.button import actions, button
from frontend.components.card import card, muted
from frontend.components.dialog import dialog
from frontend.components.link import link
from frontend.components.skeleton import loading
from frontend.components.values import either, shown
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.state.appointment_calendar import AppointmentCalendar
from frontend.state.problem_words import step_up_words

_OPEN = "open-calendar-feed"
_CLOSE = "close-calendar-feed"
_COPY = "copy-calendar-feed"
_REPLACING = "replacing-calendar-feed"
_CLOSING = "closing-calendar-feed"
_FEED = "/api/v1/appointments/feed"


def page(t: Translator) -> rx.Component:
    return shell(
        t,
        key="appointment-calendar",
        title=t("Termine im eigenen Kalender"),
        lead=t("Ihr Kalender zeigt alle Termine bei uns und merkt von selbst, wenn sich etwas ändert."),
        content=(
            step_focus(step=AppointmentCalendar.step, words=AppointmentCalendar.announced),
            problem_notice(sources=(_OPEN, _CLOSE), title=t("Das hat nicht geklappt"), words=step_up_words(t)),
            shown(
                AppointmentCalendar.step == "closed",
                alert(
                    t("Die Adresse gilt nicht mehr."),
                    rx.el.p(t("Löschen Sie das Abonnement bitte auch in Ihrem Kalender.")),
                    kind="success",
                ),
            ),
            loading(t, _calendar(t), when=AppointmentCalendar.loading, lines=6),
            api_button(trigger=_OPEN, action=_FEED, on_done=AppointmentCalendar.opened),
            api_button(trigger=_CLOSE, action=_FEED, method="DELETE", on_done=AppointmentCalendar.closed),
            _replacing(t),
            _closing(t),
        ),
    )


def _calendar(t: Translator) -> rx.Component:
    return either(AppointmentCalendar.address, _new(t), either(AppointmentCalendar.since, _known(t), _none(t)))


def _none(t: Translator) -> rx.Component:
    return card(
        rx.el.p(
            t(
                "Sie bekommen eine geheime Adresse, die Sie in Ihrem Kalender abonnieren, zum Beispiel am Handy, in "
                "Outlook, Thunderbird oder Google Kalender."
            )
        ),
        _who_knows_it(t),
        actions(button(t("Adresse anlegen"), kind="primary", name=_OPEN)),
        title=t("Kalender abonnieren"),
    )


def _new(t: Translator) -> rx.Component:
    return card(
        rx.el.p(t("Die Adresse zeigen wir nur jetzt. Öffnen Sie sie gleich in Ihrem Kalender, oder kopieren Sie sie.")),
        rx.el.p(rx.el.code(AppointmentCalendar.address), class_name="secret"),
        actions(
            link(t("Im Kalender öffnen"), href=AppointmentCalendar.subscribe, kind="alone", native=True),
            button(t("Adresse kopieren"), kind="primary", name=_COPY),
        ),
        copy(t, trigger=_COPY, text=AppointmentCalendar.address),
        _who_knows_it(t),
        title=t("Die Adresse Ihres Kalenders"),
    )


def _known(t: Translator) -> rx.Component:
    return card(
        rx.el.p(t("Seit {since} gibt es eine Adresse für Ihren Kalender.", since=AppointmentCalendar.since)),
        rx.el.p(
            t(
                "Wir zeigen sie nicht noch einmal. Brauchen Sie sie auf einem anderen Gerät, oder kennt sie jemand, "
                "der sie nicht kennen soll, legen Sie eine neue an: Die alte gilt dann nicht mehr."
            )
        ),
        actions(
            button(t("Neue Adresse anlegen"), kind="primary", opens=_REPLACING),
            button(t("Adresse aufheben"), opens=_CLOSING),
        ),
        title=t("Ihr Kalender ist abonniert"),
    )


def _who_knows_it(t: Translator) -> rx.Component:
    return muted(t("Wer die Adresse kennt, sieht Ihre Termine. Geben Sie sie nur weiter, wenn Sie das wollen."))


def _replacing(t: Translator) -> rx.Component:
    return dialog(
        t,
        t("Neue Adresse anlegen?"),
        rx.el.p(t("Kalender, die Sie schon eingerichtet haben, bekommen dann nichts mehr. Richten Sie sie neu ein.")),
        id=_REPLACING,
        actions=(
            button(t("Ja, neue Adresse"), kind="primary", name=_OPEN, closes=True),
            button(t("Abbrechen"), closes=True),
        ),
    )


def _closing(t: Translator) -> rx.Component:
    return dialog(
        t,
        t("Adresse wirklich aufheben?"),
        rx.el.p(t("Ihr Kalender bekommt dann keine Termine mehr von uns.")),
        id=_CLOSING,
        actions=(
            button(t("Ja, aufheben"), kind="danger", name=_CLOSE, closes=True),
            button(t("Abbrechen"), closes=True),
        ),
    )
