"""axe-core (Deque), by its rules for WCAG 2.0 to 2.2 A and AA and its best practices."""

from typing import TYPE_CHECKING, Any, Literal

from a11y.engines.files import EngineFiles
from a11y.findings import Finding
from a11y.script import load, source

if TYPE_CHECKING:
    from playwright.async_api import Page

# Without "wcag22aa" axe skips target sizes.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Off by default as experimental, yet WCAG 2.5.3 has no other check: speech users say what they see.
EXTRA_RULES = ["label-content-name-mismatch"]
COLOUR_RULES = ["color-contrast", "link-in-text-block"]

Questions = Literal["all", "colours", "markup"]
"""Markup alone is for forced colours: the palette is the person's own, and axe mixes it up with the page's colours."""


async def check(page: "Page", files: EngineFiles, questions: Questions = "all") -> list[Finding]:
    """Run axe on the page as it is shown now."""
    if not await page.evaluate("() => 'axe' in window"):
        await load(page, files.source("axe-core/axe.min.js"))
    results = await page.evaluate(source("engines/axe.js"), _options(questions))
    return [_finding(result) for result in results]


def _options(questions: Questions) -> dict[str, Any]:
    """What to run, in the form of axe's API."""
    if questions == "colours":
        return {"runOnly": {"type": "rule", "values": COLOUR_RULES}}
    rules = {name: {"enabled": True} for name in EXTRA_RULES} | {"color-contrast": {"enabled": questions == "all"}}
    return {"runOnly": {"type": "tag", "values": TAGS}, "rules": rules}


def _finding(result: dict[str, Any]) -> Finding:
    return Finding(
        rule=f"axe/{result['rule']}",
        clause=_clause(result["tags"]),
        selector=result["selector"],
        html=result["html"],
        message=result["message"],
        fix=result["fix"],
    )


def _clause(tags: list[str]) -> str:
    """The success criterion among axe's tags: "wcag143" is WCAG 1.4.3, "wcag1411" is 1.4.11."""
    for tag in tags:
        digits = tag.removeprefix("wcag")
        if tag.startswith("wcag") and digits.isdigit() and len(digits) >= 3:
            return f"WCAG {digits[0]}.{digits[1]}.{digits[2:]}"
    return ""
