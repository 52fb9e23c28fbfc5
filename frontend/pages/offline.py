"""Shown by the service worker in place of a page that cannot be fetched.

It runs no JavaScript: React would look for the page that the address names. So it has nothing that needs any, and not
the header and footer of other pages.
"""

import reflex as rx

from frontend.api.portal import portal
from frontend.components.card import card
from frontend.components.link import anchor, link
from frontend.i18n import Translator


def page(t: Translator) -> rx.Component:
    return rx.fragment(
        rx.el.header(
            rx.el.div(rx.el.span(portal().name, class_name="company"), class_name="top-inner"), class_name="top"
        ),
        rx.el.div(_main(t), class_name="frame narrow"),
    )


def _main(t: Translator) -> rx.Component:
    contact = portal().contact
    lead = t("Ihr Gerät erreicht das Portal gerade nicht. Sobald das Netz wieder da ist, geht es weiter.")
    # An empty address is the one that the person asked for.
    again = anchor(t("Noch einmal versuchen"), href="", native=True, class_name="kern-btn kern-btn--primary")
    return rx.el.main(
        rx.el.div(rx.el.h1(t("Keine Verbindung")), rx.el.p(lead, class_name="lead"), class_name="page-head"),
        card(rx.el.p(t("Eilt es? Rufen Sie uns an."), " ", link(contact.phone, href=contact.phone_link)), again),
        id="main",
    )
