"""IBM Equal Access (`accessibility-checker-engine`), by its WCAG 2.2 and its own policy.

IBM's own policy adds what EN 301 549 asks beyond WCAG. The engine file is put into the page directly;
IBM's wrapper package would load it from another host.
"""

from typing import TYPE_CHECKING, Any

from a11y.engines.files import EngineFiles
from a11y.findings import Finding, Kind
from a11y.script import load, run

if TYPE_CHECKING:
    from playwright.async_api import Page

POLICIES = ["WCAG_2_2", "IBM_Accessibility"]
LEFT_OUT = {
    "aria_role_redundant",  # These roles keep a table a table (probes/table_semantics.py).
    # Our probes answer what these ask a person to check on every element.
    "style_focus_visible",
    "style_highcontrast_visible",
    "element_tabbable_visible",
    "element_tabbable_unobscured",
}
ADVICE_ONLY = {
    "aria_content_in_landmark",  # A skip link stands before all landmarks; axe's "region" knows that.
    "element_tabbable_role_valid",  # A region that scrolls has to be a tab stop (WCAG 2.1.1).
}


async def check(page: "Page", files: EngineFiles) -> list[Finding]:
    """Run IBM's checker on the page as it is shown now."""
    if not await page.evaluate("() => 'ace' in window"):
        await load(page, files.source("accessibility-checker-engine/ace.js"))
    results = await run(page, "engines/ibm.js", POLICIES)
    return [_finding(result) for result in results if result["rule"] not in LEFT_OUT]


def _kind(result: dict[str, Any]) -> Kind:
    """A failure is what IBM is certain of ("POTENTIAL" and "MANUAL" ask a person) and the standards demand."""
    certain = (result["level"], result["verdict"]) == ("VIOLATION", "FAIL")
    return "failure" if certain and result["rule"] not in ADVICE_ONLY else "advice"


def _finding(result: dict[str, Any]) -> Finding:
    return Finding(
        rule=f"ibm/{result['rule']}",
        clause=f"WCAG {result['clause']}" if result["clause"] else "",
        selector=result["selector"],
        html=result["html"],
        message=result["message"],
        fix=f"See rule {result['rule']} (reason {result['reason']}) in IBM's checker rules.",
        kind=_kind(result),
    )
