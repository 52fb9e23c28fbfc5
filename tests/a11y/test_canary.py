"""The checks can fail: every defect that is seeded into a canary page is found, and nothing else is.

A canary page declares its defects itself: `data-defect` on an element names the rules that must find
something at it. The mark on <html> stands for the whole page, for findings that name no element.
"""

import re
from collections import Counter
from pathlib import Path

import pytest
from playwright.async_api import Page

from a11y.findings import Report
from a11y.probes.table import PROBES
from a11y.settle import settled
from a11y.visit import inspect
from e2e.fixtures.browser import Guard

CANARY = Path(__file__).parents[2] / "a11y" / "canary"
PAGES = sorted(path.name for path in CANARY.glob("*.html"))
# What only shows after an action is seeded in status.html and tested in test_changes.py.
CLEAN = {"clean.html", "dialog.html", "en.html", "status.html"}

DECLARED = """() => [...document.querySelectorAll("[data-defect]")].flatMap((element) =>
    element.dataset.defect.split(" ").map((rule) => [rule, element.outerHTML.slice(0, 80)]))"""

# Which mark a finding belongs to; null when none asks for this rule here.
MARK_OF = """([rule, selector]) => {
    let found = document.documentElement;
    if (!rule.startsWith("browser/")) found = document.querySelector(selector);
    const mark = found?.closest(`[data-defect~="${rule}"]`);
    return mark ? mark.outerHTML.slice(0, 80) : null;
}"""


async def look_at(page: Page, name: str) -> Report:
    await page.goto(f"/{name}")
    await settled(page)
    return await inspect(page)


@pytest.mark.parametrize("name", PAGES)
async def test_seeded_defects_are_found_and_nothing_else(desktop: Page, guard: Guard, name: str) -> None:
    if name == "scripts.html":
        for pattern in ("Content Security Policy", "Something went wrong", "Nobody caught this"):
            guard.allow(pattern)
    report = await look_at(desktop, name)
    declared = {(rule, mark) for rule, mark in await desktop.evaluate(DECLARED)}
    found: set[tuple[str, str]] = set()
    false_alarms: list[str] = []
    for sighting in report.failures:
        finding = sighting.finding
        mark = await desktop.evaluate(MARK_OF, [finding.rule, finding.selector])
        if mark:
            found.add((finding.rule, mark))
        else:
            false_alarms.append("\n".join(sighting.lines()))
    assert not false_alarms, "\n\n".join(false_alarms)
    assert declared - found == set()
    assert bool(declared) is (name not in CLEAN)


def test_every_probe_and_both_engines_have_a_seeded_defect() -> None:
    marks = " ".join(path.read_text("utf-8") for path in CANARY.glob("*.html"))
    seeded = Counter(rule.split("/")[0] for rule in set(re.findall(r"(?:probe|axe|ibm|browser)/[\w-]+", marks)))
    unseeded = {probe.rule for probe in PROBES if f"probe/{probe.rule}" not in marks}
    assert unseeded == set()
    assert seeded["axe"] >= 10
    assert seeded["ibm"] >= 10
    assert len(re.findall(r"data-defect=", marks)) >= 50
