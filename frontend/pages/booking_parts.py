"""What the pages for booking share, with an account and without: services, the time that is kept, the form."""

from typing import Any

import reflex as rx

from frontend.browser import countdown
from frontend.components.alert import alert, status_region
from frontend.components.button import actions, button
from frontend.components.card import card, muted
from frontend.components.choices import checkboxes, radios
from frontend.components.link import link
from frontend.components.text_field import text_field
from frontend.components.values import Text, choose, each, either, shown, some
from frontend.i18n import Translator
from frontend.pages.time_choice import free_times

Steps = Any
"""A state made with `BookingSteps`."""


def services(booking: Steps) -> rx.Component:
    """What an appointment can be made for."""
    return rx.el.ul(
        each(
            booking.services,
            lambda service: rx.el.li(
                link(service.name, href=service.href, kind="alone"),
                shown(service.summary, rx.el.p(service.summary)),
                muted(service.facts),
                class_name="card",
            ),
        ),
        class_name="services",
    )


def still_held(t: Translator, booking: Steps) -> rx.Component:
    """Beside the free times: the one that is kept already."""
    return shown(
        booking.details_href,
        alert(
            t("Wir halten noch eine Zeit für Sie frei: {when}.", when=booking.when),
            rx.el.p(link(t("Mit dieser Zeit weitermachen"), href=booking.details_href)),
        ),
    )


def held(t: Translator, booking: Steps) -> rx.Component:
    """The time that is kept, and for how long."""
    return card(
        rx.el.p(rx.el.strong(booking.when)),
        rx.el.p(booking.where),
        shown(booking.needed, rx.el.p(t("Unterstützung: {needs}", needs=booking.needed))),
        either(
            booking.is_over,
            alert(
                t("Wir halten die Zeit nicht mehr für Sie frei."),
                rx.el.p(t("Ihre Angaben sind noch da. Buchen Sie einfach: Ist die Zeit noch frei, gehört sie Ihnen.")),
                kind="warning",
                announce="at once",
            ),
            rx.fragment(
                muted(t("Wir halten diese Zeit für Sie frei, während Sie das Formular ausfüllen.")),
                countdown(t, ends=booking.held_until, on_soon=booking.warn, on_end=booking.expire),
            ),
        ),
        shown(
            booking.is_ending,
            alert(
                t("Wir halten die Zeit nur noch zwei Minuten für Sie frei."),
                rx.el.p(t("Brauchen Sie länger? Dann verlängern Sie.")),
                kind="warning",
                announce="at once",
            ),
        ),
        status_region(booking.kept, seen=True),
        actions(
            button(t("10 Minuten länger freihalten"), icon_name="clock", on_click=booking.extend),
            button(t("Andere Zeit wählen"), kind="quiet", href=booking.times_href),
        ),
        title=booking.service,
        accent="info",
    )


def other_times(t: Translator, booking: Steps) -> rx.Component:
    """The time has gone while the form was being filled in."""
    return card(
        free_times(
            t,
            booking,
            on_submit=booking.take_other,
            go_on=t("Diese Zeit nehmen"),
            ways_out=button(t("Alle freien Zeiten zeigen"), href=booking.times_href),
        ),
        title=booking.service,
        accent="warning",
    )


def contact(t: Translator, booking: Steps, *, email_hint: Text) -> rx.Component:
    """Who comes, and how to reach them."""
    return rx.fragment(
        text_field(
            t,
            t("Vor- und Nachname"),
            name="contact.name",
            autocomplete="name",
            spell_check=False,
            value=booking.contact["name"],
            error=booking.wrong["name"],
        ),
        text_field(
            t,
            t("E-Mail-Adresse"),
            name="contact.email",
            type="email",
            autocomplete="email",
            hint=email_hint,
            value=booking.contact["email"],
            error=booking.wrong["email"],
        ),
        either(booking.phone_needed, _phone(t, booking, needed=True), _phone(t, booking, needed=False)),
    )


def _phone(t: Translator, booking: Steps, *, needed: bool) -> rx.Component:
    return text_field(
        t,
        t("Telefonnummer"),
        name="contact.phone",
        type="tel",
        input_mode="tel",
        autocomplete="tel",
        width="medium",
        hint=t("Unter dieser Nummer rufen wir Sie an.") if needed else t("Falls wir kurzfristig etwas ändern müssen."),
        value=booking.contact["phone"],
        error=booking.wrong["phone"],
        required=needed,
    )


def question(t: Translator, asked: Any) -> rx.Component:
    """One question of the service."""
    return either(asked.required, _asked(t, asked, required=True), _asked(t, asked, required=False))


def _asked(t: Translator, asked: Any, *, required: bool) -> rx.Component:
    name = f"{asked.field}"
    given = {"name": name, "error": asked.error, "required": required}
    choice = radios(t, asked.label, options=asked.options, **given)
    return choose(
        asked.kind,
        {
            "line": text_field(t, asked.label, **given),
            "text": text_field(t, asked.label, rows=5, **given),
            "choice": choice,
            "yes_no": choice,
        },
    )


def reminders(t: Translator, booking: Steps) -> rx.Component:
    """When we may remind people of the appointment; of one that is near there is nothing to choose."""
    return shown(
        some(booking.reminders),
        checkboxes(
            t,
            t("Sollen wir Sie an den Termin erinnern?"),
            name="reminders",
            options=booking.reminders,
            values=booking.reminded_when,
            hint=booking.reminded,
            required=False,
        ),
    )
