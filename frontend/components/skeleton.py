"""Holds the place of content that is on its way, so that nothing jumps when it comes. It makes no noise."""

import reflex as rx

from frontend.components.example import Example
from frontend.components.values import Content, Flag, either, pick, unseen
from frontend.i18n import Translator


def skeleton(t: Translator, *, lines: int = 3) -> rx.Component:
    """Grey lines for the eye; for the ear a sentence that is read when one comes by, and not announced."""
    return rx.fragment(
        rx.el.p(unseen(t("Wird geladen …"))),
        rx.el.div(*(rx.el.i() for _ in range(lines)), class_name="skeleton", aria_hidden=True),
    )


def loading(t: Translator, content: Content, *, when: Flag, lines: int = 3) -> rx.Component:
    """The content, or its placeholder while `when` holds."""
    return rx.el.div(
        either(when, skeleton(t, lines=lines), content), class_name="stack", aria_busy=pick(when, "true", "false")
    )


def examples(t: Translator) -> tuple[Example, ...]:
    return (Example(t("Platzhalter"), skeleton(t)),)
