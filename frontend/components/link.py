"""Links. Inside the portal they change the page without loading it anew; all others are left to the browser."""

from typing import Literal

import reflex as rx
from reflex_components_core.el.elements.inline import A

from frontend.components.example import Example
from frontend.components.icons import IconName, icon
from frontend.components.values import Content, Text
from frontend.i18n import Language, Translator

LinkKind = Literal["inline", "alone"]

# What the browser must fetch itself: parts of this page, the API's files, other hosts, mail and phone.
_NATIVE_STARTS = ("#", "/api/", "http://", "https://", "mailto:", "tel:")


def link(
    label: Content,
    *,
    href: Text,
    kind: LinkKind = "inline",
    icon_name: IconName | None = None,
    download: bool = False,
    native: bool = False,
    lang: Language | None = None,
) -> rx.Component:
    """A link in a sentence, or `alone` on its own line, where it is a target of 44 px.

    `native` is for addresses in page state that the browser must fetch itself; plain ones are recognised.
    """
    return anchor(
        *((icon(icon_name),) if icon_name else ()),
        label,
        href=href,
        class_name="link link-alone" if kind == "alone" else "link",
        download=download,
        native=native,
        lang=lang,
    )


def anchor(
    *content: Content,
    href: Text,
    class_name: str,
    download: bool = False,
    native: bool = False,
    lang: Language | None = None,
    id: str | None = None,  # noqa: A002 - the name that HTML gives it.
    current: Text | None = None,
) -> rx.Component:
    """The `<a>` behind every link, button-like or not.

    `current` marks the page itself ("page") or the place it lies in ("true"). A language other than the page's
    means another document: that link loads it and says so with `hreflang`.
    """
    is_native = native or download or lang is not None or _is_native(href)
    make = A.create if is_native else rx.el.a
    return make(
        *content,
        href=href,
        class_name=class_name,
        download=download or None,
        lang=lang,
        href_lang=lang,
        id=id,
        aria_current=current,
    )


def _is_native(href: Text) -> bool:
    return isinstance(href, str) and href.startswith(_NATIVE_STARTS)


def examples(t: Translator) -> tuple[Example, ...]:
    return (
        Example(
            t("Im Satz"),
            rx.el.p(
                t("Offen sind 175,95 € aus 2 Rechnungen."), " ", link(t("Alle offenen ansehen"), href="#main"), "."
            ),
        ),
        Example(t("Allein stehend"), link(t("Termin ändern oder absagen"), href="#main", kind="alone")),
        Example(
            t("Mit Zeichen"),
            link("service@example.org", href="mailto:service@example.org", kind="alone", icon_name="mail"),
        ),
    )
