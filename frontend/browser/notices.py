"""What the browser says by itself when something went wrong: page state cannot, when there is no network."""

from collections.abc import Mapping, Sequence

import reflex as rx

from frontend.browser.base import BrowserComponent, module
from frontend.components.icons import icon


class _ProblemNotice(BrowserComponent):
    library = module("ProblemNotice")
    tag = "ProblemNotice"

    sources: rx.Var[list[str]]
    words: rx.Var[dict[str, str]]
    told: rx.Var[list[str]]
    about: rx.Var[str]
    title: rx.Var[str]


def problem_notice(
    *,
    sources: Sequence[str | rx.Var[str]],
    title: str,
    words: Mapping[str, str],
    told: Sequence[str] = (),
    about: str | rx.Var[str] = "",
) -> rx.Component:
    """Says, announces and focuses what went wrong with any of `sources` until the next attempt.

    A source is the `action` of an `api_form` or the `trigger` of a passkey. `words` has a sentence for each slug and
    one for "unknown"; slugs in `told` are told at their fields instead.

    Where one dialog serves many things, `about` names the one it is open for: a notice does not outlive it, and
    `sources` may depend on it.
    """
    return _ProblemNotice.create(
        icon("stop"), sources=list(sources), words=dict(words), told=list(told), about=about, title=title
    )
