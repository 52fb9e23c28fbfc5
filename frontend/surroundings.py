"""What surrounds all pages: notices, focus, the ways out. Mounted once, it stays while pages change."""

from collections.abc import Callable
from typing import Any, Final

import reflex as rx

from frontend.api.portal import portal
from frontend.browser import surroundings as browser
from frontend.components.alert import alert
from frontend.components.button import button
from frontend.components.values import shown
from frontend.i18n import LANGUAGES, Language, Translator, translator
from frontend.state.leaving import Leaving
from frontend.state.problem_words import step_up_words
from frontend.state.session import Person
from frontend.state.trouble import Trouble

Wraps = dict[tuple[int, str], Callable[[bool], rx.Component | None]]

# Reflex nests the wraps by number, the highest outermost; its own providers of page state are at 90 and above.
WRAPS: Final[Wraps] = {
    (55, "ErrorBoundary"): lambda _stateful: _error_boundary(),
    (50, "Surroundings"): lambda _stateful: _surroundings(),
}


def head() -> list[rx.Component]:
    """What stands in the head of every page."""
    return [
        rx.el.script(browser.APPEARANCE_SCRIPT),
        rx.el.script(browser.EARLY_PRESSES_SCRIPT),
        rx.el.link(rel="icon", href="/icons/logo.svg", type="image/svg+xml"),
        rx.el.link(rel="apple-touch-icon", href="/icons/apple-touch-icon.png"),
    ]


def _surroundings() -> rx.Component:
    return rx.fragment(
        rx.el.noscript(*(_without_javascript(translator(language)) for language in LANGUAGES)),
        browser.announcer(),
        browser.route_focus(),
        browser.connection_notice(_in_both(_connection_texts)),
        browser.session_watch(signed_in=Person.signed_in),
        browser.step_up(_in_both(_step_up_texts)),
        browser.ready(is_ready=rx.State.is_hydrated),
        browser.leave(to=Leaving.to, leaves_nothing=Leaving.leaves_nothing),
        browser.service_worker(),
        browser.by_language(**{language: _trouble(translator(language)) for language in LANGUAGES}),
    )


def _without_javascript(t: Translator) -> rx.Component:
    needed = t(
        "Anmelden und Rechnungen ansehen geht hier nur mit JavaScript. Ohne JavaScript helfen wir am Telefon: {phone}.",
        phone=portal().contact.phone,
    )
    return rx.el.p(needed, lang=t.language, class_name="alert alert-info")


def _error_boundary() -> rx.Component:
    contact = portal().contact
    return browser.ErrorBoundary.create(
        texts=_in_both(_apology_texts),
        phone=contact.phone,
        phone_link=contact.phone_link,
        email=contact.email,
        on_failure=Trouble.log_page_failure,
    )


def _trouble(t: Translator) -> rx.Component:
    """A handler of page state failed; the page itself is still there."""
    contact = portal().contact
    help_line = t(
        "Versuchen Sie es bitte noch einmal. Hilft das nicht, rufen Sie an: {phone}, oder schreiben Sie an {email}.",
        phone=contact.phone,
        email=contact.email,
    )
    message = alert(
        t("Das hat leider nicht geklappt."),
        rx.el.p(help_line),
        shown(Trouble.request_id, rx.el.p(t("Kennung der Störung: {id}", id=Trouble.request_id))),
        button(t("Meldung schließen"), kind="quiet", on_click=Trouble.dismiss),
        kind="danger",
    )
    return rx.el.div(shown(Trouble.happened, message), role="alert", class_name="trouble")


def _connection_texts(t: Translator) -> dict[str, str]:
    return {
        "lost": t(
            "Die Verbindung ist unterbrochen. Wir verbinden Sie von selbst wieder; was Sie eingegeben haben, bleibt da."
        ),
        "back": t("Die Verbindung steht wieder."),
    }


def _step_up_texts(t: Translator) -> dict[str, Any]:
    return {
        "title": t("Bitte bestätigen Sie, dass Sie es sind"),
        "why": t(
            "Zu Ihrer Sicherheit fragen wir vor wichtigen Änderungen noch einmal nach. Danach geht es hier weiter, und "
            "Ihre Eingaben bleiben stehen."
        ),
        "passkey": t("Mit Passkey bestätigen"),
        "waiting": t("Bitte bestätigen Sie auf Ihrem Gerät, dass Sie es sind."),
        "send": t("Code per E-Mail schicken"),
        "sent": t("Der Code ist unterwegs. Er gilt 10 Minuten."),
        "code": t("Code aus der E-Mail"),
        "appCode": t("Code aus der Authenticator-App"),
        "appHint": t("Sechs Ziffern. Ein Ersatzcode geht auch."),
        "submit": t("Bestätigen"),
        "confirmed": t("Bestätigt."),
        "cancel": t("Abbrechen"),
        "problems": step_up_words(t),
    }


def _apology_texts(t: Translator) -> dict[str, str]:
    return {
        "title": t("Diese Seite lässt sich gerade nicht anzeigen"),
        "what": t("Das liegt an uns, nicht an Ihnen. Meistens hilft es, die Seite neu zu laden."),
        "reload": t("Seite neu laden"),
        "contact": t("Hilft das nicht, erreichen Sie uns so:"),
        "reference": t("Nennen Sie dabei bitte diese Kennung:"),
    }


def _in_both(texts: Callable[[Translator], dict[str, Any]]) -> dict[Language, dict[str, Any]]:
    return {language: texts(translator(language)) for language in LANGUAGES}
