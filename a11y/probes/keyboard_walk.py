"""Tab reaches every stop, in one direction, and gets out of everything again."""

from typing import TYPE_CHECKING, cast

from a11y.modes import Mode
from a11y.probe import Observation, Probe
from a11y.script import run

if TYPE_CHECKING:
    from playwright.async_api import Page

SCRIPT = "probes/keyboard_walk.js"
SPARE = 4
"""Extra presses: the browser's own places between end and start of the page."""


async def look(page: "Page") -> list[Observation]:
    """Press Tab as often as there are stops, and compare what got the focus with what should have."""
    stops: int = await run(page, SCRIPT, {"step": "start"})
    if stops == 0:
        return []
    for _ in range(stops + SPARE):
        await page.keyboard.press("Tab")
    return cast("list[Observation]", await run(page, SCRIPT, {"step": "judge"}))


PROBE = Probe(
    rule="keyboard-walk",
    clause="WCAG 2.1.2",
    fix="Let Tab move on (only a modal dialog keeps it, and Escape closes that), and use no tabindex above 0.",
    modes=(Mode.LIGHT,),
    words=False,
    look=look,
)
