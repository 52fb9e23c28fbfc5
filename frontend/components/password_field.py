"""A field for a password, which its owner may look at."""

from typing import Literal

import reflex as rx

from frontend.browser.base import BrowserComponent
from frontend.components.browser import module
from frontend.components.example import Example
from frontend.components.field import field
from frontend.components.values import Text, described_by, pick
from frontend.i18n import Translator

_LONGEST = 1024


class _Reveal(BrowserComponent):
    library = module("Reveal")
    tag = "Reveal"

    field: rx.Var[str]
    label: rx.Var[str]


def password_field(
    t: Translator,
    label: Text,
    *,
    name: str,
    autocomplete: Literal["current-password", "new-password", "off"],
    hint: Text | None = None,
    error: Text | None = None,
    described: str | None = None,
) -> rx.Component:
    """Pasting works, and so do password managers (WCAG 2.2, 3.3.8). `described` is the id of one more description.

    `autocomplete` is "off" for the password of another service: that of the portal would be wrong there.
    """
    control = rx.el.input(
        id=name,
        name=name,
        type="password",
        class_name="kern-form-input__input",
        auto_complete=autocomplete,
        max_length=_LONGEST,
        spell_check=False,
        auto_capitalize="none",
        aria_required="true",
        aria_invalid=pick(error, "true", "false"),
        aria_describedby=described_by((f"{name}-hint", hint), (f"{name}-error", error), (described or "", described)),
    )
    return rx.el.div(
        field(t, label, control, id=name, hint=hint, error=error, required=True),
        _Reveal.create(field=name, label=t("Passwort anzeigen")),
        class_name="password",
    )


def examples(t: Translator) -> tuple[Example, ...]:
    return (
        Example(
            t("Passwort"),
            password_field(t, t("Passwort"), name="gallery-password", autocomplete="current-password"),
        ),
    )
