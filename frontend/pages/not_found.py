"""Shown with status 404 for every address that is none."""

import reflex as rx

from frontend.components.button import actions, button
from frontend.components.card import card
from frontend.i18n import Translator
from frontend.layout import public_shell
from frontend.site import path


def page(t: Translator) -> rx.Component:
    return public_shell(
        t,
        key="not-found",
        title=t("Seite nicht gefunden"),
        lead=t("Diese Adresse gibt es im Portal nicht. Vielleicht ist ein Zeichen verrutscht."),
        width="narrow",
        content=(
            card(
                actions(
                    button(t("Zur Startseite"), kind="primary", href=path("start", t.language)),
                    button(t("Hilfe und Kontakt"), href=path("help", t.language)),
                ),
            ),
        ),
    )
