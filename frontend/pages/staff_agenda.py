"""The agenda of the company's staff: who comes when, to whom, and what they need."""

from typing import Any

import reflex as rx

from frontend.browser import print_page
from frontend.components.alert import alert, status_region
from frontend.components.badge import badge
from frontend.components.button import button
from frontend.components.date_input import date_input
from frontend.components.details import details
from frontend.components.empty_state import empty_state
from frontend.components.filters import filters
from frontend.components.icons import icon
from frontend.components.link import anchor, link
from frontend.components.pagination import pagination
from frontend.components.select import select
from frontend.components.skeleton import loading
from frontend.components.switch import Way, switch
from frontend.components.table import Column, data_table
from frontend.components.text_field import text_field
from frontend.components.values import each, either, shown, some
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.site import path
from frontend.state.staff_agenda import StaffAgenda
from frontend.state.staff_waiting import StaffWaiting

_PRINT = "print-agenda"


def page(t: Translator) -> rx.Component:
    return shell(
        t,
        key="staff-agenda",
        title=t("Agenda"),
        lead=StaffAgenda.lead,
        content=(
            status_region(StaffAgenda.announced),
            _search(t),
            either(StaffAgenda.search, rx.fragment(), _tools(t)),
            loading(t, either(StaffAgenda.search, _found(t), _days(t)), when=StaffAgenda.loading, lines=12),
            shown(
                some(StaffWaiting.lines),
                details(t("Warteliste"), rx.el.ul(each(StaffWaiting.lines, rx.el.li))),
            ),
            link(t("Termine einrichten"), href=path("staff-appointments", t.language), kind="alone"),
            link(t("Eigener Kalender"), href=path("own-calendar", t.language), kind="alone"),
        ),
    )


def _search(t: Translator) -> rx.Component:
    return filters(
        button(t("Suchen"), submit=True, icon_name="search"),
        grow=text_field(
            t,
            t("Name, Telefon, E-Mail oder Notiz"),
            name="search",
            type="search",
            value=StaffAgenda.search,
        ),
        label=t("Termine suchen"),
        on_submit=StaffAgenda.find,
    )


def _tools(t: Translator) -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.el.nav(
                rx.el.ul(
                    rx.el.li(
                        anchor(icon("chevron", turned=True), t("Zurück"), href=StaffAgenda.before, class_name="page")
                    ),
                    rx.el.li(anchor(t("Heute"), href=StaffAgenda.today, class_name="page")),
                    rx.el.li(anchor(t("Weiter"), icon("chevron"), href=StaffAgenda.after, class_name="page")),
                ),
                class_name="pages",
                aria_label=t("Tage"),
            ),
            switch(
                t("Zeitraum"),
                Way(t("Tag"), StaffAgenda.as_day, is_current=StaffAgenda.span == "day"),
                Way(t("Woche").capitalize(), StaffAgenda.as_week, is_current=StaffAgenda.span == "week"),
            ),
            switch(
                t("Darstellung der Termine"),
                Way(t("Liste"), StaffAgenda.as_list, is_current=StaffAgenda.shape == "list"),
                Way(t("Tabelle"), StaffAgenda.as_table, is_current=StaffAgenda.shape == "table"),
            ),
            button(
                t("Termin am Telefon buchen"), kind="primary", icon_name="plus", href=path("staff-booking", t.language)
            ),
            class_name="agenda-tools",
        ),
        details(t("Anderer Tag, eine Person oder ein Ort"), _choice(t)),
    )


def _choice(t: Translator) -> rx.Component:
    return rx.el.form(
        date_input(
            t,
            t("Tag"),
            name="date",
            day=StaffAgenda.wanted_day,
            month=StaffAgenda.wanted_month,
            year=StaffAgenda.wanted_year,
            error=StaffAgenda.day_error,
        ),
        rx.el.div(
            select(t, t("Person"), name="person", options=StaffAgenda.people, value=StaffAgenda.person),
            select(t, t("Wo"), name="location", options=StaffAgenda.locations, value=StaffAgenda.location),
            class_name="grid",
        ),
        rx.el.div(button(t("Anzeigen"), submit=True)),
        on_submit=StaffAgenda.choose,
        no_validate=True,
        class_name="stack stack-tight",
    )


