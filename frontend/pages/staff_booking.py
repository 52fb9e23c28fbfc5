"""An agent books an appointment for somebody on the phone, step by step."""

from typing import Any

import reflex as rx

from frontend.browser import countdown, step_focus
from frontend.components.alert import alert, status_region
from frontend.components.button import actions, button
from frontend.components.card import card
from frontend.components.choices import checkbox, radios
from frontend.components.empty_state import empty_state
from frontend.components.error_summary import error_summary
from frontend.components.field import field_group
from frontend.components.filters import filters
from frontend.components.link import link
from frontend.components.progress import stepper
from frontend.components.select import select
from frontend.components.skeleton import loading
from frontend.components.summary_list import Entry, summary_list
from frontend.components.table import Column, data_table
from frontend.components.text_field import text_field
from frontend.components.values import Option, choose, each, either, shown, some
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.pages.day_times import time_choice
from frontend.site import path
from frontend.state.agenda_words import needs_to_choose
from frontend.state.staff_booking import StaffBooking


def page(t: Translator) -> rx.Component:
    return shell(
        t,
        key="staff-booking",
        title=t("Termin am Telefon buchen"),
        breadcrumb=((t("Agenda"), path("staff-agenda", t.language)),),
        steps=choose(
            StaffBooking.step,
            {
                "person": stepper(t, step=1, steps=3, name=t("Wer kommt")),
                "time": stepper(t, step=2, steps=3, name=t("Zeit")),
                "details": stepper(t, step=3, steps=3, name=t("Angaben")),
            },
        ),
        content=(
            step_focus(step=StaffBooking.step, words=StaffBooking.announced),
            shown(StaffBooking.problem, alert(StaffBooking.problem, kind="danger", announce="at once")),
            loading(
                t,
                choose(
                    StaffBooking.step,
                    {"person": _person(t), "time": _time(t), "details": _details(t), "done": _done(t)},
                ),
                when=StaffBooking.loading,
                lines=8,
            ),
        ),
    )


def _person(t: Translator) -> rx.Component:
    return rx.fragment(
        filters(
            button(t("Suchen"), kind="primary", submit=True, icon_name="search"),
            grow=text_field(
                t,
                t("Kundennummer, Name oder E-Mail-Adresse"),
                name="search",
                type="search",
                value=StaffBooking.search,
            ),
            label=t("Kundinnen und Kunden suchen"),
            on_submit=StaffBooking.find,
        ),
        shown(StaffBooking.search, either(some(StaffBooking.found), _found(t), _nobody(t))),
        link(t("Für eine Person ohne Konto buchen"), href=StaffBooking.guest_href, kind="alone"),
    )


def _found(t: Translator) -> rx.Component:
    return data_table(
        StaffBooking.found_caption,
        columns=(
            Column(label=t("Kundennummer"), cell=lambda row: link(row.number, href=row.href), names_row=True),
            Column(label=t("Name"), cell=lambda row: row.name),
            Column(label=t("Ort"), cell=lambda row: row.place),
        ),
        rows=StaffBooking.found,
    )


def _nobody(t: Translator) -> rx.Component:
    return empty_state(
        t("Niemand gefunden"),
        rx.el.p(t("Prüfen Sie die Schreibweise, oder suchen Sie nach der Kundennummer.")),
        icon_name="person",
    )


def _time(t: Translator) -> rx.Component:
    return rx.fragment(
        rx.el.p(rx.el.strong(StaffBooking.who)),
        card(
            rx.el.form(
                select(t, t("Wofür, und wie"), name="offer", options=StaffBooking.offers, value=StaffBooking.offer),
                field_group(
                    t,
                    t("Bedarf"),
                    *(
                        checkbox(
                            t,
                            need.text,
                            name=f"need-{need.value}",
                            checked=StaffBooking.needs.contains(need.value),  # type: ignore[attr-defined]  # on the class it is a Var
                        )
                        for need in needs_to_choose(t)
                    ),
                    id="needs",
                    hint=None,
                    error=None,
                    required=False,
                    described=None,
                ),
                actions(button(t("Freie Zeiten zeigen"), submit=True)),
                on_submit=StaffBooking.look,
                no_validate=True,
                aria_label=t("Was wird gebraucht?"),
                class_name="stack",
            ),
            title=t("Was wird gebraucht?"),
        ),
        card(status_region(StaffBooking.counted, seen=True), _times(t), title=t("Freie Zeiten")),
    )


