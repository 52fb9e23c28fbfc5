"""What is known about something: terms and their values, each with a way to change it."""

from dataclasses import dataclass

import reflex as rx

from frontend.components.example import Example
from frontend.components.link import link
from frontend.components.values import Content, Text, unseen
from frontend.i18n import Translator


@dataclass(frozen=True)
class Entry:
    """A term with its value; `action` is usually a link made by `change_link`."""

    term: Text
    value: Content
    action: rx.Component | None = None


def summary_list(*entries: Entry | rx.Component) -> rx.Component:
    """Takes what `summary_entry` makes too, for entries that are only sometimes there."""
    return rx.el.dl(
        *(entry if isinstance(entry, rx.Component) else summary_entry(entry) for entry in entries), class_name="facts"
    )


def summary_entry(entry: Entry) -> rx.Component:
    """One entry, to be wrapped in `shown(…)` or `each(…)`."""
    return rx.el.div(
        rx.el.dt(entry.term),
        rx.el.dd(entry.value),
        *((rx.el.dd(entry.action),) if entry.action is not None else ()),
    )


def change_link(t: Translator, what: Text, *, href: Text) -> rx.Component:
    """„Ändern“, with what it changes for those who hear a list of links."""
    return link(rx.fragment(t("Ändern"), unseen(": ", what)), href=href, kind="alone")


def examples(t: Translator) -> tuple[Example, ...]:
    return (
        Example(
            t("Angaben mit Änderung"),
            summary_list(
                Entry(t("Name"), "Ingrid Beispiel"),
                Entry(t("E-Mail-Adresse"), "ingrid@example.org", change_link(t, t("E-Mail-Adresse"), href="#main")),
                Entry(
                    t("Anschrift"),
                    rx.fragment("Lindenallee 12", rx.el.br(), "12345 Lindental"),
                    change_link(t, t("Anschrift"), href="#main"),
                ),
            ),
        ),
    )
