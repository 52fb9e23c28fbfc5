"""Booking an appointment without an account: what for, when, who comes, and a code from the mailbox."""

import reflex as rx

from frontend.api.portal import portal
from frontend.browser import api_form, problem_notice
from frontend.browser.steps import step_focus
from frontend.browser.typed import typed_fields
from frontend.components.alert import alert, status_region
from frontend.components.button import actions, button
from frontend.components.card import card, muted
from frontend.components.empty_state import empty_state
from frontend.components.error_summary import error_summary
from frontend.components.link import link
from frontend.components.progress import stepper
from frontend.components.skeleton import loading
from frontend.components.summary_list import Entry, summary_entry, summary_list
from frontend.components.text_field import code_field
from frontend.components.values import choose, each, either, pick, shown, some
from frontend.i18n import Translator
from frontend.layout import public_shell
from frontend.pages.booking_parts import contact, held, other_times, question, reminders, services, still_held
from frontend.pages.time_choice import times_by_day, what_suits
from frontend.site import path
from frontend.state.guest_booking import GuestBooking
from frontend.state.problem_words import words_for
from frontend.state.words.appointments import SENTENCES
from frontend.state.words.guest_booking import SENTENCES as GUEST_SENTENCES

_STEPS = 4
_CODES = "/api/v1/appointments/guests/codes"
_BOOK = "/api/v1/appointments/guests/book"
# Told by the page itself, which then offers what else there is.
_TOLD = ("invalid-input", "invalid-code", "hold-expired", "not-found")


def page(t: Translator) -> rx.Component:
    return public_shell(
        t,
        key="guest-booking",
        title=pick(GuestBooking.title, GuestBooking.title, t("Termin ohne Konto buchen")),
        lead=GuestBooking.lead,
        steps=shown(GuestBooking.step_number > 0, stepper(t, step=GuestBooking.step_number, steps=_STEPS)),
        width="wide",
        content=(
            step_focus(step=GuestBooking.announced, words=GuestBooking.announced),
            loading(t, either(GuestBooking.has_account, _elsewhere(t), _steps(t)), when=GuestBooking.loading, lines=12),
        ),
    )


def _elsewhere(t: Translator) -> rx.Component:
    """Whoever is signed in need not say again who they are, and finds the appointment among theirs."""
    return card(
        rx.el.p(t("Buchen Sie unter „Termine“. Dort finden Sie danach auch alles wieder.")),
        actions(button(t("Termin buchen"), kind="primary", href=path("appointment-book", t.language))),
        title=t("Sie brauchen diesen Weg nicht"),
    )


def _steps(t: Translator) -> rx.Component:
    return rx.fragment(
        shown(GuestBooking.problem, alert(GuestBooking.problem, kind="danger", announce="at once")),
        choose(
            # The form and the code are one form: the fields keep what was typed while the code is asked for.
            pick(GuestBooking.step == "code", "details", GuestBooking.step),
            {
                "service": _column(either(some(GuestBooking.services), _services(t), _nothing_offered(t))),
                "times": _times(t),
                "details": _column(_form_step(t)),
                "booked": _column(_booked(t)),
            },
        ),
    )


def _column(content: rx.Component) -> rx.Component:
    return rx.el.div(content, class_name="stack column")


def _services(t: Translator) -> rx.Component:
    return rx.fragment(
        services(GuestBooking),
        link(t("Sie haben schon ein Konto? Anmelden"), href=path("sign-in", t.language), kind="alone"),
    )


def _nothing_offered(t: Translator) -> rx.Component:
    contact_us = portal().contact
    return empty_state(
        t("Ohne Konto lässt sich gerade kein Termin buchen"),
        rx.el.p(t("Melden Sie sich an, oder rufen Sie uns an: Gemeinsam finden wir eine Zeit.")),
        link(contact_us.phone, href=contact_us.phone_link, kind="alone", icon_name="phone"),
        icon_name="calendar",
    )


def _times(t: Translator) -> rx.Component:
    return rx.fragment(
        still_held(t, GuestBooking),
        what_suits(t, GuestBooking),
        times_by_day(
            t,
            GuestBooking,
            on_submit=GuestBooking.take,
            go_on=t("Weiter zu Ihren Angaben"),
            ways_out=button(t("Anderes Anliegen"), href=path("guest-booking", t.language)),
        ),
    )


def _form_step(t: Translator) -> rx.Component:
    return rx.fragment(
        either(GuestBooking.gone, other_times(t, GuestBooking), held(t, GuestBooking)),
        error_summary(t, errors=GuestBooking.form_errors),
        problem_notice(
            sources=(_CODES, _BOOK),
            title=t("Noch nicht gebucht"),
            words=words_for(t, SENTENCES, GUEST_SENTENCES),
            told=_TOLD,
            about=GuestBooking.request_id,
        ),
        _form(t),
    )


