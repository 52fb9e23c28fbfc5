"""Sending things to the API from the browser itself, where page state cannot: it can set no cookies."""

from typing import Any, ClassVar, Literal

import reflex as rx

from frontend.browser.base import BrowserComponent, EventSpecs, an_object, given, module
from frontend.browser.drafts import draft as keep_draft

Method = Literal["POST", "PUT", "PATCH", "DELETE"]


class _ApiForm(BrowserComponent):
    library = module("ApiForm")
    tag = "ApiForm"
    events: ClassVar[EventSpecs] = {"on_done": an_object, "on_problem": an_object}

    action: rx.Var[str]
    method: rx.Var[str]
    extra: rx.Var[dict[str, Any]]
    waiting: rx.Var[str]
    then: rx.Var[str]


def api_form(
    *content: rx.Component,
    action: str | rx.Var[str],
    method: Method = "POST",
    extra: dict[str, Any] | None = None,
    waiting: str | rx.Var[str] | None = None,
    then: str | rx.Var[str] | None = None,
    draft: str | rx.Var[str] | None = None,
    on_done: Any = None,
    on_problem: Any = None,
    **props: Any,
) -> rx.Component:
    """A form whose fields go to `action` as JSON, together with `extra`; it is sent once at a time. A field named
    `contact.name` is sent as the `name` of an object `contact`.

    `on_done` gets the answer as a dict, `on_problem` the problem: slug, status, errors, parameters, request_id; its
    slug is "no-network" when no answer came. `then` is an address to go to with a full page load when it is done:
    page state learns of a new session only that way. `waiting` is announced while it is being sent.

    `draft` is for forms of signed-in people: under this name what is typed is kept for a day, and is there again after
    the session has ended, until it is sent or discarded. Lower-case words with hyphens; a form about one of many things
    names it, too: `"answer-" + State.id`. Passwords, codes, files, hidden fields and those with `autocomplete="off"`
    are never kept; data of somebody else is (`about_another` of a text field).
    """
    return _ApiForm.create(
        *([] if draft is None else [keep_draft(draft)]),
        *content,
        action=action,
        method=method,
        **given(extra=extra, waiting=waiting, then=then, on_done=on_done, on_problem=on_problem),
        **props,
    )


class _ApiButton(BrowserComponent):
    library = module("ApiButton")
    tag = "ApiButton"
    events: ClassVar[EventSpecs] = {"on_done": an_object, "on_problem": an_object}

    trigger: rx.Var[str]
    action: rx.Var[str]
    method: rx.Var[str]
    body: rx.Var[dict[str, Any]]
    waiting: rx.Var[str]
    then: rx.Var[str]


def api_button(
    *,
    trigger: str | rx.Var[str],
    action: str | rx.Var[str],
    method: Method = "POST",
    body: dict[str, Any] | None = None,
    waiting: str | rx.Var[str] | None = None,
    then: str | rx.Var[str] | None = None,
    on_done: Any = None,
    on_problem: Any = None,
) -> rx.Component:
    """Calls the API when a button named `trigger` is pressed; for the rest as `api_form`. Draws nothing itself."""
    return _ApiButton.create(
        trigger=trigger,
        action=action,
        method=method,
        **given(body=body, waiting=waiting, then=then, on_done=on_done, on_problem=on_problem),
    )
