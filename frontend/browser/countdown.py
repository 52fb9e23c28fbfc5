"""How long something still lasts."""

from typing import Any, ClassVar

import reflex as rx

from frontend.browser.base import BrowserComponent, EventSpecs, given, module
from frontend.i18n import Translator


class _Countdown(BrowserComponent):
    library = module("Countdown")
    tag = "Countdown"
    events: ClassVar[EventSpecs] = {
        "on_soon": rx.event.no_args_event_spec,
        "on_end": rx.event.no_args_event_spec,
    }

    ends: rx.Var[str]
    left: rx.Var[str]
    spoken: rx.Var[str]


def countdown(t: Translator, *, ends: str | rx.Var[str], on_soon: Any = None, on_end: Any = None) -> rx.Component:
    """Minutes and seconds until `ends` (ISO 8601); spoken at five minutes, one, and half of one.

    `on_soon` is called when two minutes are left, for those who can have more time.
    """
    return _Countdown.create(
        ends=ends,
        left=t("Noch {time} Minuten"),
        spoken=t("Noch {time} Minuten."),
        **given(on_soon=on_soon, on_end=on_end),
    )
