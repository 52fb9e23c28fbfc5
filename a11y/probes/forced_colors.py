"""With forced colours nothing is lost that only a background, a gradient or a shadow has said."""

from typing import TYPE_CHECKING, cast

from a11y.modes import Mode
from a11y.probe import Observation, Probe
from a11y.script import run

if TYPE_CHECKING:
    from playwright.async_api import Page


async def look(page: "Page") -> list[Observation]:
    """Note in the page's own colours what a background says, then see what remains of it."""
    script = "probes/forced_colors.js"
    await page.emulate_media(forced_colors="none")
    try:
        noted = await run(page, script, {"step": "note"})
    finally:
        await page.emulate_media(forced_colors="active")
    return cast("list[Observation]", await run(page, script, {"step": "compare", "noted": noted}))


PROBE = Probe(
    rule="forced-colors",
    clause="WCAG 1.4.11",
    fix="Give it a border (transparent is enough: forced colours paint it), use currentColor in icons, and "
    "@media (forced-colors: active) with system colours for what has no text.",
    modes=(Mode.FORCED_COLORS,),
    words=False,
    look=look,
)
