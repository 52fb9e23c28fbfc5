"""Booking an appointment: what for, when, and what is to be said about it."""

from typing import Any

import reflex as rx

from frontend.browser import api_form, countdown, problem_notice
from frontend.browser.steps import step_focus
from frontend.components.alert import alert, status_region
from frontend.components.button import actions, button
from frontend.components.card import card, muted
from frontend.components.choices import checkboxes, radios
from frontend.components.error_summary import error_summary
from frontend.components.link import link
from frontend.components.progress import stepper
from frontend.components.skeleton import loading
from frontend.components.text_field import text_field
from frontend.components.values import Option, choose, each, either, pick, shown
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.pages import waiting
from frontend.pages.closed import unless_open
from frontend.pages.time_choice import free_times, what_suits
from frontend.site import path
from frontend.state.booking import Booking
from frontend.state.problem_words import words_for
from frontend.state.words.appointments import SENTENCES

_STEPS = 3
# Told by the page itself, which then offers what else there is.
_TOLD = ("invalid-input", "hold-expired", "not-found")


def page(t: Translator) -> rx.Component:
    return shell(
        t,
        key="appointment-book",
        title=pick(Booking.title, Booking.title, t("Termin buchen")),
        lead=Booking.lead,
        breadcrumb=((t("Termine"), path("appointments", t.language)),),
        steps=stepper(t, step=Booking.step_number, steps=_STEPS),
        content=(
            step_focus(step=Booking.announced, words=Booking.announced),
            loading(
                t,
                unless_open(
                    t,
                    Booking.reach,
                    shown(Booking.may_book, _steps(t)),
                    closed=t("Termine sind für Sie nicht freigegeben"),
                ),
                when=Booking.loading,
                lines=12,
            ),
        ),
    )


def _steps(t: Translator) -> rx.Component:
    return rx.fragment(
        shown(Booking.problem, alert(Booking.problem, kind="danger", announce="at once")),
        choose(
            Booking.step,
            {"service": _services(), "times": _times(t), "details": _details(t)},
        ),
    )


def _services() -> rx.Component:
    return rx.el.ul(
        each(
            Booking.services,
            lambda service: rx.el.li(
                link(service.name, href=service.href, kind="alone"),
                shown(service.summary, rx.el.p(service.summary)),
                muted(service.facts),
                class_name="card",
            ),
        ),
        class_name="services",
    )


def _times(t: Translator) -> rx.Component:
    return rx.fragment(
        shown(
            Booking.details_href,
            alert(
                t("Wir halten noch eine Zeit für Sie frei: {when}.", when=Booking.when),
                rx.el.p(link(t("Mit dieser Zeit weitermachen"), href=Booking.details_href)),
            ),
        ),
        what_suits(t, Booking),
        free_times(
            t,
            Booking,
            on_submit=Booking.take,
            go_on=t("Weiter zu Ihren Angaben"),
            ways_out=button(t("Anderes Anliegen"), href=path("appointment-book", t.language)),
        ),
        waiting.join(t),
    )


def _details(t: Translator) -> rx.Component:
    return rx.fragment(
        either(Booking.gone, _other_times(t), either(Booking.is_offer, _offered(t), _held(t))),
        error_summary(t, errors=Booking.form_errors),
        problem_notice(
            sources=(Booking.action,),
            title=t("Noch nicht gebucht"),
            words=words_for(t, SENTENCES),
            told=_TOLD,
            about=Booking.action,
        ),
        _form(t),
    )


def _held(t: Translator) -> rx.Component:
    """The time that is kept, and for how long."""
    return card(
        rx.el.p(rx.el.strong(Booking.when)),
        rx.el.p(Booking.where),
        either(
            Booking.is_over,
            alert(
                t("Wir halten die Zeit nicht mehr für Sie frei."),
                rx.el.p(t("Ihre Angaben sind noch da. Buchen Sie einfach: Ist die Zeit noch frei, gehört sie Ihnen.")),
                kind="warning",
                announce="at once",
            ),
            rx.fragment(
                muted(t("Wir halten diese Zeit für Sie frei, während Sie das Formular ausfüllen.")),
                countdown(t, ends=Booking.held_until, on_soon=Booking.warn, on_end=Booking.expire),
            ),
        ),
        shown(
            Booking.is_ending,
            alert(
                t("Wir halten die Zeit nur noch zwei Minuten für Sie frei."),
                rx.el.p(t("Brauchen Sie länger? Dann verlängern Sie.")),
                kind="warning",
                announce="at once",
            ),
        ),
        status_region(Booking.kept, seen=True),
        actions(
            button(t("10 Minuten länger freihalten"), icon_name="clock", on_click=Booking.extend),
            button(t("Andere Zeit wählen"), kind="quiet", href=Booking.times_href),
        ),
        title=Booking.service,
        accent="info",
    )