def _times(t: Translator) -> rx.Component:
    later = shown(
        StaffBooking.more_from,
        rx.el.div(button(t("Spätere Zeiten zeigen"), kind="quiet", on_click=StaffBooking.more_times)),
    )
    return either(
        some(StaffBooking.times),
        rx.el.form(
            time_choice(
                t,
                t("Zeit"),
                StaffBooking.times,
                hint=t("Die gewählte Zeit ist dann zehn Minuten lang reserviert."),
                error=StaffBooking.time_error,
            ),
            later,
            actions(button(t("Diese Zeit reservieren"), kind="primary", submit=True)),
            on_submit=StaffBooking.keep,
            no_validate=True,
            aria_label=t("Freie Zeiten"),
            class_name="stack",
        ),
        later,
    )


def _details(t: Translator) -> rx.Component:
    return rx.fragment(
        error_summary(t, errors=StaffBooking.errors),
        card(
            summary_list(
                Entry(t("Wer kommt"), StaffBooking.who),
                Entry(t("Wofür"), StaffBooking.what),
                Entry(t("Wann"), StaffBooking.when),
                Entry(t("Reserviert"), countdown(t, ends=StaffBooking.held_until)),
            ),
            actions(
                button(t("Zehn Minuten länger reservieren"), on_click=StaffBooking.keep_longer),
                button(t("Andere Zeit"), kind="quiet", on_click=StaffBooking.back_to_times),
            ),
        ),
        card(_form(t), title=t("Angaben zur Person")),
    )


def _form(t: Translator) -> rx.Component:
    languages = (Option("de", "Deutsch"), Option("en", "English"))
    return rx.el.form(
        text_field(
            t, t("Name"), name="name", value=StaffBooking.name, error=StaffBooking.name_error, about_another=True
        ),
        text_field(
            t,
            t("Telefonnummer"),
            name="phone",
            type="tel",
            value=StaffBooking.phone,
            error=StaffBooking.phone_error,
            hint=t("Nötig für Termine am Telefon, und wenn es keine E-Mail-Adresse gibt."),
            about_another=True,
        ),
        text_field(
            t,
            t("E-Mail-Adresse"),
            name="email",
            type="email",
            value=StaffBooking.email,
            error=StaffBooking.email_error,
            hint=t("Dorthin geht die Bestätigung. Ohne Adresse geht keine E-Mail hinaus."),
            required=False,
            about_another=True,
        ),
        select(t, t("Sprache der E-Mail"), name="mail_language", options=languages, value=StaffBooking.mail_language),
        each(StaffBooking.questions, lambda question: _question(t, question)),
        actions(button(t("Termin buchen"), kind="primary", submit=True)),
        on_submit=StaffBooking.book,
        no_validate=True,
        class_name="stack",
    )


def _question(t: Translator, question: Any) -> rx.Component:
    """What the service asks, to be read out; whether it has to be answered is said at the field."""

    def asked(*, required: bool) -> rx.Component:
        text: dict[str, Any] = {
            "name": question.field,
            "value": question.value,
            "error": question.error,
            "required": required,
        }
        return choose(
            question.kind,
            {
                "line": text_field(t, question.label, **text, about_another=True),
                "text": text_field(t, question.label, **text, rows=3, about_another=True),
                "choice": radios(t, question.label, **text, options=question.options),
            },
        )

    return either(question.required, asked(required=True), asked(required=False))


def _done(t: Translator) -> rx.Component:
    return rx.fragment(
        alert(t("Der Termin ist gebucht."), rx.el.p(StaffBooking.mail), kind="success"),
        card(
            summary_list(
                Entry(t("Wer kommt"), StaffBooking.name),
                Entry(t("Wofür"), StaffBooking.what),
                Entry(t("Wann"), StaffBooking.when),
            ),
            actions(
                button(t("Termin ansehen"), kind="primary", href=StaffBooking.booked_href),
                button(t("Weiteren Termin buchen"), href=StaffBooking.anew_href),
            ),
        ),
    )