def _form(t: Translator) -> rx.Component:
    return api_form(
        typed_fields(typed=GuestBooking.typed, on_typed=GuestBooking.remember),
        rx.el.div(_details(t), hidden=GuestBooking.asks_code),
        shown(GuestBooking.asks_code, _code(t)),
        action=pick(GuestBooking.asks_code, _BOOK, _CODES),
        extra={"language": t.language, "token": GuestBooking.held, "request_id": GuestBooking.request_id},
        waiting=t("Einen Moment bitte."),
        on_done=GuestBooking.answered,
        on_problem=GuestBooking.not_booked,
        class_name="stack",
        custom_attrs={"aria-label": t("Ihre Angaben")},
    )


def _details(t: Translator) -> rx.Component:
    return card(
        rx.el.div(
            contact(
                t, GuestBooking, email_hint=t("Dorthin schicken wir gleich einen Code und danach die Bestätigung.")
            ),
            each(GuestBooking.questions, lambda asked: question(t, asked)),
            reminders(t, GuestBooking),
            _privacy(t),
            either(
                GuestBooking.gone,
                rx.el.p(t("Nehmen Sie oben zuerst eine andere Zeit. Dann geht es weiter.")),
                # Of two buttons that send a form, browsers press the first when somebody presses Enter in a field.
                either(
                    GuestBooking.asks_code,
                    rx.fragment(),
                    actions(button(t("Code per E-Mail schicken"), kind="primary", submit=True)),
                ),
            ),
            class_name="stack",
        ),
        title=t("Wer kommt, und wie erreichen wir Sie?"),
    )


def _privacy(t: Translator) -> rx.Component:
    return muted(
        t(
            "Wir verwenden Ihre Angaben nur für diesen Termin (Art. 6 Abs. 1 Buchst. b DSGVO) und löschen sie ein Jahr "
            "danach."
        ),
        " ",
        link(t("Mehr zum Datenschutz"), href=path("privacy", t.language)),
    )


def _code(t: Translator) -> rx.Component:
    return card(
        rx.el.div(
            rx.el.p(
                t("Wir haben einen Code an {email} geschickt. Er gilt 10 Minuten.", email=GuestBooking.email),
            ),
            # Drawn anew for each code: the old one is gone from the field.
            rx.el.div(
                code_field(t, t("Code aus der E-Mail"), name="code", error=GuestBooking.code_error),
                key=GuestBooking.request_id,
            ),
            status_region(GuestBooking.sent, seen=True),
            either(
                GuestBooking.gone,
                rx.el.p(t("Nehmen Sie oben zuerst eine andere Zeit. Dann geht es weiter.")),
                actions(
                    button(t("Termin verbindlich buchen"), kind="primary", submit=True),
                    button(t("Neuen Code schicken"), submit=True, sends_to=_CODES),
                    button(t("Angaben ändern"), kind="quiet", href=GuestBooking.details_href),
                ),
            ),
            muted(t("Keine E-Mail da? Sehen Sie im Spam-Ordner nach, oder prüfen Sie die Adresse.")),
            class_name="stack",
        ),
        title=t("Code aus der E-Mail eingeben"),
    )


def _booked(t: Translator) -> rx.Component:
    contact_us = portal().contact
    return rx.fragment(
        card(
            summary_list(
                each(GuestBooking.facts, lambda fact: summary_entry(Entry(fact.label, fact.text))),
            ),
            actions(button(t("Termin ansehen oder ändern"), kind="primary", href=GuestBooking.link_href)),
        ),
        card(
            rx.el.ol(
                rx.el.li(
                    t(
                        "Sie bekommen gleich eine E-Mail an {email}: mit allem, was wichtig ist, und einer Datei für "
                        "Ihren Kalender.",
                        email=GuestBooking.email,
                    )
                ),
                rx.el.li(
                    t("Mit dem Link in dieser E-Mail verschieben Sie den Termin oder sagen ihn ab, auch ohne Konto.")
                ),
                rx.el.li(
                    t("Kommt keine E-Mail? Rufen Sie uns an:"),
                    " ",
                    link(contact_us.phone, href=contact_us.phone_link),
                ),
                class_name="numbered",
            ),
            title=t("So geht es weiter"),
            more=link(t("Noch einen Termin buchen"), href=path("guest-booking", t.language), kind="alone"),
        ),
    )
