"""The portal in plain language ("Leichte Sprache": short sentences, one thought each, hyphenated long words)."""

import reflex as rx

from frontend.api.portal import portal
from frontend.components.card import card
from frontend.components.link import link
from frontend.i18n import Translator
from frontend.layout import public_shell
from frontend.site import path


def page(t: Translator) -> rx.Component:
    contact = portal().contact
    return public_shell(
        t,
        key="plain-language",
        title=t("Leichte Sprache"),
        lead=t("Hier steht in einfachen Sätzen, was Sie im Portal machen können."),
        content=(
            card(
                rx.el.p(t("Das ist das Kunden-Portal von {company}.", company=portal().name)),
                rx.el.p(t("Ein Portal ist eine Internet-Seite mit einer Tür.")),
                rx.el.p(t("Nur Sie haben den Schlüssel.")),
                title=t("Was ist das hier?"),
            ),
            card(
                rx.el.p(t("Sie können Ihre Rechnungen lesen.")),
                rx.el.p(t("Sie sehen, was Sie noch bezahlen müssen.")),
                rx.el.p(t("Sie können die Rechnung auf Ihrem Gerät speichern.")),
                title=t("Was können Sie hier machen?"),
            ),
            card(
                rx.el.p(t("Sie drücken auf: Anmelden.")),
                rx.el.p(t("Ihr Handy fragt dann nach Ihrem Finger oder Ihrem Gesicht.")),
                rx.el.p(t("Oder Sie bekommen Zahlen in einer E-Mail. Die Zahlen tippen Sie ein.")),
                title=t("Wie kommen Sie hinein?"),
                more=link(t("Anmelden"), href=path("sign-in", t.language), kind="alone"),
            ),
            card(
                rx.el.p(t("Rufen Sie uns an. Wir helfen Ihnen.")),
                link(contact.phone, href=contact.phone_link, kind="alone"),
                title=t("Brauchen Sie Hilfe?"),
            ),
        ),
    )
