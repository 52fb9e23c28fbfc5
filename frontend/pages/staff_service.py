"""One kind of appointment, in sections: what it is, how it takes place, its times, and who gives it."""

import reflex as rx

from frontend.components.button import button
from frontend.components.card import grid
from frontend.components.choices import checkbox, checkboxes
from frontend.components.select import select
from frontend.components.values import Option, shown, some
from frontend.i18n import Translator
from frontend.pages.setup_forms import API, form_page, in_both, line, retirement, section
from frontend.site import path
from frontend.state.setup_words import CHANNEL_NAMES
from frontend.state.staff_service import ServiceForm


def page(t: Translator) -> rx.Component:
    form = ServiceForm
    questions = shown(
        form.entry,
        rx.el.div(
            button(t("Fragen bei der Buchung"), href=path("staff-questions", t.language) + "?id=" + form.entry),
        ),
    )
    return form_page(
        t,
        "staff-service",
        form,
        lead=t("Wofür man einen Termin bekommt, und unter welchen Regeln."),
        action=f"{API}/services",
        above=(questions,),
        sections=(_what(t), _how(t), _times(t), _rules(t), _who(t), _texts(t)),
        below=(retirement(t, form, "services"),),
    )


def _what(t: Translator) -> rx.Component:
    form = ServiceForm
    return section(
        t("Worum es geht"),
        in_both(t, form, "name", t("Name auf Deutsch"), t("Name auf Englisch")),
        in_both(
            t,
            form,
            "summary",
            t("Kurz erklärt auf Deutsch"),
            t("Kurz erklärt auf Englisch"),
            rows=3,
            required=False,
        ),
    )


def _how(t: Translator) -> rx.Component:
    form = ServiceForm
    return section(
        t("Wie und wo"),
        checkboxes(
            t,
            t("Auf welchen Wegen?"),
            name="channels",
            options=[Option(channel, t(name)) for channel, name in CHANNEL_NAMES.items()],
            values=form.channels,
            error=form.wrong["channels"],
        ),
        shown(
            some(form.locations),
            checkboxes(
                t,
                t("An welchen Standorten?"),
                name="location_ids",
                options=form.locations,
                values=form.chosen_locations,
                error=form.wrong["location_ids"],
                hint=t("Nötig, wenn es den Termin vor Ort gibt."),
                required=False,
            ),
        ),
        checkbox(t, t("Vor Ort ist ein Raum nötig"), name="needs_room", checked=form.needs_room),
    )


def _times(t: Translator) -> rx.Component:
    return section(
        t("Dauer"),
        _number(t, "duration", t("Dauer in Minuten")),
        _number(t, "step", t("Abstand der Anfangszeiten in Minuten"), hint=t("30: um 9:00, um 9:30 und so weiter")),
        grid(
            _number(t, "buffer_before", t("Minuten frei davor"), required=False),
            _number(t, "buffer_after", t("Minuten frei danach"), required=False),
        ),
    )


def _rules(t: Translator) -> rx.Component:
    form = ServiceForm
    return section(
        t("Buchen und absagen"),
        _number(t, "horizon_days", t("Buchen ab so vielen Tagen vorher")),
        _before(t, "lead_time", t("Buchen bis so lange vorher"), unit="lead_unit", unit_label=t("Einheit zum Buchen")),
        _before(
            t,
            "cancel_until",
            t("Online absagen bis so lange vorher"),
            unit="cancel_unit",
            unit_label=t("Einheit zum Absagen"),
            hint=t("Gilt auch für Termine, die schon gebucht sind."),
        ),
        checkbox(t, t("Auch Gäste ohne Konto können buchen"), name="for_guests", checked=form.for_guests),
    )


def _who(t: Translator) -> rx.Component:
    form = ServiceForm
    return section(
        t("Wer dabei ist"),
        line(
            t,
            form,
            "skills",
            t("Nötige Fähigkeiten"),
            required=False,
            hint=t(
                "Mit Komma getrennt. Nur wer alle hat, gibt diesen Termin. Bekannt: {known}", known=form.known_skills
            ),
        ),
        _number(
            t,
            "capacity",
            t("Wie viele Personen nehmen teil?"),
            hint=t("1: ein einzelner Termin. Mehr: eine Gruppe, in der jede Person für sich bucht."),
        ),
    )


def _texts(t: Translator) -> rx.Component:
    form = ServiceForm
    return section(
        t("Was man wissen muss"),
        in_both(
            t, form, "bring", t("Mitzubringen, auf Deutsch"), t("Mitzubringen, auf Englisch"), rows=3, required=False
        ),
        in_both(t, form, "price", t("Preis, auf Deutsch"), t("Preis, auf Englisch"), rows=2, required=False),
    )


def _before(
    t: Translator, name: str, label: str, *, unit: str, unit_label: str, hint: str | None = None
) -> rx.Component:
    """How long before an appointment something ends, as a number and its unit."""
    units = [Option("minutes", t("Minuten")), Option("hours", t("Stunden")), Option("days", t("Tage"))]
    return grid(
        _number(t, name, label, hint=hint, required=False),
        select(t, unit_label, name=unit, options=units, value=ServiceForm.values[unit]),
    )


def _number(t: Translator, name: str, label: str, **props: object) -> rx.Component:
    return line(t, ServiceForm, name, label, input_mode="numeric", width="short", **props)
