"""Going to another service to sign in, and coming back."""

from typing import ClassVar, Literal

import reflex as rx

from frontend.browser.base import BrowserComponent, EventSpecs, an_object, module
from frontend.components.values import Handler
from frontend.i18n import Translator


class _OtherService(BrowserComponent):
    library = module("OtherService")
    tag = "OtherService"

    trigger: rx.Var[str]
    step: rx.Var[str]
    language: rx.Var[str]
    waiting: rx.Var[str]


def other_service(t: Translator, *, trigger: str, step: Literal["sign-in", "link", "sign-out"]) -> rx.Component:
    """Goes to the service whose key is the value of the pressed button. "sign-out" ends the session here, too."""
    return _OtherService.create(
        trigger=trigger,
        step=step,
        language=t.language,
        waiting=t("Sie werden zum anderen Dienst weitergeleitet."),
    )


class _PendingLink(BrowserComponent):
    library = module("PendingLink")
    tag = "PendingLink"
    events: ClassVar[EventSpecs] = {"on_found": an_object}


def pending_link(*, on_found: Handler) -> rx.Component:
    """Looks whether somebody has signed in at a service in this browser before it was known whose account that is."""
    return _PendingLink.create(on_found=on_found)
