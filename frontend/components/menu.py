"""A box of choices under its button, for header and side: rarely needed, so out of sight until asked for."""

import reflex as rx

from frontend.browser.base import BrowserComponent
from frontend.components.browser import module
from frontend.components.example import Example
from frontend.components.icons import IconName, icon
from frontend.components.values import Content, Text
from frontend.i18n import Translator


class _Menu(BrowserComponent):
    library = module("Menu")
    tag = "Menu"

    label: rx.Var[rx.Component]


def menu(label: Text, *content: Content, icon_name: IconName) -> rx.Component:
    words = rx.fragment(icon(icon_name), rx.el.span(label, class_name="tool-label"))
    return _Menu.create(*content, label=words)


def examples(t: Translator) -> tuple[Example, ...]:
    return (Example(t("Geschlossen"), menu(t("Darstellung"), rx.el.p(t("Hell")), icon_name="appearance")),)
