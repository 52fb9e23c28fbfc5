"""What the browser does when a page goes on to its next step."""

import reflex as rx

from frontend.browser.base import BrowserComponent, module


class _StepFocus(BrowserComponent):
    library = module("StepFocus")
    tag = "StepFocus"

    step: rx.Var[str]
    words: rx.Var[str]
    target: rx.Var[str]


def step_focus(*, step: str | rx.Var[str], words: str | rx.Var[str], target: str = "h1") -> rx.Component:
    """Moves the focus to the h1 and announces `words`, if there are any, whenever `step` changes. Draws nothing.

    `target` selects another heading, for what changes further down.
    """
    return _StepFocus.create(step=step, words=words, target=target)
