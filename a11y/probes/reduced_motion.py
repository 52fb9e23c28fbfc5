"""People who asked for less motion get none, and what moves by itself for others can be stopped."""

from typing import TYPE_CHECKING, cast

from a11y.modes import Mode
from a11y.probe import Observation, Probe
from a11y.script import run

if TYPE_CHECKING:
    from playwright.async_api import Page


async def look(page: "Page") -> list[Observation]:
    """Look once with and once without the wish for less motion."""
    script = "probes/reduced_motion.js"
    moving = cast("list[Observation]", await run(page, script, {"reduced": False}))
    await page.emulate_media(reduced_motion="reduce")
    try:
        reduced = cast("list[Observation]", await run(page, script, {"reduced": True}))
    finally:
        await page.emulate_media(reduced_motion="no-preference")
    known = {observation["selector"] for observation in moving}
    return moving + [observation for observation in reduced if observation["selector"] not in known]


PROBE = Probe(
    rule="reduced-motion",
    clause="WCAG 2.2.2",
    fix="Put motion into @media (prefers-reduced-motion: no-preference), and let nothing move for more than 5 seconds.",
    modes=(Mode.LIGHT,),
    words=False,
    look=look,
)
