"""A question or a short form above the page. Rarely the best way: a page of its own can be kept and gone back to."""

from typing import ClassVar

import reflex as rx

from frontend.browser.base import BrowserComponent, EventSpecs, given
from frontend.components.browser import module
from frontend.components.button import button
from frontend.components.example import Example
from frontend.components.icons import icon
from frontend.components.values import Content, Flag, Handler, Text
from frontend.i18n import Translator


class _Dialog(BrowserComponent):
    library = module("Dialog")
    tag = "Dialog"

    events: ClassVar[EventSpecs] = {"on_close": rx.event.no_args_event_spec}

    open: rx.Var[bool]


def dialog(
    t: Translator,
    title: Text,
    *content: Content,
    id: str,  # noqa: A002 - the name that HTML gives it.
    is_open: Flag = False,
    on_close: Handler = None,
    actions: tuple[rx.Component, ...] = (),
) -> rx.Component:
    """Opened by `button(…, opens=id)` without asking the server, or through `is_open`.

    With `is_open` from page state, `on_close` must set it back: it is called on Escape too. A button made with
    `closes=True` closes the dialog.
    """
    return _Dialog.create(
        rx.el.div(
            rx.el.h2(title, id=f"{id}-title", tab_index=-1),
            rx.el.button(
                icon("cross"),
                rx.el.span(t("Schließen"), class_name="unseen"),
                type="button",
                class_name="tool",
                custom_attrs={"data-closes": ""},
            ),
            class_name="dialog-head",
        ),
        *content,
        *((rx.el.div(*actions, class_name="actions"),) if actions else ()),
        id=id,
        open=is_open,
        **given(on_close=on_close),
    )


def examples(t: Translator) -> tuple[Example, ...]:
    return (
        Example(
            t("Rückfrage"),
            rx.fragment(
                button(t("Termin absagen"), opens="gallery-dialog"),
                dialog(
                    t,
                    t("Termin wirklich absagen?"),
                    rx.el.p(t("Der Platz wird sofort frei. Sie können jederzeit einen neuen Termin buchen.")),
                    id="gallery-dialog",
                    actions=(
                        button(t("Ja, absagen"), kind="danger", closes=True),
                        button(t("Termin behalten"), closes=True),
                    ),
                ),
            ),
        ),
    )
