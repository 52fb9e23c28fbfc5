"""The calendar that somebody who gives appointments keeps elsewhere: how it stands with it, and parting from it."""

from typing import Any

import reflex as rx

from frontend.browser import api_button, api_form, problem_notice, step_focus
from frontend.components.alert import alert, status_region
from frontend.components.button import ButtonKind, actions, button
from frontend.components.card import card, muted, stack
from frontend.components.choices import radios
from frontend.components.details import details
from frontend.components.dialog import dialog
from frontend.components.empty_state import empty_state
from frontend.components.error_summary import error_summary
from frontend.components.link import link
from frontend.components.password_field import password_field
from frontend.components.skeleton import loading
from frontend.components.summary_list import Entry, summary_list
from frontend.components.table import Column, data_table
from frontend.components.values import Option, either, pick, shown, some, unseen
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.pages.own_calendar_form import API, connect_form
from frontend.site import path
from frontend.state.own_calendar import OwnCalendarPage as Page
from frontend.state.problem_words import step_up_words, words_for
from frontend.state.words.calendars import SENTENCES

_LOOK = "look-at-calendar"
_LEAVE = "leave-calendar-at-once"
_PASSWORD = f"{API}/password"
_DISCONNECT = f"{API}/disconnect"
_TOLD_AT_FIELD = ("invalid-input", "calendar-password-refused")


def page(t: Translator) -> rx.Component:
    return shell(
        t,
        key="own-calendar",
        title=t("Eigener Kalender"),
        lead=t("Ihre Termine stehen auch in Ihrem eigenen Kalender. Was Sie dort vorhaben, hält die Zeit hier frei."),
        breadcrumb=((t("Konto"), path("account", t.language)),),
        content=(
            status_region(Page.heard),
            shown(Page.said, alert(Page.said, kind="success")),
            shown(Page.refused, alert(Page.refused, kind="danger")),
            loading(
                t,
                either(Page.connected, _connected(t), either(Page.gives_appointments, connect_form(t), _nobody(t))),
                when=Page.loading,
                lines=10,
            ),
            _question(t),
            step_focus(step=Page.step, words=Page.spoken),
        ),
    )


def _nobody(t: Translator) -> rx.Component:
    return empty_state(
        t("Sie stehen nicht im Terminplan"),
        rx.el.p(
            t(
                "Einen Kalender verbinden können alle, die Termine geben. Unter „Termine einrichten“ lässt sich Ihr "
                "Konto bei Ihrem Namen eintragen."
            )
        ),
        icon_name="calendar",
        action=link(t("Termine einrichten"), href=path("staff-appointments", t.language), kind="alone"),
    )


def _connected(t: Translator) -> rx.Component:
    words = {**step_up_words(t), **words_for(t, SENTENCES)}
    return stack(
        problem_notice(sources=(_LOOK, _LEAVE), title=t("Das hat nicht geklappt"), words=words),
        problem_notice(sources=(_PASSWORD,), title=t("Nicht gespeichert"), words=words, told=_TOLD_AT_FIELD),
        error_summary(t, errors=Page.errors),
        either(Page.parting, _parting(t), _trouble(t)),
        shown(Page.needs_password, card(_password(t, kind="primary"), title=t("Passwort erneuern"), accent="warning")),
        _facts(t),
        either(Page.parting, rx.fragment(), rx.fragment(shown(some(Page.deleted), _deleted(t)), _more(t))),
        api_button(trigger=_LOOK, action=f"{API}/look", waiting=t("Wird abgeglichen …"), on_done=Page.looked),
        api_button(trigger=_LEAVE, action=_DISCONNECT, body={"entries": "keep"}, on_done=Page.disconnected),
    )


def _trouble(t: Translator) -> rx.Component:
    return shown(
        Page.trouble,
        alert(Page.trouble, rx.el.p(Page.trouble_words), rx.el.p(Page.retry), kind="warning", level=2),
    )


def _parting(t: Translator) -> rx.Component:
    return alert(
        t("Der Kalender wird getrennt"),
        rx.el.p(t("Wir nehmen noch Ihre kommenden Termine aus dem Kalender. Danach löschen wir Adresse und Passwort.")),
        shown(
            Page.trouble,
            rx.fragment(
                rx.el.p(Page.trouble_words),
                either(Page.needs_password, rx.fragment(), rx.el.p(t("Nächster Versuch: {next}.", next=Page.next))),
            ),
        ),
        actions(
            either(Page.needs_password, rx.fragment(), button(t("Jetzt noch einmal versuchen"), name=_LOOK)),
            button(t("Sofort trennen, Termine im Kalender lassen"), name=_LEAVE),
        ),
        kind="warning",
        level=2,
    )


def _facts(t: Translator) -> rx.Component:
    return card(
        summary_list(
            Entry(t("Kalender"), Page.name),
            Entry(t("Server"), Page.server),
            Entry(t("Benutzername"), Page.user_name),
            Entry(t("Verbunden seit"), Page.since),
            Entry(t("Zuletzt abgeglichen"), Page.seen),
            Entry(t("Nächster Abgleich"), Page.next),
            Entry(t("Im Kalender eingetragen"), Page.written),
        ),
        shown(Page.unreadable, muted(Page.unreadable)),
        either(
            Page.parting | Page.needs_password,
            rx.fragment(),
            actions(button(t("Jetzt abgleichen"), kind="primary", name=_LOOK)),
        ),
        title=t("Ihr Kalender"),
    )


