"""Whatever reacts to a click also reacts to the keyboard.

The engines judge by attributes and see no listener. Listeners are read through the debugging
protocol, and React's `onClick` from the props that React keeps on each element, because React itself
listens only at the root.
"""

from typing import TYPE_CHECKING, Any

from a11y.probe import Observation, Probe
from a11y.script import source

if TYPE_CHECKING:
    from playwright.async_api import CDPSession, Page

POINTER_EVENTS = {"click", "mousedown", "mouseup", "pointerdown", "pointerup", "touchstart", "touchend"}
KEY_EVENTS = {"keydown", "keyup", "keypress"}


async def look(page: "Page") -> list[Observation]:
    """Collect every element with a pointer listener and let the page's side judge it."""
    session = await page.context.new_cdp_session(page)
    try:
        return await _look(session)
    finally:
        await session.detach()


async def _look(session: "CDPSession") -> list[Observation]:
    document = (await session.send("Runtime.evaluate", {"expression": "document"}))["result"]["objectId"]
    answer = await session.send("DOMDebugger.getEventListeners", {"objectId": document, "depth": -1})
    listeners: list[dict[str, Any]] = answer["listeners"]
    pointer = _nodes(listeners, POINTER_EVENTS)
    keyed = _nodes(listeners, KEY_EVENTS)
    arguments: list[dict[str, Any]] = [{"value": sum(node in keyed for node in pointer)}]
    for node in sorted(pointer, key=lambda node: node not in keyed):
        resolved = await session.send("DOM.resolveNode", {"backendNodeId": node})
        arguments.append({"objectId": resolved["object"]["objectId"]})
    judge = f"(...listening) => {{ const dom = ({source('dom.js')})();\n"
    judge += f"return ({source('probes/click_only.js')})(dom, listening); }}"
    result = await session.send(
        "Runtime.callFunctionOn",
        {"functionDeclaration": judge, "objectId": document, "arguments": arguments, "returnByValue": True},
    )
    if "exceptionDetails" in result:
        raise RuntimeError(result["exceptionDetails"]["exception"]["description"])
    found: list[Observation] = result["result"]["value"]
    return found


def _nodes(listeners: list[dict[str, Any]], types: set[str]) -> set[int]:
    return {entry["backendNodeId"] for entry in listeners if entry["type"] in types and "backendNodeId" in entry}


PROBE = Probe(
    rule="click-only",
    clause="WCAG 2.1.1",
    fix="Use a <button type=button> for an action and an <a href> for a place to go; both come with the keyboard.",
    words=False,
    look=look,
)