def _days(t: Translator) -> rx.Component:
    return rx.fragment(
        shown(
            StaffAgenda.is_filtered,
            rx.el.p(
                t("Sie sehen nur einen Teil der Termine."),
                " ",
                link(t("Alle zeigen"), href=StaffAgenda.all_of_all),
            ),
        ),
        shown(
            StaffAgenda.has_more,
            alert(
                t("Hier stehen die ersten 400 Termine."),
                rx.el.p(t("Wählen Sie eine Person oder einen Ort, um alle zu sehen.")),
            ),
        ),
        either(
            StaffAgenda.is_empty,
            empty_state(
                t("Keine Termine"),
                rx.el.p(t("Hier ist nichts gebucht. Abgesagte Termine finden Sie über die Suche.")),
                icon_name="calendar",
            ),
            rx.el.div(
                each(StaffAgenda.days, lambda day: _day(t, day)),
                rx.el.div(button(t("Drucken"), icon_name="document", name=_PRINT)),
                print_page(trigger=_PRINT),
                class_name="agenda",
            ),
        ),
    )


def _day(t: Translator, day: Any) -> rx.Component:
    return rx.el.section(
        rx.el.h2(day.title),
        either(
            StaffAgenda.shape == "table",
            _table(t, day),
            rx.el.ol(each(day.rows, lambda row: _card(t, row)), class_name="visits"),
        ),
        class_name="agenda-day",
        aria_label=day.title,
    )


def _card(t: Translator, row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.h3(link(rx.fragment(row.time, ", ", row.who), href=row.href)),
            badge(row.state, kind=row.state_kind),
            class_name="visit-head",
        ),
        rx.el.p(row.service, ", ", row.place),
        rx.el.p(t("bei {person}", person=row.person), class_name="muted"),
        _contact(row),
        _needs(t, row),
        shown(row.note, rx.el.p(t("Notiz:"), " ", row.note, class_name="prewrap")),
        class_name="card visit",
    )


def _table(t: Translator, day: Any) -> rx.Component:
    return data_table(
        day.caption,
        columns=(
            Column(label=t("Zeit"), cell=lambda row: link(row.time, href=row.href), names_row=True),
            *_columns(t),
        ),
        rows=day.rows,
    )


def _found(t: Translator) -> rx.Component:
    back = link(t("Zur Agenda"), href=StaffAgenda.all_of_all, kind="alone")
    return either(
        some(StaffAgenda.found),
        rx.fragment(
            data_table(
                StaffAgenda.found_caption,
                columns=(
                    Column(label=t("Tag und Zeit"), cell=_day_and_time, names_row=True),
                    *_columns(t),
                ),
                rows=StaffAgenda.found,
            ),
            pagination(t, pages=StaffAgenda.pages, href=lambda number: f"{StaffAgenda.page_prefix}{number}"),
            back,
        ),
        empty_state(
            t("Kein Termin gefunden"),
            rx.el.p(
                t("Alle Wörter müssen vorkommen. Prüfen Sie die Schreibweise, oder suchen Sie mit weniger Wörtern.")
            ),
            back,
            icon_name="search",
        ),
    )


def _columns(t: Translator) -> tuple[Column, ...]:
    return (
        Column(label=t("Wer kommt"), cell=lambda row: rx.el.div(_line(row.who), _contact(row))),
        Column(label=t("Wofür, bei wem und wo"), cell=lambda row: _what(t, row)),
        Column(label=t("Bedarf und Notiz"), cell=lambda row: _needs_and_note(t, row), takes_line=True),
        Column(label=t("Stand"), cell=lambda row: badge(row.state, kind=row.state_kind)),
    )


def _what(t: Translator, row: Any) -> rx.Component:
    return rx.el.div(
        _line(row.service),
        rx.el.span(t("bei {person}", person=row.person), class_name="line-detail"),
        rx.el.span(row.place, class_name="line-detail"),
    )


def _day_and_time(row: Any) -> rx.Component:
    return link(rx.fragment(_line(row.day), _line(row.time)), href=row.href)


def _contact(row: Any) -> rx.Component:
    return rx.el.div(
        rx.el.span(row.which, class_name="line-detail"),
        shown(row.phone, link(row.phone, href=row.phone_href, native=True, kind="alone", icon_name="phone")),
    )


def _needs(t: Translator, row: Any) -> rx.Component:
    return shown(
        row.needs, rx.el.p(icon("alert"), rx.el.strong(t("Bedarf: {needs}", needs=row.needs)), class_name="needs")
    )


def _needs_and_note(t: Translator, row: Any) -> rx.Component:
    return rx.el.div(_needs(t, row), shown(row.note, rx.el.span(row.note, class_name="line prewrap")))


def _line(text: Any) -> rx.Component:
    return rx.el.span(text, class_name="line")