def _deleted(t: Translator) -> rx.Component:
    return rx.fragment(
        alert(
            t("Im Kalender gelöscht"),
            rx.el.p(
                t(
                    "Diese Termine sind weiter gebucht, aber jemand hat ihren Eintrag in Ihrem Kalender gelöscht. Von "
                    "selbst tragen wir sie nicht wieder ein."
                )
            ),
            kind="warning",
            level=2,
        ),
        data_table(
            t("Gebuchte Termine, die in Ihrem Kalender fehlen"),
            columns=(
                Column(label=t("Termin"), cell=_appointment, names_row=True),
                Column(label=t("Gelöscht bemerkt"), cell=lambda row: row.since),
                Column(label=t("Aktion"), cell=lambda row: _write_again(t, row), is_plain=True, takes_line=True),
            ),
            rows=Page.deleted,
        ),
    )


def _appointment(row: Any) -> rx.Component:
    return rx.fragment(link(row.when, href=row.href), rx.el.span(row.service, class_name="line-detail"))


def _write_again(t: Translator, row: Any) -> rx.Component:
    """Its name says which appointment it is about, for those who hear the buttons without the table."""
    trigger = "write-again-" + row.id
    return rx.fragment(
        rx.el.button(
            rx.el.span(t("Wieder eintragen"), unseen(": ", row.when), class_name="kern-label"),
            type="button",
            name=trigger,
            class_name="kern-btn kern-btn--secondary",
        ),
        api_button(
            trigger=trigger,
            action=f"{API}/deleted/" + row.id + "/restore",
            waiting=t("Wird eingetragen …"),
            on_done=Page.written_again,
            on_problem=Page.not_written,
        ),
    )


def _more(t: Translator) -> rx.Component:
    return rx.fragment(
        either(Page.needs_password, rx.fragment(), details(t("Passwort ändern"), _password(t, kind="secondary"))),
        details(
            t("Was beim Abgleich geschieht"),
            rx.el.ul(
                rx.el.li(t("Wir tragen Ihre Termine ein, mit Terminart und Ort. Wer kommt, steht nur hier im Portal.")),
                rx.el.li(t("Zu Zeiten, die in Ihrem Kalender belegt sind, bieten wir keine Termine an.")),
                rx.el.li(t("Was Sie vorhaben, lesen wir nicht, nur von wann bis wann.")),
                rx.el.li(
                    t(
                        "Verschieben Sie einen unserer Termine im Kalender, setzen wir ihn zurück: Wer gebucht hat, "
                        "weiß davon nichts."
                    )
                ),
            ),
        ),
        card(
            rx.el.p(t("Dann tragen wir nichts mehr ein und sehen nicht mehr, wann Sie belegt sind.")),
            actions(button(t("Kalender trennen"), on_click=Page.ask)),
            title=t("Nicht mehr abgleichen"),
        ),
    )


def _password(t: Translator, *, kind: ButtonKind) -> rx.Component:
    return api_form(
        password_field(
            t,
            t("Neues Passwort für den Kalender"),
            name="password",
            autocomplete="off",
            hint=t("Wir prüfen es sofort beim Kalenderserver und bewahren es verschlüsselt auf."),
            error=Page.password_error,
        ),
        actions(button(t("Passwort speichern"), kind=kind, submit=True)),
        action=_PASSWORD,
        method="PUT",
        waiting=t("Der Kalenderserver wird gefragt …"),
        on_done=Page.password_kept,
        on_problem=Page.password_failed,
        class_name="stack",
    )


def _question(t: Translator) -> rx.Component:
    options = (
        Option("keep", t("Im Kalender lassen"), t("Spätere Änderungen kommen dort nicht mehr an.")),
        Option("remove", t("Aus dem Kalender nehmen"), t("Das betrifft nur unsere kommenden Termine.")),
    )
    choice = radios(
        t, t("Was soll mit den eingetragenen Terminen geschehen?"), name="entries", options=options, value="keep"
    )
    without_password = rx.fragment(
        rx.el.p(t("Die Termine bleiben im Kalender: Ohne gültiges Passwort kommen wir nicht an sie heran.")),
        rx.el.input(type="hidden", name="entries", value="keep"),
    )
    return dialog(
        t,
        t("Kalender wirklich trennen?"),
        problem_notice(
            sources=(_DISCONNECT,),
            title=t("Nicht getrennt"),
            words=words_for(t, SENTENCES),
            about=pick(Page.asking, "open", "closed"),
        ),
        api_form(
            either(Page.needs_password, without_password, choice),
            actions(
                button(t("Ja, Kalender trennen"), kind="danger", submit=True),
                button(t("Verbunden lassen"), closes=True),
            ),
            action=_DISCONNECT,
            waiting=t("Wird getrennt …"),
            on_done=Page.disconnected,
            class_name="stack",
        ),
        id="disconnecting",
        is_open=Page.asking,
        on_close=Page.keep,
    )
