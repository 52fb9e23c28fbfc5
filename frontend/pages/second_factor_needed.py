"""Staff who have signed in with one factor only: why that does not suffice, and the ways to give a second one."""

import reflex as rx

from frontend.browser import api_button, problem_notice
from frontend.components.button import button
from frontend.components.card import card, grid
from frontend.components.skeleton import loading
from frontend.components.values import either
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.site import path
from frontend.state.problem_words import words_for
from frontend.state.second_factor_needed import SecondFactorNeeded

_PROVE = "prove-second-factor"


def page(t: Translator) -> rx.Component:
    security = (t("Anmeldung und Sicherheit"), path("security", t.language))
    return shell(
        t,
        key="second-factor-needed",
        title=t("Zweiter Nachweis nötig"),
        lead=t(
            "Wer mit den Daten anderer arbeitet, meldet sich immer mit zwei Nachweisen an. Ein Code per E-Mail ist "
            "nur einer."
        ),
        breadcrumb=((t("Konto"), path("account", t.language)), security),
        content=(
            problem_notice(sources=(_PROVE,), title=t("Das hat nicht geklappt"), words=words_for(t)),
            loading(
                t, either(SecondFactorNeeded.has_one, _prove(t), _set_up(t)), when=SecondFactorNeeded.loading, lines=6
            ),
        ),
    )


def _prove(t: Translator) -> rx.Component:
    return card(
        rx.el.p(t("Bestätigen Sie mit Ihrem Passkey oder mit Ihrer Authenticator-App, dass Sie es sind.")),
        button(t("Jetzt bestätigen"), kind="primary", icon_name="key", name=_PROVE),
        api_button(trigger=_PROVE, action="/api/v1/step-up/prove", on_done=SecondFactorNeeded.proven),
        title=t("Zweiten Nachweis geben"),
    )


def _set_up(t: Translator) -> rx.Component:
    return grid(
        card(
            rx.el.p(
                t("Am einfachsten: Sie bestätigen die Anmeldung mit Fingerabdruck, Gesicht oder der PIN Ihres Geräts.")
            ),
            button(t("Passkey einrichten"), kind="primary", href=path("passkeys", t.language)),
            title=t("Passkey"),
        ),
        card(
            rx.el.p(t("Eine App auf Ihrem Telefon zeigt einen Code, den Sie beim Anmelden eingeben.")),
            button(t("Authenticator-App einrichten"), href=path("two-factor", t.language)),
            title=t("Authenticator-App"),
        ),
    )
