"""The way through a long list, page by page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import reflex as rx

from frontend.components.example import Example
from frontend.components.icons import icon
from frontend.components.link import anchor
from frontend.components.values import Number, Text, choose, each, shown, some, unseen
from frontend.i18n import Translator

_AROUND = 1
"""How many pages stand to the left and right of the current one."""


PageLinkKind = Literal["page", "current", "gap", "back", "on"]


@dataclass(frozen=True)
class PageLink:
    """One step of the way: a page, the current one, pages left out, or the page before or after."""

    kind: PageLinkKind
    number: int


def page_links(current: int, last: int) -> list[PageLink]:
    """First, last and neighbouring pages, such as 1 … 4 5 6 … 12; nothing if there is only one."""
    if last <= 1:
        return []
    near = range(max(1, current - _AROUND), min(last, current + _AROUND) + 1)
    numbers = sorted({1, *near, last})
    links = [PageLink("back", current - 1)] if current > 1 else []
    for before, number in zip([0, *numbers], numbers, strict=False):
        if number - before > 1:
            links.append(PageLink("gap", 0))
        links.append(PageLink("current" if number == current else "page", number))
    return [*links, PageLink("on", current + 1)] if current < last else links


def pagination(
    t: Translator,
    *,
    pages: Sequence[PageLink] | rx.Var[list[PageLink]],
    href: Callable[[Number], Text],
    label: Text | None = None,
) -> rx.Component:
    """`pages` comes from `page_links`, plain or through page state. Each page has an address to keep and share."""
    steps = each(pages, lambda page: _step(t, page, href))
    return shown(
        some(pages), rx.el.nav(rx.el.ul(steps), class_name="pages", aria_label=t("Seiten") if label is None else label)
    )


def _step(t: Translator, page: PageLink, href: Callable[[Number], Text]) -> rx.Component:
    number = (unseen(t("Seite"), " "), rx.el.span(page.number))
    address = href(page.number)
    cases: dict[str, rx.Component] = {
        "page": anchor(*number, href=address, class_name="page"),
        "current": rx.el.span(*number, aria_current="page", class_name="page"),
        "gap": rx.el.span("…", aria_hidden=True, class_name="page gap"),
        "back": anchor(icon("chevron", turned=True), t("Zurück"), href=address, class_name="page"),
        "on": anchor(t("Weiter"), icon("chevron"), href=address, class_name="page"),
    }
    return rx.el.li(choose(page.kind, cases))


def examples(t: Translator) -> tuple[Example, ...]:
    return (
        Example(
            t("Mitte einer langen Liste"),
            pagination(
                t, pages=page_links(5, 12), href=lambda number: f"#seite-{number}", label=t("Seiten, lange Liste")
            ),
        ),
        Example(
            t("Anfang einer kurzen Liste"),
            pagination(
                t, pages=page_links(1, 3), href=lambda number: f"#seite-{number}", label=t("Seiten, kurze Liste")
            ),
        ),
    )
