"""The banner that warns the owner of an account that somebody is recovering it."""

import reflex as rx

from frontend.browser import api_button, problem_notice
from frontend.components.alert import alert
from frontend.components.button import actions, button
from frontend.components.values import shown
from frontend.i18n import Translator
from frontend.state.problem_words import words_for
from frontend.state.recovery_warning import RecoveryWarning
from frontend.state.words.recovery import SENTENCES

_CANCEL = "cancel-own-recovery"


def recovery_warning(t: Translator) -> rx.Component:
    """Nothing as long as nobody is recovering the account."""
    return rx.fragment(
        shown(
            RecoveryWarning.sentence,
            alert(
                t("Jemand möchte wieder in Ihr Konto kommen."),
                rx.el.p(RecoveryWarning.sentence),
                rx.el.p(t("Waren Sie das nicht, brechen Sie es jetzt ab.")),
                problem_notice(sources=(_CANCEL,), title=t("Das hat nicht geklappt"), words=words_for(t, SENTENCES)),
                actions(button(t("Wiederherstellung abbrechen"), kind="danger", name=_CANCEL)),
                api_button(trigger=_CANCEL, action="/api/v1/recovery/own/cancel", on_done=RecoveryWarning.cancelled),
                kind="warning",
                announce="politely",
            ),
        ),
        shown(RecoveryWarning.done, alert(RecoveryWarning.done, kind="success", announce="politely")),
    )
