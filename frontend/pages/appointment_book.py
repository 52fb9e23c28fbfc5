"""Booking an appointment: what for, when, and what is to be said about it."""

import reflex as rx

from frontend.browser import api_form, problem_notice
from frontend.browser.steps import step_focus
from frontend.components.alert import alert
from frontend.components.button import actions, button
from frontend.components.card import card
from frontend.components.error_summary import error_summary
from frontend.components.progress import stepper
from frontend.components.skeleton import loading
from frontend.components.values import choose, each, either, pick, shown
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.pages import waiting
from frontend.pages.booking_parts import contact, held, other_times, question, reminders, services, still_held
from frontend.pages.closed import unless_open
from frontend.pages.time_choice import times_by_day, what_suits
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
            {"service": services(Booking), "times": _times(t), "details": _details(t)},
        ),
    )


def _times(t: Translator) -> rx.Component:
    return rx.fragment(
        still_held(t, Booking),
        what_suits(t, Booking),
        times_by_day(
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
        either(
            Booking.gone,
            other_times(t, Booking),
            either(Booking.is_offer, waiting.offered(t), held(t, Booking)),
        ),
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


def _form(t: Translator) -> rx.Component:
    return card(
        api_form(
            contact(
                t,
                Booking,
                email_hint=t("Dorthin schicken wir die Bestätigung mit einer Datei für Ihren Kalender."),
            ),
            each(Booking.questions, lambda asked: question(t, asked)),
            reminders(t, Booking),
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
