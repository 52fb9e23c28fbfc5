"""Watches what a person does on a page, and whether those who cannot see the result learn of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from a11y.announcements import announcements
from a11y.findings import Finding
from a11y.script import run
from a11y.settle import settled

if TYPE_CHECKING:
    from playwright.async_api import Page

CLAUSES = {"status-message": "WCAG 4.1.3", "navigation-focus": "WCAG 2.4.3", "focus-lost": "WCAG 2.4.3"}
FIXES = {
    "status-message": 'Write the result into a role="status" region that was on the page before, '
    "or move the focus to the result.",
    "navigation-focus": 'Focus the h1 (tabindex="-1") after a navigation without page load.',
    "focus-lost": "Move the focus to what takes the place of the removed element, or to the heading above it.",
}


@asynccontextmanager
async def watched(page: "Page", *, stays_busy: bool = False) -> AsyncIterator[list[Finding]]:
    """Watch the page during the block; the list is filled when the block is over.

    Announcements that the change itself does not make within the settling time do not count: people
    who wait longer have gone on.
    """
    findings: list[Finding] = []
    async with announcements(page) as heard:
        await run(page, "changes.js", {"step": "note"})
        yield findings
        await settled(page, stays_busy=stays_busy)
        observations = await run(page, "changes.js", {"step": "judge", "announced": bool(heard.heard)})
    findings.extend(_finding(observation) for observation in observations)


def _finding(observation: dict[str, Any]) -> Finding:
    rule = observation.pop("rule")
    return Finding(rule=f"probe/{rule}", clause=CLAUSES[rule], fix=FIXES[rule], **observation)