def _offered(t: Translator) -> rx.Component:
    """The time that has got free for somebody who waited for it."""
    return card(
        rx.el.p(rx.el.strong(Booking.when)),
        rx.el.p(Booking.where),
        rx.el.p(t("Wir halten diese Zeit bis {until} für Sie frei.", until=Booking.offered_until)),
        link(t("Zurück zu Ihren Terminen"), href=path("appointments", t.language), kind="alone"),
        title=Booking.service,
        accent="info",
    )


def _other_times(t: Translator) -> rx.Component:
    """The time has gone while the form was being filled in."""
    return card(
        free_times(
            t,
            Booking,
            on_submit=Booking.take_other,
            go_on=t("Diese Zeit nehmen"),
            ways_out=button(t("Alle freien Zeiten zeigen"), href=Booking.times_href),
        ),
        title=Booking.service,
        accent="warning",
    )


def _form(t: Translator) -> rx.Component:
    return card(
        api_form(
            _contact(t),
            each(Booking.questions, lambda question: _question(t, question)),
            checkboxes(
                t,
                t("Sollen wir Sie an den Termin erinnern?"),
                name="reminders",
                options=(
                    Option("mail-24h", t("Per E-Mail einen Tag vorher")),
                    Option("mail-2h", t("Per E-Mail zwei Stunden vorher")),
                ),
                values=("mail-24h",),
                required=False,
            ),
            either(
                Booking.gone,
                rx.el.p(t("Nehmen Sie oben zuerst eine andere Zeit. Dann können Sie buchen.")),
                actions(button(t("Termin verbindlich buchen"), kind="primary", submit=True)),
            ),
            action=Booking.action,
            extra={"language": t.language},
            draft=Booking.draft,
            waiting=t("Der Termin wird gebucht …"),
            on_done=Booking.booked,
            on_problem=Booking.not_booked,
            key=Booking.draft,
            class_name="stack",
            custom_attrs={"aria-label": t("Ihre Angaben")},
        ),
        title=t("Wer kommt, und wie erreichen wir Sie?"),
    )


def _contact(t: Translator) -> rx.Component:
    return rx.fragment(
        text_field(
            t,
            t("Vor- und Nachname"),
            name="contact.name",
            autocomplete="name",
            spell_check=False,
            value=Booking.contact["name"],
            error=Booking.wrong["name"],
        ),
        text_field(
            t,
            t("E-Mail-Adresse"),
            name="contact.email",
            type="email",
            autocomplete="email",
            hint=t("Dorthin schicken wir die Bestätigung mit einer Datei für Ihren Kalender."),
            value=Booking.contact["email"],
            error=Booking.wrong["email"],
        ),
        either(Booking.phone_needed, _phone(t, needed=True), _phone(t, needed=False)),
    )


def _phone(t: Translator, *, needed: bool) -> rx.Component:
    return text_field(
        t,
        t("Telefonnummer"),
        name="contact.phone",
        type="tel",
        input_mode="tel",
        autocomplete="tel",
        width="medium",
        hint=t("Unter dieser Nummer rufen wir Sie an.") if needed else t("Falls wir kurzfristig etwas ändern müssen."),
        value=Booking.contact["phone"],
        error=Booking.wrong["phone"],
        required=needed,
    )


def _question(t: Translator, question: Any) -> rx.Component:
    return either(question.required, _asked(t, question, required=True), _asked(t, question, required=False))


def _asked(t: Translator, question: Any, *, required: bool) -> rx.Component:
    name = f"{question.field}"
    given = {"name": name, "error": question.error, "required": required}
    choice = radios(t, question.label, options=question.options, **given)
    return choose(
        question.kind,
        {
            "line": text_field(t, question.label, **given),
            "text": text_field(t, question.label, rows=5, **given),
            "choice": choice,
            "yes_no": choice,
        },
    )
