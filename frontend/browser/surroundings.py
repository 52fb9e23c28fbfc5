"""What surrounds all pages. It is drawn once for both languages, so its texts come in both."""

from pathlib import Path
from typing import Any, ClassVar, Final

import reflex as rx

from frontend.browser.base import BrowserComponent, EventSpecs, module, two_texts
from frontend.browser.triggers import WEBAUTHN
from frontend.i18n import Language

Texts = dict[Language, dict[str, str]]

APPEARANCE_SCRIPT: Final = (Path(__file__).parent / "appearance.js").read_text("utf-8")
"""Stands in the head of each page, so that no page flashes up in the wrong colours."""

EARLY_PRESSES_SCRIPT: Final = (Path(__file__).parent / "earlyPresses.js").read_text("utf-8")
"""Stands in the head of each page, so that no press is lost that comes before the page works."""


class _Announcer(BrowserComponent):
    library = module("Announcer")
    tag = "Announcer"


class _RouteFocus(BrowserComponent):
    library = module("RouteFocus")
    tag = "RouteFocus"


class _ServiceWorker(BrowserComponent):
    library = module("ServiceWorker")
    tag = "ServiceWorker"


class _ConnectionNotice(BrowserComponent):
    library = module("ConnectionNotice")
    tag = "ConnectionNotice"

    texts: rx.Var[Texts]


class _SessionWatch(BrowserComponent):
    library = module("SessionWatch")
    tag = "SessionWatch"

    signed_in: rx.Var[bool]


class _Ready(BrowserComponent):
    library = module("Ready")
    tag = "Ready"

    is_ready: rx.Var[bool]


class _StepUp(BrowserComponent):
    library = module("StepUp")
    tag = "StepUp"
    lib_dependencies: list[str] = [WEBAUTHN]  # noqa: RUF012 - a field of Reflex's, read from the class

    texts: rx.Var[dict[Language, dict[str, Any]]]


class _Leave(BrowserComponent):
    library = module("Leave")
    tag = "Leave"

    to: rx.Var[str]
    leaves_nothing: rx.Var[bool]


class _ByLanguage(BrowserComponent):
    library = module("ByLanguage")
    tag = "ByLanguage"


class ErrorBoundary(BrowserComponent):
    """In place of pages that cannot be shown. `on_failure` gets a reference and the kind of the error."""

    library = module("ErrorBoundary")
    tag = "ErrorBoundary"
    events: ClassVar[EventSpecs] = {"on_failure": two_texts}

    texts: rx.Var[Texts]
    phone: rx.Var[str]
    phone_link: rx.Var[str]
    email: rx.Var[str]


announcer = _Announcer.create
route_focus = _RouteFocus.create
service_worker = _ServiceWorker.create


def connection_notice(texts: Texts) -> rx.Component:
    """`texts`: "lost" and "back"."""
    return _ConnectionNotice.create(texts=texts)


def session_watch(*, signed_in: bool | rx.Var[bool]) -> rx.Component:
    return _SessionWatch.create(signed_in=signed_in)


def ready(*, is_ready: bool | rx.Var[bool]) -> rx.Component:
    """`<html data-ready="yes">` once page state has arrived."""
    return _Ready.create(is_ready=is_ready)


def step_up(texts: dict[Language, dict[str, Any]]) -> rx.Component:
    """`texts`: see `StepUpDialog.jsx`; "problems" maps the slugs of what can go wrong to sentences."""
    return _StepUp.create(texts=texts)


def leave(*, to: str | rx.Var[str], leaves_nothing: bool | rx.Var[bool]) -> rx.Component:
    return _Leave.create(to=to, leaves_nothing=leaves_nothing)


def by_language(*, de: rx.Component, en: rx.Component) -> rx.Component:
    """The one that fits the page's language."""
    return _ByLanguage.create(de, en)
