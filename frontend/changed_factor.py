"""The notice that a factor was changed, and beside it the way to sign out everywhere else."""

from typing import Final

import reflex as rx

from frontend.browser import api_button, problem_notice, step_focus
from frontend.components.alert import alert, status_region
from frontend.components.button import actions, button
from frontend.components.values import pick, shown
from frontend.i18n import Translator
from frontend.state.changed_factor import ChangedFactor
from frontend.state.problem_words import words_for

_END_OTHERS: Final = "end-others-after-a-change"


def changed_factor(t: Translator, state: type[ChangedFactor]) -> rx.Component:
    """Nothing as long as nothing was done."""
    question = t(
        "Haben Sie das geändert, weil Sie jemand anderem nicht mehr trauen? Dann melden Sie alle anderen Geräte ab."
    )
    offer = rx.fragment(
        rx.el.p(question),
        problem_notice(sources=(_END_OTHERS,), title=t("Nicht abgemeldet"), words=words_for(t)),
        actions(button(t("Alle anderen Geräte abmelden"), name=_END_OTHERS)),
        api_button(trigger=_END_OTHERS, action="/api/v1/sessions", method="DELETE", on_done=state.others_ended),
    )
    return rx.fragment(
        status_region(pick(state.has_others, state.done + " " + question, state.done)),
        shown(
            state.done,
            alert(
                state.done,
                shown(state.has_others, offer),
                shown(state.ended, rx.el.p(state.ended)),
                kind="success",
            ),
        ),
        # The button is gone with the offer.
        step_focus(step=state.ended, words=state.ended),
    )
