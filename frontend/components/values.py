"""What components accept, and small decisions over values that may be known now or only in the browser.

A value is either plain (known while the page is built) or a `Var` (comes from page state). An empty text and `None`
both mean "not there", now and at run time.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, cast

import reflex as rx

Text = str | rx.Var[str]
Flag = bool | rx.Var[bool]
Number = int | rx.Var[int]
Content = rx.Component | str | rx.Var[str]
Handler = Any
"""An event handler, an event spec, or a list of them: Reflex has no narrower type that covers all three."""

Kind = Literal["info", "success", "warning", "danger"]
HeadingLevel = Literal[2, 3, 4]

Item = TypeVar("Item")

_HEADINGS = {2: rx.el.h2, 3: rx.el.h3, 4: rx.el.h4}


@dataclass(frozen=True)
class Option:
    """One of the things to choose from in a select, in radios or in checkboxes."""

    value: str
    text: str
    hint: str = ""


Options = Sequence[Option] | rx.Var[list[Option]]


def shown(condition: Flag | Text | None, content: Content) -> rx.Component:
    """The content where the condition holds, otherwise nothing."""
    return either(condition, content, rx.fragment())


def either(condition: Flag | Text | None, then: Content, otherwise: Content) -> rx.Component:
    if isinstance(condition, rx.Var):
        return rx.cond(condition, rx.fragment(then), rx.fragment(otherwise))
    return rx.fragment(then if condition else otherwise)


def choose(kind: Text, cases: Mapping[str, rx.Component]) -> rx.Component:
    """The content for one of several kinds."""
    if isinstance(kind, rx.Var):
        return rx.fragment(rx.match(kind, *cases.items(), rx.fragment()))
    return cases[kind]


def pick(condition: Flag | Text | None, then: Text, otherwise: Text) -> Text:
    """The same choice for the value of an attribute."""
    if isinstance(condition, rx.Var):
        chosen: Text = _cond(condition, then, otherwise)
        return chosen
    return then if condition else otherwise


def picked(kind: Text, texts: Mapping[str, str], otherwise: str) -> Text:
    """One of several texts for the value of an attribute."""
    if isinstance(kind, rx.Var):
        chosen: Text = cast("Any", rx.match)(kind, *texts.items(), otherwise)
        return chosen
    return texts.get(kind, otherwise)


def text_of(text: Text | None) -> Text:
    """The text, or an empty one; `or` would ask a `Var` whether it is true, which only the browser knows."""
    return "" if text is None else text


def each(items: Sequence[Item] | rx.Var[list[Item]], render: Callable[[Item], rx.Component]) -> rx.Component:
    """The items one after the other, in the order given."""
    if isinstance(items, rx.Var):
        return rx.foreach(items, render)
    return rx.fragment(*(render(item) for item in items))


def some(items: Sequence[Any] | rx.Var[list[Any]]) -> Flag:
    """Whether there is at least one item."""
    return items.length() > 0 if isinstance(items, rx.vars.ArrayVar) else bool(items)


def described_by(*parts: tuple[str, Text | None]) -> Text | None:
    """The ids of those parts that are there, for `aria-describedby`: `described_by(("name-hint", hint), …)`."""
    return _joined(parts, ())


def _joined(parts: Sequence[tuple[str, Text | None]], ids: tuple[str, ...]) -> Text | None:
    if not parts:
        return " ".join(ids) or None
    (part_id, given), *others = parts
    if isinstance(given, rx.Var):
        with_it, without_it = _joined(others, (*ids, part_id)), _joined(others, ids)
        ids_there: Text | None = _cond(given, with_it, without_it)
        return ids_there
    return _joined(others, (*ids, part_id) if given else ids)


def _cond(condition: rx.Var[Any], then: Any, otherwise: Any) -> Any:
    """`rx.cond` itself; its overloads do not know values that may be plain or not."""
    return rx.cond(condition, then, otherwise)


def start_value(value: Text | None) -> dict[str, Any]:
    """Props of a control that starts with a value and then belongs to the person who types.

    A value from page state arrives after the page has been drawn. Its change draws the control anew (that is what
    `key` does), so the field shows it; while somebody types, state stays as it is and so does the field.
    """
    if isinstance(value, rx.Var):
        return {"default_value": value, "key": value}
    return {"default_value": value} if value else {}


def heading(level: HeadingLevel, *content: Content, **props: Any) -> rx.Component:
    return _HEADINGS[level](*content, **props)


def unseen(*content: Content) -> rx.Component:
    """Words for screen readers only."""
    return rx.el.span(*content, class_name="unseen")
