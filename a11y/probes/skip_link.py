"""The first tab stop is a link that skips to the content, shows itself, and stays on the page."""

from typing import TYPE_CHECKING

from a11y.modes import Mode
from a11y.probe import Observation, Probe
from a11y.script import run
from a11y.settle import settled

if TYPE_CHECKING:
    from playwright.async_api import Page

SCRIPT = "probes/skip_link.js"


async def look(page: "Page") -> list[Observation]:
    """Focus the first stop, press Enter as a person would, and see where the focus has gone."""
    before = await run(page, SCRIPT, {"step": "focus"})
    if before["skip"]:
        return []
    if before["finding"]:
        return [before["finding"]]
    address = page.url
    await page.keyboard.press("Enter")
    await settled(page, stays_busy=True)
    # The next stop tells where reading goes on when the target itself cannot be focused.
    await page.keyboard.press("Tab")
    after = await run(page, SCRIPT, {"step": "judge", "before": before})
    if after["left"]:
        await page.goto(address)
        await settled(page, stays_busy=True)
    return [after["finding"]] if after["finding"] else []


PROBE = Probe(
    rule="skip-link",
    clause="WCAG 2.4.1",
    fix='Make the first focusable element a native <a href="#main"> (not a router link), visible on focus, '
    'and give <main id="main" tabindex="-1">.',
    modes=(Mode.LIGHT,),
    words=False,
    look=look,
)
