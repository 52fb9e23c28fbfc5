"""Waits until a page is what a person would call loaded."""

from typing import TYPE_CHECKING

from playwright.async_api import Error

from a11y.script import run

if TYPE_CHECKING:
    from playwright.async_api import Page

TIMEOUT = 10.0
"""Seconds after which a page that never comes to rest is an error."""

QUIET = 0.1
"""Seconds without a change of the document after which it counts as at rest."""


async def settled(page: "Page", *, stays_busy: bool = False) -> None:
    """Wait for fonts, the h1, the end of everything busy, and a document at rest.

    With `stays_busy` for a page that shows something busy for good, like a gallery of components.
    Raises `TimeoutError` that says what the page is still waiting for.
    """
    options = {"timeout": TIMEOUT * 1000, "quiet": QUIET * 1000, "staysBusy": stays_busy}
    for _ in range(5):
        await page.wait_for_load_state("load")
        try:
            waiting = await run(page, "settle.js", options)
        except Error as error:
            # The page went on to another document while we were asking it.
            if "Execution context was destroyed" in error.message or "navigat" in error.message:
                continue
            raise
        if waiting:
            raise TimeoutError(f"{page.url} did not come to rest within {TIMEOUT:.0f} s: {waiting}")
        return
    raise TimeoutError(f"{page.url} keeps going on to other pages.")


async def redrawn(page: "Page") -> None:
    """Wait until a change of mode or size has been laid out, and end the transitions it started."""
    await page.evaluate(
        """async () => {
            const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
            await frame();
            await frame();
            for (const animation of document.getAnimations()) {
                if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
            }
        }"""
    )
