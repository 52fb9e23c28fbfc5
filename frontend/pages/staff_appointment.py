"""One appointment for staff: who comes, what they said, and what becomes of it."""

import reflex as rx

from frontend.browser import api_form, problem_notice
from frontend.browser.steps import step_focus
from frontend.components.alert import alert
from frontend.components.badge import badge
from frontend.components.button import actions, button
from frontend.components.card import card
from frontend.components.dialog import dialog
from frontend.components.empty_state import empty_state
from frontend.components.icons import icon
from frontend.components.link import link
from frontend.components.skeleton import loading
from frontend.components.summary_list import Entry, summary_entry, summary_list
from frontend.components.table import Column, data_table
from frontend.components.text_field import text_field
from frontend.components.values import each, either, pick, shown, some
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.pages.day_times import time_choice
from frontend.site import path
from frontend.state.problem_words import words_for
from frontend.state.staff_appointment import StaffAppointment
from frontend.state.words.agenda import NOTE

_CANCEL = "cancel-dialog"


def page(t: Translator) -> rx.Component:
    return shell(
        t,
        key="staff-appointment",
        title=pick(StaffAppointment.title, StaffAppointment.title, t("Termin")),
        lead=StaffAppointment.lead,
        breadcrumb=(
            (t("Agenda"), pick(StaffAppointment.day_href, StaffAppointment.day_href, path("staff-agenda", t.language))),
        ),
        content=(
            step_focus(step=StaffAppointment.step, words=StaffAppointment.step),
            shown(StaffAppointment.done, alert(StaffAppointment.done, kind="success")),
            shown(StaffAppointment.problem, alert(StaffAppointment.problem, kind="danger", announce="at once")),
            loading(
                t,
                either(
                    StaffAppointment.missing,
                    _missing(t),
                    either(StaffAppointment.is_moving, _times(t), _appointment(t)),
                ),
                when=StaffAppointment.loading,
                lines=12,
            ),
        ),
    )


def _missing(t: Translator) -> rx.Component:
    return empty_state(
        t("Diesen Termin gibt es nicht"),
        link(t("Zur Agenda"), href=path("staff-agenda", t.language), kind="alone"),
        icon_name="calendar",
    )


def _appointment(t: Translator) -> rx.Component:
    return rx.fragment(
        _standing(t),
        card(_facts(t), title=t("Wer kommt, und wofür")),
        shown(
            some(StaffAppointment.answers),
            card(
                summary_list(each(StaffAppointment.answers, lambda row: summary_entry(Entry(row.what, row.when)))),
                title=t("Antworten"),
            ),
        ),
        _note(t),
        shown(some(StaffAppointment.events), _events(t)),
        _cancel_dialog(t),
    )


def _events(t: Translator) -> rx.Component:
    return data_table(
        StaffAppointment.events_caption,
        columns=(
            Column(label=t("Was"), cell=lambda row: row.what, names_row=True),
            Column(label=t("Wann"), cell=lambda row: row.when),
            Column(label=t("Wer"), cell=lambda row: row.who),
        ),
        rows=StaffAppointment.events,
    )


def _standing(t: Translator) -> rx.Component:
    """How things stand and what can be done now, the most likely first."""
    row = StaffAppointment.row
    return card(
        rx.el.p(t("Stand:"), " ", badge(row.state, kind=row.state_kind)),
        shown(
            row.needs, rx.el.p(icon("alert"), rx.el.strong(t("Bedarf: {needs}", needs=row.needs)), class_name="needs")
        ),
        actions(
            shown(
                StaffAppointment.may_attend,
                button(t("Ist erschienen"), kind="primary", icon_name="check", on_click=StaffAppointment.attend),
            ),
            shown(StaffAppointment.may_miss, button(t("Ist nicht erschienen"), on_click=StaffAppointment.miss)),
            shown(StaffAppointment.may_reopen, button(t("Vermerk zurücknehmen"), on_click=StaffAppointment.reopen)),
            shown(
                StaffAppointment.may_change,
                rx.fragment(
                    button(t("Verschieben"), icon_name="clock", on_click=StaffAppointment.choose_time),
                    button(t("Absagen"), kind="quiet", opens=_CANCEL),
                ),
            ),
        ),
    )


