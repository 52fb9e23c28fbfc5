"""Passwords, authenticator apps and recovery codes: what is shown once stays in the browser that asked for it."""

from collections.abc import Sequence
from typing import ClassVar

import reflex as rx

from frontend.browser.base import BrowserComponent, EventSpecs, module
from frontend.components.values import Flag, Handler
from frontend.i18n import Translator


class _AppSecret(BrowserComponent):
    library = module("AppSecret")
    tag = "AppSecret"
    events: ClassVar[EventSpecs] = {"on_lost": rx.event.no_args_event_spec}

    expected: rx.Var[bool]
    sources: rx.Var[list[str]]
    until: rx.Var[list[str]]
    words: rx.Var[dict[str, str]]


def app_secret(
    t: Translator,
    *content: rx.Component,
    sources: Sequence[str],
    until: Sequence[str],
    expected: Flag,
    on_lost: Handler,
) -> rx.Component:
    """A card with what an authenticator app needs, and `content` below it.

    It appears when the API has answered to one of `sources`, an `action` or `trigger`, and goes when one of `until` is
    done. When it is `expected` and there is nothing to show, because the page was loaded anew, `on_lost` is called.
    """
    words = {
        "title": t("App verbinden"),
        "scan": t("Öffnen Sie Ihre Authenticator-App, fügen Sie einen Eintrag hinzu und scannen Sie dieses Bild."),
        "picture": t("QR-Code mit dem Schlüssel, der darunter als Text steht"),
        "open": t("Ist die App auf diesem Gerät? Hier öffnen"),
        "type": t("Oder geben Sie diesen Schlüssel in der App ein. Leerzeichen und Groß oder Klein sind gleich."),
    }
    return _AppSecret.create(
        *content, sources=list(sources), until=list(until), expected=expected, on_lost=on_lost, words=words
    )


class _RecoveryCodes(BrowserComponent):
    library = module("RecoveryCodes")
    tag = "RecoveryCodes"
    events: ClassVar[EventSpecs] = {"on_lost": rx.event.no_args_event_spec}

    expected: rx.Var[bool]
    sources: rx.Var[list[str]]
    until: rx.Var[list[str]]
    words: rx.Var[dict[str, str]]
    file_name: rx.Var[str]


def recovery_codes(
    t: Translator,
    *content: rx.Component,
    company: str,
    sources: Sequence[str],
    until: Sequence[str],
    expected: Flag,
    on_lost: Handler,
) -> rx.Component:
    """A card with recovery codes, and `content` below it; it comes and goes as `app_secret`."""
    words = {
        "title": t("Ersatzcodes aufbewahren"),
        "what": t(
            "Haben Sie Ihr Telefon nicht zur Hand oder verloren, melden Sie sich mit einem dieser Codes an. Wir zeigen "
            "sie nur jetzt: Drucken Sie sie aus oder speichern Sie sie an einem sicheren Ort, nicht auf dem Telefon."
        ),
        "sheet": t("Ersatzcodes für das Kundenportal von {company}", company=company),
        "list": t("Ihre Ersatzcodes"),
        "once": t("Jeder Code gilt einmal."),
        "download": t("Als Datei speichern"),
        "print": t("Drucken"),
        "copy": t("Kopieren"),
        "copied": t("Kopiert."),
        "notCopied": t("Das Kopieren ist in diesem Browser nicht erlaubt."),
    }
    return _RecoveryCodes.create(
        *content,
        sources=list(sources),
        until=list(until),
        expected=expected,
        on_lost=on_lost,
        words=words,
        file_name=t("Ersatzcodes.txt"),
    )


class _PasswordStrength(BrowserComponent):
    library = module("PasswordStrength")
    tag = "PasswordStrength"

    field: rx.Var[str]
    words: rx.Var[dict[str, str]]


def password_strength(t: Translator, *, field: str, words: dict[str, str]) -> rx.Component:
    """Says below the field with this id whether the password is good enough; `words` has a sentence for each advice."""
    return _PasswordStrength.create(field=field, words={**words, "good": t("Dieses Passwort ist stark genug.")})
