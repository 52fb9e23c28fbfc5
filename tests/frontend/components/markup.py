"""Turns a component into the HTML that React would make of it, without Node."""

import json
import re
from dataclasses import dataclass
from html import escape
from typing import Any

import reflex as rx
from lxml import html

_VOID = {"br", "col", "hr", "img", "input", "link", "meta", "path", "source"}
_NAMES = {"className": "class", "htmlFor": "for", "defaultValue": "value", "defaultChecked": "checked", "to": "href"}
_CAMEL_CASE_OF_SVG = {"viewBox"}
_NOT_IN_HTML = re.compile(r"ref|key|on[A-Z]\w*|css")
# How Reflex writes the value of an input.
_NEVER_NULL = re.compile(r'\(isNotNullOrUndefined\((".*")\) \? \1 : ""\)')
_PROP = re.compile(r'"?([\w-]+)"?:(.*)', re.DOTALL)


def parse(component: rx.Component, *, before_state: bool = False) -> html.HtmlElement:
    """The element tree of the component, inside a `<div>`.

    With `before_state` it is what a browser shows until page state arrives: every condition false, every list empty.
    Otherwise a component must know all of its values.
    """
    tree: html.HtmlElement = html.fragment_fromstring(
        to_html(component, before_state=before_state), create_parent="div"
    )
    return tree


def to_html(component: rx.Component, *, before_state: bool = False) -> str:
    return _Writer(before_state).node(component.render())


@dataclass(frozen=True)
class _Writer:
    before_state: bool

    def node(self, node: dict[str, Any]) -> str:
        if "contents" in node:
            return escape(str(self._value(node["contents"]) or ""), quote=False)
        if "cond_state" in node or "match_cases" in node or "iterable" in node:
            return self._undecided(node)
        inner = "".join(self.node(child) for child in node["children"])
        name = node["name"].strip('"')
        if name == "Fragment":
            return inner
        if name[0].isupper() and name != "ReactRouterLink":
            return self._browser_module(node, inner)
        tag = "a" if name == "ReactRouterLink" else name
        attributes = "".join(self._attribute(prop) for prop in node["props"])
        if tag == "select":
            inner, attributes = _selected(inner, attributes)
        return f"<{tag}{attributes}>" if tag in _VOID else f"<{tag}{attributes}>{inner}</{tag}>"

    def _undecided(self, node: dict[str, Any]) -> str:
        assert self.before_state, "Not known before page state"
        if "iterable" in node:
            return ""
        if "cond_state" in node:
            return self.node(node["false_value"])
        cases = {value: case for values, case in node["match_cases"] for value in values}
        return self.node(cases.get('""', node["default"]))

    def _browser_module(self, node: dict[str, Any], inner: str) -> str:
        """What one of our React modules draws is checked in the browser; here only its id and its content count."""
        ids = "".join(self._attribute(prop) for prop in node["props"] if prop.startswith("id:"))
        return f"<div{ids}>{inner}</div>"

    def _attribute(self, prop: str) -> str:
        match = _PROP.fullmatch(prop)
        assert match, f"Not a prop: {prop}"
        name, source = match.groups()
        assert name != "css", f"An unknown prop would become an inline style: {source}"
        if _NOT_IN_HTML.fullmatch(name):
            return ""
        value = self._value(source)
        is_aria = name.startswith("aria-")
        if value is None or (value is False and not is_aria):
            return ""
        html_name = _NAMES.get(name, name if name in _CAMEL_CASE_OF_SVG else name.lower())
        text = str(value).lower() if isinstance(value, bool) else str(value)
        return f' {html_name}="{escape("" if value is True and not is_aria else text)}"'

    def _value(self, source: str) -> Any:
        try:
            return json.loads(_NEVER_NULL.sub(r"\1", source))
        except ValueError:
            assert self.before_state, f"Not known before page state: {source}"
            return None


def _selected(options: str, attributes: str) -> tuple[str, str]:
    """React keeps the chosen value on the select; HTML marks the option."""
    match = re.search(r' value="([^"]*)"', attributes)
    if not match:
        return options, attributes
    mark = f'<option value="{match[1]}"'
    return options.replace(mark, f"{mark} selected"), attributes.replace(match[0], "")