def _facts(t: Translator) -> rx.Component:
    row = StaffAppointment.row
    which = either(StaffAppointment.customer_href, link(row.which, href=StaffAppointment.customer_href), row.which)
    phone = link(row.phone, href=row.phone_href, native=True, kind="alone", icon_name="phone")
    mail = link(StaffAppointment.email, href=f"mailto:{StaffAppointment.email}", native=True)
    video = link(t("Videotermin öffnen"), href=StaffAppointment.video_url, native=True, kind="alone")
    return summary_list(
        Entry(t("Wer kommt"), row.who),
        Entry(t("Kundennummer"), which),
        shown(row.phone, summary_entry(Entry(t("Telefon"), phone))),
        shown(StaffAppointment.email, summary_entry(Entry(t("E-Mail-Adresse"), mail))),
        Entry(t("Wofür"), row.service),
        Entry(t("Bei wem"), row.person),
        Entry(t("Wo"), row.place),
        shown(StaffAppointment.video_url, summary_entry(Entry(t("Video"), video))),
    )


def _note(t: Translator) -> rx.Component:
    action = StaffAppointment.note_action
    differs = StaffAppointment.note != StaffAppointment.note_to_start
    return card(
        problem_notice(
            sources=(action,),
            title=t("Die Notiz ist nicht gespeichert"),
            words=words_for(t, NOTE),
            told=("invalid-input",),
        ),
        shown(
            differs,
            alert(
                t("Die Notiz lautet inzwischen:"),
                rx.el.p(either(StaffAppointment.note, StaffAppointment.note, t("(leer)")), class_name="prewrap"),
            ),
        ),
        api_form(
            text_field(
                t,
                t("Notiz für das Team"),
                name="note",
                rows=4,
                required=False,
                value=StaffAppointment.note_to_start,
                hint=t("Die Person sieht sie nicht im Portal, bekommt sie aber, wenn sie Auskunft verlangt."),
                error=StaffAppointment.note_error,
            ),
            actions(button(t("Notiz speichern"), submit=True)),
            action=action,
            method="PUT",
            extra={"before": StaffAppointment.note},
            draft=StaffAppointment.note_draft,
            waiting=t("Wird gespeichert …"),
            on_done=StaffAppointment.noted,
            on_problem=StaffAppointment.not_noted,
            key=action,
            class_name="stack",
        ),
        title=t("Notiz"),
    )


def _times(t: Translator) -> rx.Component:
    return card(
        rx.el.p(t("Bisher: {when}", when=StaffAppointment.lead)),
        either(
            some(StaffAppointment.times),
            rx.el.form(
                time_choice(
                    t,
                    t("Neue Zeit"),
                    StaffAppointment.times,
                    hint=StaffAppointment.mail,
                    error=StaffAppointment.time_error,
                ),
                shown(
                    StaffAppointment.more_from,
                    rx.el.div(button(t("Spätere Zeiten zeigen"), kind="quiet", on_click=StaffAppointment.more_times)),
                ),
                actions(
                    button(t("Auf diese Zeit verschieben"), kind="primary", submit=True),
                    button(t("Abbrechen"), on_click=StaffAppointment.stay),
                ),
                on_submit=StaffAppointment.move,
                no_validate=True,
                class_name="stack",
            ),
            rx.fragment(
                rx.el.p(t("In den nächsten zwei Wochen ist nichts frei.")),
                actions(
                    shown(
                        StaffAppointment.more_from,
                        button(t("Spätere Zeiten zeigen"), on_click=StaffAppointment.more_times),
                    ),
                    button(t("Abbrechen"), on_click=StaffAppointment.stay),
                ),
            ),
        ),
        title=t("Termin verschieben"),
        accent="info",
    )


def _cancel_dialog(t: Translator) -> rx.Component:
    return dialog(
        t,
        t("Termin absagen?"),
        rx.el.p(rx.el.strong(StaffAppointment.row.who), rx.el.br(), StaffAppointment.lead),
        rx.el.p(t("Die Zeit wird sofort frei und kann neu vergeben werden."), " ", StaffAppointment.mail),
        id=_CANCEL,
        actions=(
            button(t("Ja, absagen"), kind="danger", closes=True, on_click=StaffAppointment.cancel),
            button(t("Termin behalten"), closes=True),
        ),
    )
