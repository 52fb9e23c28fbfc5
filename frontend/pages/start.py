"""The way in, for people who are not signed in."""

import reflex as rx

from frontend.api.portal import portal
from frontend.components.button import actions, button
from frontend.components.card import card, grid
from frontend.components.link import link
from frontend.i18n import Translator
from frontend.layout import public_shell
from frontend.site import path


def page(t: Translator) -> rx.Component:
    company = portal()
    return public_shell(
        t,
        key="start",
        title=t("Willkommen"),
        lead=t("Das Kundenportal von {company}: Ihre Rechnungen und Ihre Daten an einem Ort.", company=company.name),
        content=(
            card(
                rx.el.p(t("Mit Passkey oder mit einem Code per E-Mail.")),
                actions(button(t("Anmelden"), kind="primary", href=path("sign-in", t.language))),
                title=t("Sie haben schon einen Zugang"),
            ),
            grid(
                card(
                    rx.el.p(t("Mit dem Aktivierungscode aus unserem Brief sind Sie in drei Minuten dabei.")),
                    title=t("Zum ersten Mal hier?"),
                    more=link(t("Zugang aktivieren"), href=path("activate", t.language), kind="alone"),
                ),
                card(
                    rx.el.p(t("Suchen Sie eine Zeit aus. Es genügen Ihr Name und Ihre E-Mail-Adresse.")),
                    title=t("Sie möchten nur einen Termin?"),
                    more=link(t("Termin ohne Konto buchen"), href=path("guest-booking", t.language), kind="alone"),
                ),
            ),
            card(
                rx.el.p(t("Wir helfen Ihnen auch am Telefon, {hours}.", hours=company.contact.hours.of(t.language))),
                title=t("Sie kommen nicht weiter?"),
                more=link(t("Hilfe und Kontakt"), href=path("help", t.language), kind="alone"),
            ),
        ),
    )
