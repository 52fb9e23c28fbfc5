"""Messages on this device."""

from typing import ClassVar

import reflex as rx

from frontend.browser.base import BrowserComponent, EventSpecs, module
from frontend.components.values import Handler
from frontend.i18n import Translator


class _PushDevice(BrowserComponent):
    library = module("PushDevice")
    tag = "PushDevice"
    events: ClassVar[EventSpecs] = {"on_changed": rx.event.no_args_event_spec}

    trigger: rx.Var[str]
    words: rx.Var[dict[str, str]]


def push_device(t: Translator, *, trigger: str, on_changed: Handler) -> rx.Component:
    """Whether messages are shown on this device, and a button that switches it on or off.

    Nobody is asked for permission before the button is pressed. `on_changed` is called when the list of devices may
    have changed. Problems are told as those of `trigger`; beside those of the API there is "push-failed".
    """
    return _PushDevice.create(trigger=trigger, words=_words(t), on_changed=on_changed)


def _words(t: Translator) -> dict[str, str]:
    return {
        "checking": t("Wir sehen nach, ob dieses Gerät Mitteilungen anzeigt …"),
        "unsupported": t("Dieser Browser kann keine Mitteilungen anzeigen. Die anderen Wege gelten trotzdem."),
        "install": t(
            "Auf iPhone und iPad geht das, sobald das Portal auf dem Home-Bildschirm liegt: Tippen Sie in Safari auf "
            "„Teilen“ und „Zum Home-Bildschirm“. Öffnen Sie es von dort, melden Sie sich an und kommen Sie hierher "
            "zurück."
        ),
        "blocked": t(
            "In diesem Browser sind Mitteilungen des Portals blockiert. So erlauben Sie sie: Öffnen Sie das Zeichen "
            "links neben der Adresse, stellen Sie „Benachrichtigungen“ auf „Zulassen“, und laden Sie diese Seite neu. "
            "In einer installierten App steht das in den Einstellungen des Geräts."
        ),
        "ask": t("Dieses Gerät zeigt noch keine Mitteilungen an. Der Browser fragt Sie gleich, ob das Portal es darf."),
        "off": t("Dieses Gerät zeigt keine Mitteilungen an."),
        "on": t(
            "Dieses Gerät zeigt Mitteilungen an, bis Sie sich hier abmelden. Auch wer auf den gesperrten Bildschirm "
            "sieht, erfährt nur, dass es etwas gibt: keine Beträge und keine Namen."
        ),
        "switchOn": t("Auf diesem Gerät anzeigen"),
        "switchOff": t("Auf diesem Gerät nicht mehr anzeigen"),
    }
