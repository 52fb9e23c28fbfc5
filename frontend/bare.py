"""Pages with the company's name and nothing to press: while the browser fetches a page, and when it cannot."""

import reflex as rx

from frontend.api.portal import portal


def bare_page(*content: rx.Component, busy: bool = False) -> rx.Component:
    """It runs without JavaScript, so it has neither menus nor anything that waits for page state."""
    return rx.fragment(
        rx.el.header(
            rx.el.div(rx.el.span(portal().name, class_name="company"), class_name="top-inner"), class_name="top"
        ),
        rx.el.div(rx.el.main(*content, id="main", aria_busy=busy or None), class_name="frame narrow"),
    )


def arriving() -> rx.Component:
    """Stands in for a page with a changing address until its code has come. It is of no language."""
    lines = rx.el.div(*(rx.el.i() for _ in range(5)), class_name="skeleton", aria_hidden=True)
    return bare_page(lines, busy=True)
