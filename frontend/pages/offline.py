"""Shown by the service worker in place of a page that cannot be fetched."""

import reflex as rx

from frontend.api.portal import portal
from frontend.components.button import button
from frontend.components.card import card
from frontend.components.link import link
from frontend.i18n import Translator
from frontend.layout import public_shell


def page(t: Translator) -> rx.Component:
    contact = portal().contact
    return public_shell(
        t,
        key="offline",
        title=t("Keine Verbindung"),
        lead=t("Ihr Gerät erreicht das Portal gerade nicht. Sobald das Netz wieder da ist, geht es weiter."),
        width="narrow",
        content=(
            card(
                rx.el.p(t("Eilt es? Rufen Sie uns an."), " ", link(contact.phone, href=contact.phone_link)),
                button(t("Noch einmal versuchen"), kind="primary", name="reload-page"),
            ),
        ),
    )
