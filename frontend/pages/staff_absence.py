"""Entering leave, another absence, or hours besides the weekly ones."""

import reflex as rx

from frontend.components.card import grid
from frontend.components.choices import radios
from frontend.components.select import select
from frontend.components.values import Option, shown, some
from frontend.i18n import Translator
from frontend.pages.setup_forms import form_page, line, section
from frontend.state.staff_absence import AbsenceForm


def page(t: Translator) -> rx.Component:
    form = AbsenceForm
    return form_page(
        t,
        "staff-absence",
        form,
        lead=t("Trifft es gebuchte Termine, sehen Sie diese, bevor etwas gespeichert wird."),
        action=form.action,
        back=form.hours,
        sections=(_what(t),),
    )


def _what(t: Translator) -> rx.Component:
    form = AbsenceForm
    return section(
        t("Wann"),
        radios(
            t,
            t("Was möchten Sie eintragen?"),
            name="kind",
            options=[
                Option("off", t("Abwesend"), t("Urlaub, Krankheit, Fortbildung. Den Grund speichern wir nicht.")),
                Option("extra", t("Zusätzlich da"), t("Gilt auch an Feiertagen und in Pausen.")),
            ],
            value=form.values["kind"],
            error=form.wrong["kind"],
        ),
        grid(
            line(t, form, "first_day", t("Erster Tag"), width="medium", hint=t("Zum Beispiel 24.12.2026")),
            line(t, form, "last_day", t("Letzter Tag"), width="medium", hint=t("Leer: nur ein Tag"), required=False),
        ),
        line(
            t,
            form,
            "times",
            t("Von wann bis wann?"),
            width="medium",
            hint=t("Zum Beispiel 08:00–12:00. Leer: der ganze Tag"),
            required=False,
        ),
        shown(
            some(form.places),
            select(
                t,
                t("Standort"),
                name="place",
                options=form.places,
                value="",
                error=form.wrong["place"],
                required=False,
            ),
        ),
    )
