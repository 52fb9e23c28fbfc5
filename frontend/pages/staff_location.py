"""One location: what people need to get there and in."""

import reflex as rx

from frontend.components.choices import checkboxes
from frontend.components.values import Option
from frontend.i18n import Translator
from frontend.pages.setup_forms import API, form_page, in_both, line, retirement, section
from frontend.state.setup_words import FACT_NAMES
from frontend.state.staff_location import LocationForm


def page(t: Translator) -> rx.Component:
    form = LocationForm
    return form_page(
        t,
        "staff-location",
        form,
        lead=t("Das lesen Kundinnen und Kunden, bevor sie kommen."),
        action=f"{API}/locations",
        sections=(_place(t), _way(t), _accessibility(t)),
        below=(retirement(t, form, "locations"),),
    )


def _place(t: Translator) -> rx.Component:
    form = LocationForm
    return section(
        t("Anschrift"),
        in_both(t, form, "name", t("Name auf Deutsch"), t("Name auf Englisch")),
        line(t, form, "street", t("Straße und Hausnummer"), spell_check=False),
        line(t, form, "postal_code", t("Postleitzahl"), width="short", input_mode="numeric"),
        line(t, form, "city", t("Ort"), width="medium", spell_check=False),
    )


def _way(t: Translator) -> rx.Component:
    return section(
        t("So kommt man hin"),
        in_both(
            t,
            LocationForm,
            "directions",
            t("Wegbeschreibung auf Deutsch"),
            t("Wegbeschreibung auf Englisch"),
            rows=4,
            required=False,
        ),
    )


def _accessibility(t: Translator) -> rx.Component:
    form = LocationForm
    return section(
        t("Barrierefreiheit"),
        checkboxes(
            t,
            t("Was gibt es dort?"),
            name="facts",
            options=[Option(fact, t(name)) for fact, name in FACT_NAMES.items()],
            values=form.facts,
            error=form.wrong["facts"],
            required=False,
            hint=t("Haken Sie nur an, was sicher stimmt. Danach entscheiden Menschen, ob sie kommen können."),
        ),
        in_both(
            t,
            form,
            "accessibility",
            t("Mehr dazu auf Deutsch"),
            t("Mehr dazu auf Englisch"),
            rows=4,
            required=False,
            hint=t("Zum Beispiel Breite der Türen, Steigung der Rampe, ein Behinderten-WC."),
        ),
    )
