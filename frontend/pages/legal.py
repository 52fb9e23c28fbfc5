"""What the legal pages share: a public body in words, and the company's own sections."""

from collections.abc import Sequence

import reflex as rx

from frontend.api.portal import Authority, Section
from frontend.components.card import card, stack
from frontend.components.link import link
from frontend.i18n import Translator


def sections(t: Translator, own: Sequence[Section]) -> tuple[rx.Component, ...]:
    """The company's own sections, each as a card."""
    return tuple(
        card(
            *(rx.el.p(paragraph) for paragraph in section.text.paragraphs(t.language)),
            title=section.heading.of(t.language),
        )
        for section in own
    )


def address(authority: Authority) -> rx.Component:
    """Name, address and the ways to reach a public body."""
    lines = (authority.name, authority.street, f"{authority.postal_code} {authority.city}")
    ways = []
    if authority.phone:
        ways.append(link(authority.phone, href=f"tel:{authority.phone.replace(' ', '')}", kind="alone"))
    if authority.email:
        ways.append(link(authority.email, href=f"mailto:{authority.email}", kind="alone"))
    if authority.url:
        ways.append(link(authority.url, href=authority.url, kind="alone"))
    # The name of a public body stays German in every language.
    name = rx.el.p(*(rx.el.span(line, class_name="line") for line in lines), lang="de")
    return rx.fragment(name, stack(*ways, tight=True)) if ways else name
