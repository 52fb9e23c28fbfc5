"""The way in."""

import reflex as rx

from frontend.i18n import Translator


def page(t: Translator) -> rx.Component:
    return rx.el.main(rx.el.h1(t("Willkommen")), id="main")
