"""One person who gives appointments, or one room."""

import reflex as rx

from frontend.components.button import button
from frontend.components.card import muted, stack
from frontend.components.choices import checkboxes
from frontend.components.select import select
from frontend.components.values import Option, either, pick, shown, some
from frontend.i18n import Translator
from frontend.pages.setup_forms import API, form_page, line, retirement, section
from frontend.state.setup_words import NEED_NAMES
from frontend.state.staff_resource import ResourceForm


def page(t: Translator) -> rx.Component:
    form = ResourceForm
    return form_page(
        t,
        "staff-resource",
        form,
        lead=pick(
            form.kind == "room",
            t("Ein Raum, der für Termine gebraucht wird."),
            t("Eine Person, die Termine gibt."),
        ),
        action=f"{API}/resources",
        extra={"kind": form.kind},
        above=(
            shown(form.hours, rx.el.div(button(t("Zeiten und Abwesenheit"), href=form.hours))),
            shown(form.calendar, muted(form.calendar)),
        ),
        sections=(_who(t), _where(t), _skills(t), _holidays(t)),
        below=(retirement(t, form, "resources"),),
    )


def _who(t: Translator) -> rx.Component:
    form = ResourceForm
    name = line(
        t, form, "name", t("Name"), hint=t("So sehen ihn Kundinnen und Kunden, die gebucht haben."), spell_check=False
    )
    person = stack(
        name,
        select(
            t,
            t("Konto im Portal"),
            name="account_id",
            options=form.accounts,
            value=form.values["account_id"],
            error=form.wrong["account_id"],
            hint=t("Damit die Person ihre eigenen Termine sieht."),
            required=False,
        ),
        line(
            t,
            form,
            "video_url",
            t("Adresse des Videoraums"),
            type="url",
            required=False,
            hint=t("Eine Adresse mit https am Anfang. Bei Terminen per Video bekommen sie alle, die gebucht haben."),
            spell_check=False,
        ),
    )
    return section(pick(form.kind == "room", t("Raum"), t("Person")), either(form.kind == "person", person, name))


def _where(t: Translator) -> rx.Component:
    form = ResourceForm
    return shown(
        some(form.locations),
        section(
            t("Standorte"),
            checkboxes(
                t,
                t("An welchen Standorten?"),
                name="location_ids",
                options=form.locations,
                values=form.chosen_locations,
                error=form.wrong["location_ids"],
                required=False,
            ),
        ),
    )


def _skills(t: Translator) -> rx.Component:
    form = ResourceForm
    return section(
        t("Fähigkeiten"),
        checkboxes(
            t,
            t("Was kann man hier zusagen?"),
            name="needs",
            options=[Option(need, t(name)) for need, name in NEED_NAMES.items()],
            values=form.needs,
            error=form.wrong["needs"],
            hint=t("Danach suchen Menschen, die es brauchen."),
            required=False,
        ),
        line(
            t,
            form,
            "skills",
            t("Weitere Fähigkeiten"),
            required=False,
            hint=t("Mit Komma getrennt, zum Beispiel: Wärmepumpe, Englisch"),
        ),
    )


def _holidays(t: Translator) -> rx.Component:
    form = ResourceForm
    return section(
        t("Feiertage"),
        select(
            t,
            t("Bundesland"),
            name="federal_state",
            options=form.states,
            value=form.values["federal_state"],
            error=form.wrong["federal_state"],
            hint=t("An seinen gesetzlichen Feiertagen gibt es keine Termine."),
            required=False,
        ),
    )
