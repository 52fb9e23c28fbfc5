"""Turns a component without page state into the HTML that React would make of it, without Node."""

import json
import re
from html import escape
from typing import Any

import reflex as rx
from lxml import html

_VOID = {"br", "col", "hr", "img", "input", "link", "meta", "path", "source"}
_NAMES = {
    "className": "class",
    "htmlFor": "for",
    "defaultValue": "value",
    "defaultChecked": "checked",
    "to": "href",
}
_CAMEL_CASE_OF_SVG = {"viewBox"}
_NOT_IN_HTML = re.compile(r"ref|key|on[A-Z]\w*|css")
# How Reflex writes the value of an input.
_NEVER_NULL = re.compile(r'\(isNotNullOrUndefined\((".*")\) \? \1 : ""\)')
_PROP = re.compile(r'"?([\w-]+)"?:(.*)', re.DOTALL)


def parse(component: rx.Component) -> html.HtmlElement:
    """The element tree of the component, inside a `<div>`."""
    tree: html.HtmlElement = html.fragment_fromstring(to_html(component), create_parent="div")
    return tree


def to_html(component: rx.Component) -> str:
    return _node(component.render())


def _node(node: dict[str, Any]) -> str:
    if "contents" in node:
        return escape(_literal(node["contents"]), quote=False)
    inner = "".join(_node(child) for child in node["children"])
    name = node["name"].strip('"')
    if name == "Fragment":
        return inner
    if name[0].isupper() and name != "ReactRouterLink":
        return _browser_module(node, inner)
    tag = "a" if name == "ReactRouterLink" else name
    attributes = "".join(_attribute(prop) for prop in node["props"])
    if tag == "select":
        inner, attributes = _selected(inner, attributes)
    return f"<{tag}{attributes}>" if tag in _VOID else f"<{tag}{attributes}>{inner}</{tag}>"


def _browser_module(node: dict[str, Any], inner: str) -> str:
    """What one of our React modules draws is checked in the browser; here only its id and its content count."""
    ids = "".join(_attribute(prop) for prop in node["props"] if prop.startswith("id:"))
    return f"<div{ids}>{inner}</div>"


def _attribute(prop: str) -> str:
    match = _PROP.fullmatch(prop)
    assert match, f"Not a prop: {prop}"
    name, source = match.groups()
    if _NOT_IN_HTML.fullmatch(name):
        assert name != "css", f"An unknown prop would become an inline style: {source}"
        return ""
    try:
        value = json.loads(_NEVER_NULL.sub(r"\1", source))
    except ValueError:
        raise AssertionError(f"Not known before page state: {prop}") from None
    is_aria = name.startswith("aria-")
    if value is None or (value is False and not is_aria):
        return ""
    html_name = _NAMES.get(name, name if name in _CAMEL_CASE_OF_SVG else name.lower())
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f' {html_name}="{escape("" if value is True and not is_aria else text)}"'


def _literal(source: str) -> str:
    return str(json.loads(source))


def _selected(options: str, attributes: str) -> tuple[str, str]:
    """React keeps the chosen value on the select; HTML marks the option."""
    match = re.search(r' value="([^"]*)"', attributes)
    if not match:
        return options, attributes
    mark = f'<option value="{match[1]}"'
    return options.replace(mark, f"{mark} selected"), attributes.replace(match[0], "")
