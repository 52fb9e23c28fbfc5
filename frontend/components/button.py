"""The button: the one for actions, and for links that are the main step on a page."""

from typing import Any, Literal, cast

import reflex as rx

from frontend.components.example import Example
from frontend.components.icons import IconName, icon
from frontend.components.link import anchor
from frontend.components.values import Content, Flag, Handler, Text, pick, shown
from frontend.i18n import Translator

ButtonKind = Literal["primary", "secondary", "quiet", "danger"]

_CLASSES: dict[ButtonKind, str] = {
    "primary": "kern-btn kern-btn--primary",
    "secondary": "kern-btn kern-btn--secondary",
    "quiet": "kern-btn kern-btn--tertiary",
    "danger": "kern-btn kern-btn--danger",
}


def button(
    label: Text,
    *,
    kind: ButtonKind = "secondary",
    href: Text | None = None,
    icon_name: IconName | None = None,
    submit: bool = False,
    on_click: Handler = None,
    busy: Flag = False,
    busy_label: Text | None = None,
    wide: bool = False,
    download: bool = False,
    id: str | None = None,  # noqa: A002 - the name that HTML gives it.
    name: str | None = None,
    value: str | None = None,
    opens: str | None = None,
    closes: bool = False,
    sends_to: str | None = None,
) -> rx.Component:
    """A button, or with `href` a link in its clothes. One `primary` on each screen.

    While `busy` it keeps the focus (a disabled button would lose it), does nothing, and announces `busy_label`.
    `opens` is the id of a dialog; `closes` closes the dialog around the button. `sends_to` is for a second way to send
    a form: this address takes it instead of the form's own.
    """
    class_name = f"{_CLASSES[kind]} kern-btn--block" if wide else _CLASSES[kind]
    mark = icon(icon_name) if icon_name else rx.fragment()
    if href is not None:
        return anchor(mark, _label(label), href=href, class_name=class_name, download=download, id=id)
    props: dict[str, Any] = {"class_name": class_name, "id": id, "name": name, "value": value}
    marks = _marks(opens, sends_to, closes=closes)
    if busy is False:
        props["type"] = "submit" if submit else "button"
        return rx.el.button(mark, _label(label), on_click=on_click, custom_attrs=marks, **props)
    waiting = label if busy_label is None else busy_label
    return rx.fragment(
        rx.el.button(
            mark,
            _label(pick(busy, waiting, label)),
            # A busy button is no submit button: it cannot send the form a second time.
            type=cast("Any", pick(busy, "button", "submit" if submit else "button")),
            aria_disabled=pick(busy, "true", "false"),
            on_click=_unless(busy, on_click),
            custom_attrs={**marks, "data-busy": pick(busy, "true", "false")},
            **props,
        ),
        rx.el.span(shown(busy, waiting), role="status", class_name="unseen"),
    )


def actions(*buttons: rx.Component) -> rx.Component:
    """The buttons below a form or in a card, the main one first."""
    return rx.el.div(*buttons, class_name="actions")


def _label(text: Content) -> rx.Component:
    return rx.el.span(text, class_name="kern-label")


def _marks(opens: str | None, sends_to: str | None, *, closes: bool) -> dict[str, Any]:
    """What `browser/Dialog.jsx` and `ApiForm.jsx` look for."""
    marks = {"data-opens": opens, "data-closes": "" if closes else None, "data-sends-to": sends_to}
    return {name: mark for name, mark in marks.items() if mark is not None}


def _unless(busy: Flag, on_click: Handler) -> Handler:
    if on_click is None or busy is True:
        return None
    return rx.cond(busy, rx.noop(), on_click)


def examples(t: Translator) -> tuple[Example, ...]:
    return (
        Example(
            t("Arten"),
            actions(
                button(t("Rechnung ansehen"), kind="primary"),
                button(t("Zurück"), kind="secondary"),
                button(t("Später erinnern"), kind="quiet"),
                button(t("Konto löschen"), kind="danger"),
            ),
        ),
        Example(
            t("Mit Zeichen und als Link"),
            actions(
                button(t("Mit Passkey anmelden"), kind="primary", icon_name="key"),
                button(t("Als PDF herunterladen"), icon_name="download", href="/api/v1/example.pdf", download=True),
            ),
        ),
        Example(
            t("Beschäftigt"),
            button(t("Speichern"), kind="primary", busy=True, busy_label=t("Wird gespeichert …")),
        ),
    )
