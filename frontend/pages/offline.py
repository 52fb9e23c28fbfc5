"""Shown by the service worker in place of a page that cannot be fetched.

It runs no JavaScript: React would look for the page that the address names.
"""

import reflex as rx

from frontend.api.portal import portal
from frontend.bare import bare_page
from frontend.components.card import card
from frontend.components.link import anchor, link
from frontend.i18n import Translator


def page(t: Translator) -> rx.Component:
    lead = t("Ihr Gerät erreicht das Portal gerade nicht. Sobald das Netz wieder da ist, geht es weiter.")
    contact = portal().contact
    return bare_page(
        rx.el.div(rx.el.h1(t("Keine Verbindung")), rx.el.p(lead, class_name="lead"), class_name="page-head"),
        card(
            rx.el.p(t("Eilt es? Rufen Sie uns an."), " ", link(contact.phone, href=contact.phone_link)),
            # An empty address is the one that the person asked for.
            anchor(
                rx.el.span(t("Noch einmal versuchen"), class_name="kern-label"),
                href="",
                native=True,
                class_name="kern-btn kern-btn--primary",
            ),
        ),
    )
