"""Sets exempted findings of a report apart, and finds exemptions that excuse nothing."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from a11y.exemptions import Exemption
from a11y.findings import Finding, Report, Sighting
from a11y.modes import ALL_MODES

if TYPE_CHECKING:
    from playwright.async_api import Page

INSIDE = """([finding, scope]) => {
    try {
        return Boolean(document.querySelector(finding)?.closest(scope));
    } catch {
        return false; // the finding of a console message names no element
    }
}"""


async def excuse(page: "Page", report: Report, exemptions: Sequence[Exemption]) -> None:
    """Move what an exemption excuses from `sightings` to `exempted`; report unused exemptions."""
    here = [exemption for exemption in exemptions if exemption.concerns(report.path)]
    used: set[Exemption] = set()
    for sighting in report.failures:
        exemption = await _exemption_for(page, sighting, here)
        if exemption:
            used.add(exemption)
            report.sightings.remove(sighting)
            report.exempted.append(sighting)
    if set(report.modes) != set(ALL_MODES):
        return  # a defect may show in one mode alone, so only a full visit can tell
    for exemption in here:
        if exemption not in used and await page.locator(exemption.selector).count():
            report.add(_unused(exemption), report.modes[0])


async def _exemption_for(page: "Page", sighting: Sighting, exemptions: list[Exemption]) -> Exemption | None:
    finding = sighting.finding
    for exemption in exemptions:
        if exemption.rule == finding.rule and await page.evaluate(INSIDE, [finding.selector, exemption.selector]):
            return exemption
    return None


def _unused(exemption: Exemption) -> Finding:
    return Finding(
        rule="exemption/unused",
        clause="",
        selector=exemption.selector,
        html="",
        message=f"The exemption {exemption.name} excuses nothing on this page any more.",
        fix="Delete it from a11y/exemptions.toml.",
    )
