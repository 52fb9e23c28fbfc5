"""Connecting one's own calendar: where it is, and which one."""

import reflex as rx

from frontend.browser import api_form, problem_notice, step_focus
from frontend.components.button import actions, button
from frontend.components.card import card, stack
from frontend.components.choices import radios
from frontend.components.details import details
from frontend.components.error_summary import error_summary
from frontend.components.password_field import password_field
from frontend.components.text_field import text_field
from frontend.components.values import either, pick, shown
from frontend.i18n import Translator
from frontend.state.own_calendar import CalendarForm
from frontend.state.problem_words import step_up_words, words_for
from frontend.state.words.calendars import FIELD_OF, SENTENCES

API = "/api/v1/service/calendar"
_FIND = f"{API}/find"


def connect_form(t: Translator) -> rx.Component:
    """One form: where the calendar is stays in it, and so in the browser, while one of several is chosen."""
    form = CalendarForm
    words = {**step_up_words(t), **words_for(t, SENTENCES)}
    return stack(
        error_summary(t, errors=form.errors),
        problem_notice(
            sources=(_FIND,), title=t("Kein Kalender gefunden"), words=words, told=("invalid-input", *FIELD_OF)
        ),
        problem_notice(sources=(API,), title=t("Nicht verbunden"), words=words, told=("invalid-input",)),
        card(
            api_form(
                rx.el.div(_access(t), hidden=form.choosing),
                shown(form.choosing, _choice(t)),
                action=pick(form.choosing, API, _FIND),
                waiting=t("Der Kalenderserver wird gefragt …"),
                draft="own-calendar",
                on_done=form.sent,
                on_problem=form.failed,
            ),
            title=t("Kalender verbinden"),
        ),
        rx.el.div(_help(t), hidden=form.choosing),
        step_focus(step=form.step, words=form.found),
    )


def _access(t: Translator) -> rx.Component:
    form = CalendarForm
    return stack(
        text_field(
            t,
            t("Adresse des Kalenderservers"),
            name="address",
            hint=t("Zum Beispiel cloud.example.org. Die Adresse muss verschlüsselt sein (https)."),
            spell_check=False,
            error=form.wrong["address"],
        ),
        text_field(
            t,
            t("Benutzername beim Kalenderserver"),
            name="user_name",
            hint=t("Oft Ihre E-Mail-Adresse."),
            spell_check=False,
            error=form.wrong["user_name"],
        ),
        password_field(
            t,
            t("Passwort für den Kalender"),
            name="password",
            autocomplete="off",
            hint=t("Am besten ein App-Passwort. Wir bewahren es verschlüsselt auf und zeigen es niemandem."),
            error=form.wrong["password"],
        ),
        # A hidden button would send the form when somebody presses Enter.
        either(form.choosing, rx.fragment(), actions(button(t("Kalender suchen"), kind="primary", submit=True))),
    )


def _choice(t: Translator) -> rx.Component:
    form = CalendarForm
    return stack(
        radios(
            t,
            t("Welcher Kalender soll es sein?"),
            name="calendar",
            options=form.calendars,
            value=form.first,
            hint=t("In diesen tragen wir Ihre Termine ein. Zeiten, die darin belegt sind, bieten wir nicht an."),
        ),
        actions(
            button(t("Verbinden"), kind="primary", submit=True),
            button(t("Zurück"), kind="quiet", on_click=form.back),
        ),
    )


def _help(t: Translator) -> rx.Component:
    return rx.fragment(
        details(
            t("Wo finde ich die Adresse?"),
            rx.el.ul(
                rx.el.li(t("Nextcloud: die Adresse, unter der Sie Nextcloud im Browser öffnen.")),
                rx.el.li(t("mailbox.org: dav.mailbox.org.")),
                rx.el.li(
                    t(
                        "Andere: In den Einstellungen Ihres Kalenders steht sie unter „CalDAV“. Sonst fragen Sie, wer "
                        "den Server betreut."
                    )
                ),
                rx.el.li(t("Microsoft 365 und Google lassen diesen Weg mit Benutzername und Passwort nicht zu.")),
            ),
        ),
        details(
            t("Was ist ein App-Passwort?"),
            rx.el.p(
                t(
                    "Ein eigenes Passwort für dieses Portal. Sie legen es beim Anbieter Ihres Kalenders an und können "
                    "es dort jederzeit löschen, ohne Ihr richtiges Passwort zu ändern. Mit Zwei-Faktor-Anmeldung beim "
                    "Anbieter geht es nur so."
                )
            ),
            rx.el.ul(
                rx.el.li(t("Nextcloud: „Einstellungen“, „Sicherheit“, „Neues App-Passwort erstellen“.")),
                rx.el.li(t("mailbox.org: in den Einstellungen unter „Anwendungspasswörter“.")),
            ),
        ),
    )
