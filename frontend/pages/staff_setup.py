"""Where staff set up appointments: three lists, and what does not fit to them."""

from typing import Any

import reflex as rx

from frontend.components.alert import alert
from frontend.components.badge import badge
from frontend.components.button import actions, button
from frontend.components.card import stack
from frontend.components.details import details
from frontend.components.empty_state import empty_state
from frontend.components.link import link
from frontend.components.skeleton import loading
from frontend.components.table import Column, data_table
from frontend.components.values import Text, each, either, shown, some, unseen
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.pages.setup_forms import reasons_to_look
from frontend.site import path
from frontend.state.news import News
from frontend.state.staff_setup import StaffSetup


def page(t: Translator) -> rx.Component:
    return shell(
        t,
        key="staff-appointments",
        title=t("Termine einrichten"),
        lead=t("Wo, wofür und bei wem man Termine bekommt."),
        content=(
            shown(News.shown, alert(News.shown, kind="success", announce="politely")),
            loading(
                t,
                stack(
                    reasons_to_look(t, StaffSetup.misfits_title, StaffSetup.misfits),
                    _locations(t),
                    _services(t),
                    _resources(t),
                    shown(some(StaffSetup.retired), _retired(t)),
                ),
                when=StaffSetup.loading,
                lines=12,
            ),
        ),
    )


def _locations(t: Translator) -> rx.Component:
    return _section(
        t,
        t("Standorte"),
        StaffSetup.locations,
        caption=StaffSetup.locations_caption,
        columns=(
            Column(label=t("Anschrift"), cell=lambda row: row.detail, takes_line=True, is_plain=True),
            Column(label=t("Barrierefrei"), cell=lambda row: row.more, takes_line=True),
        ),
        none=t("Noch kein Standort"),
        none_means=t("Ohne Standort gibt es Termine nur am Telefon und per Video."),
        add=(button(t("Standort hinzufügen"), href=path("staff-location", t.language), icon_name="plus"),),
    )


def _services(t: Translator) -> rx.Component:
    return _section(
        t,
        t("Angebotene Termine"),
        StaffSetup.services,
        caption=StaffSetup.services_caption,
        columns=(
            Column(label=t("Dauer und Weg"), cell=lambda row: row.detail, takes_line=True, is_plain=True),
            Column(label=t("Fragen"), cell=_more, is_plain=True),
        ),
        none=t("Noch kein Termin im Angebot"),
        none_means=t("Legen Sie fest, wofür man einen Termin bekommt und wie lange er dauert."),
        add=(button(t("Terminart hinzufügen"), href=path("staff-service", t.language), icon_name="plus"),),
    )


def _resources(t: Translator) -> rx.Component:
    form = path("staff-resource", t.language)
    return _section(
        t,
        t("Personen und Räume"),
        StaffSetup.resources,
        caption=StaffSetup.resources_caption,
        columns=(
            Column(label=t("Art"), cell=lambda row: badge(row.state), is_plain=True),
            Column(label=t("Standorte"), cell=lambda row: row.detail, takes_line=True, is_plain=True),
            Column(label=t("Zeiten"), cell=_more, is_plain=True),
        ),
        none=t("Noch niemand gibt Termine"),
        none_means=t("Fügen Sie die Personen hinzu, die Termine geben, und ihre Zeiten."),
        add=(
            button(t("Person hinzufügen"), href=form, icon_name="plus"),
            button(t("Raum hinzufügen"), href=f"{form}?kind=room", icon_name="plus"),
        ),
    )


def _section(
    t: Translator,
    title: str,
    rows: Any,
    *,
    caption: Text,
    columns: tuple[Column, ...],
    none: str,
    none_means: str,
    add: tuple[rx.Component, ...],
) -> rx.Component:
    named = Column(label=t("Name"), cell=lambda row: link(row.name, href=row.href), names_row=True)
    return rx.el.section(
        rx.el.h2(title),
        either(
            some(rows),
            data_table(caption, columns=(named, *columns), rows=rows),
            empty_state(none, rx.el.p(none_means), icon_name="calendar", level=3),
        ),
        actions(*add),
        class_name="stack",
        aria_label=title,
    )


def _more(row: Any) -> rx.Component:
    return link(rx.fragment(row.more, unseen(": ", row.name)), href=row.more_href)


def _retired(t: Translator) -> rx.Component:
    summary: Text = t("Wird nicht mehr angeboten")
    return details(summary, rx.el.ul(each(StaffSetup.retired, lambda row: rx.el.li(link(row.name, href=row.href)))))
