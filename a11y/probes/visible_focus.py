"""Every place that Tab reaches shows that it has the focus.

The computed styles of the element, its label and its neighbours are compared before and after. An
outline is judged by its contrast and by what cuts it off; any other change counts only when pixels
of the page really change, because a shadow may lie under a neighbour.
"""

from typing import TYPE_CHECKING

from a11y.probe import Observation, Probe
from a11y.script import run

if TYPE_CHECKING:
    from playwright.async_api import FloatRect, Page

MARGIN = 8
"""CSS pixels around an element in which its focus indicator may lie."""

MISSING = "Nothing that can be seen changes when this element gets the keyboard focus."


async def look(page: "Page") -> list[Observation]:
    """Compare styles at every stop, and pixels once for each look that styles alone cannot judge."""
    stops = await run(page, "probes/visible_focus.js")
    doubtful = {stop["look"]: stop for stop in stops if stop["verdict"] == "doubtful"}
    unseen = {look for look, stop in doubtful.items() if not await _pixels_change(page, stop["selector"])}
    return [
        Observation(selector=stop["selector"], html=stop["html"], message=stop["message"] or MISSING)
        for stop in stops
        if stop["verdict"] == "missing" or (stop["verdict"] == "doubtful" and stop["look"] in unseen)
    ]


async def _pixels_change(page: "Page", selector: str) -> bool:
    box: FloatRect | None = await run(page, "probes/visible_focus_at.js", {"selector": selector, "focus": True})
    if box is None:
        return False
    region: FloatRect = {
        "x": max(0, box["x"] - MARGIN),
        "y": max(0, box["y"] - MARGIN),
        "width": box["width"] + 2 * MARGIN,
        "height": box["height"] + 2 * MARGIN,
    }
    # The caret in a text field is no focus indicator that people with low vision can find.
    focused = await page.screenshot(clip=region, caret="hide", animations="disabled")
    await run(page, "probes/visible_focus_at.js", {"selector": selector, "focus": False})
    return focused != await page.screenshot(clip=region, caret="hide", animations="disabled")


PROBE = Probe(
    rule="visible-focus",
    clause="WCAG 2.4.7",
    fix="Give :focus-visible an outline of 2 px or more with a contrast of 3:1 to what lies around it, "
    "and keep it out of overflow: hidden.",
    words=False,
    look=look,
)
