"""Help: the ways back in, and people to talk to."""

import reflex as rx

from frontend.api.portal import portal
from frontend.components.card import card
from frontend.components.details import details
from frontend.components.link import link
from frontend.components.summary_list import Entry, summary_list
from frontend.i18n import Translator
from frontend.layout import public_shell
from frontend.site import path


def page(t: Translator) -> rx.Component:
    return public_shell(
        t,
        key="help",
        title=t("Hilfe und Kontakt"),
        lead=t("Die häufigsten Fragen, und wie Sie uns erreichen."),
        content=(_contact(t), _questions(t)),
    )


def _contact(t: Translator) -> rx.Component:
    company = portal()
    contact = company.contact
    lines = (rx.el.span(line, class_name="line") for line in (company.name, *contact.address))
    return card(
        summary_list(
            Entry(t("Telefon"), link(contact.phone, href=contact.phone_link)),
            Entry(t("Erreichbar"), contact.hours.of(t.language)),
            Entry(t("E-Mail-Adresse"), link(contact.email, href=contact.email_link)),
            Entry(t("Anschrift"), rx.fragment(*lines)),
        ),
        title=t("So erreichen Sie uns"),
    )


def _questions(t: Translator) -> rx.Component:
    return card(
        details(
            t("Ich habe mein Telefon verloren. Wie komme ich in mein Konto?"),
            rx.el.p(
                t(
                    "Lassen Sie sich auf der Anmeldeseite einen Code per E-Mail schicken. Danach richten Sie auf Ihrem "
                    "neuen Gerät einen neuen Passkey ein."
                )
            ),
            rx.el.p(link(t("Zur Anmeldung"), href=path("sign-in", t.language))),
        ),
        details(
            t("Ich habe keinen Zugriff mehr auf mein E-Mail-Postfach."),
            rx.el.p(
                t("Rufen Sie uns an. Wir prüfen, wer Sie sind, und schicken Ihnen einen Brief mit einem neuen Code.")
            ),
            rx.el.p(link(t("Zugang wiederherstellen"), href=path("recovery", t.language))),
        ),
        details(
            t("Was ist ein Passkey?"),
            rx.el.p(
                t(
                    "Ein Passkey ersetzt das Kennwort. Er liegt auf Ihrem Gerät und wird mit Fingerabdruck, Gesicht "
                    "oder PIN bestätigt. Niemand kann ihn erraten, und es gibt nichts, was Sie sich merken müssen."
                )
            ),
        ),
        details(
            t("Wo finde ich meinen Aktivierungscode?"),
            rx.el.p(t("Er steht oben rechts in dem Brief, den wir Ihnen zum Start geschickt haben.")),
            rx.el.p(link(t("Zugang aktivieren"), href=path("activate", t.language))),
        ),
        title=t("Häufige Fragen"),
    )
