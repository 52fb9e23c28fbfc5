"""The end of a session, said in time."""

from typing import Any

import reflex as rx

from frontend.browser.base import BrowserComponent, module
from frontend.i18n import Translator


class _SessionTime(BrowserComponent):
    library = module("SessionTime")
    tag = "SessionTime"

    signed_in: rx.Var[bool]
    texts: rx.Var[dict[str, Any]]
    sign_in: rx.Var[str]
    start: rx.Var[str]


def session_time(t: Translator, *, signed_in: bool | rx.Var[bool], sign_in: str, start: str) -> rx.Component:
    """Warns two minutes before the session ends and lets the person stay; `sign_in` and `start` are addresses."""
    return _SessionTime.create(signed_in=signed_in, texts=_texts(t), sign_in=sign_in, start=start)


class _Resume(BrowserComponent):
    library = module("Resume")
    tag = "Resume"

    to: rx.Var[str]
    at_once: rx.Var[bool]


def resume(*, to: str | rx.Var[str], at_once: bool | rx.Var[bool]) -> rx.Component:
    """On the sign-in page: goes on to `to` as soon as somebody has signed in in another tab; "" means nowhere.

    `at_once`: also if there is a session already, which a tab that was left open has not noticed.
    """
    return _Resume.create(to=to, at_once=at_once)


def _texts(t: Translator) -> dict[str, Any]:
    return {
        "idle": {
            "title": t("Möchten Sie angemeldet bleiben?"),
            "why": t("Sie haben länger nichts getan. Zu Ihrer Sicherheit melden wir Sie gleich ab."),
            "ways": [t("Angemeldet bleiben"), t("Jetzt abmelden")],
        },
        "limit": {
            "title": t("Bitte melden Sie sich gleich neu an"),
            "why": t("Zu Ihrer Sicherheit endet jede Anmeldung nach einigen Stunden. Danach geht es hier weiter."),
            "ways": [t("Jetzt neu anmelden"), t("Noch hierbleiben")],
        },
        "kept": t("Was Sie hier eingegeben haben, ist gespeichert."),
        "left": t("Noch {time} Minuten"),
        "spoken": t("Noch {n} Sekunden."),
        "failed": t("Es gibt gerade keine Verbindung. Bitte versuchen Sie es noch einmal."),
    }
