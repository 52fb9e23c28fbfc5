"""The ways in which people look at a page, and how a loaded page is put into one of them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from playwright.async_api import Page

NARROW_VIEWPORT = (320, 640)
"""CSS pixels. 320 is a 1280 pixel wide window at 400 % zoom, the measure of WCAG 1.4.10."""


class Mode(StrEnum):
    """One way of looking at a page."""

    LIGHT = "light"
    DARK = "dark"
    FORCED_COLORS = "forced-colors"
    NARROW = "320px"


ALL_MODES: tuple[Mode, ...] = tuple(Mode)


async def apply(page: "Page", mode: Mode, *, size: tuple[int, int]) -> None:
    """Show the loaded page in a mode. `size` is the viewport of all modes but the narrow one.

    Forced colours are emulated with a dark palette: most people who use them do, and dark icons
    that ignore the palette disappear only there.
    """
    dark = mode in {Mode.DARK, Mode.FORCED_COLORS}
    await page.emulate_media(
        color_scheme="dark" if dark else "light",
        forced_colors="active" if mode is Mode.FORCED_COLORS else "none",
        reduced_motion="no-preference",
    )
    width, height = NARROW_VIEWPORT if mode is Mode.NARROW else size
    if page.viewport_size != {"width": width, "height": height}:
        await page.set_viewport_size({"width": width, "height": height})


@asynccontextmanager
async def modes_restored(page: "Page") -> AsyncIterator[tuple[int, int]]:
    """Give the viewport's size, and put media features and viewport back at the end.

    A journey goes on with the page after it was checked, so the check may leave no trace.
    """
    before = await page.evaluate(
        """() => ({
            width: innerWidth, height: innerHeight,
            dark: matchMedia("(prefers-color-scheme: dark)").matches,
            forced: matchMedia("(forced-colors: active)").matches,
            still: matchMedia("(prefers-reduced-motion: reduce)").matches,
        })"""
    )
    viewport = page.viewport_size or {"width": before["width"], "height": before["height"]}
    scheme: Literal["dark", "light"] = "dark" if before["dark"] else "light"
    forced: Literal["active", "none"] = "active" if before["forced"] else "none"
    motion: Literal["reduce", "no-preference"] = "reduce" if before["still"] else "no-preference"
    try:
        yield viewport["width"], viewport["height"]
    finally:
        await page.emulate_media(color_scheme=scheme, forced_colors=forced, reduced_motion=motion)
        await page.set_viewport_size(viewport)
