"""`visit()`: go to a page, look at it as many people would, and fail with all that keeps them out.

await visit(page, "/rechnungen")
await visit(page, lambda: page.get_by_role("button", name="Filtern").click())
await visit(page)                      # the page as it is now
"""

import hashlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from a11y import audit, modes
from a11y.changes import watched
from a11y.console import browser_findings
from a11y.engines import axe, ibm
from a11y.engines.files import EngineFiles
from a11y.excuse import excuse
from a11y.exemptions import Exemption, load_exemptions
from a11y.findings import Finding, Report
from a11y.matrix import Matrix
from a11y.modes import Mode
from a11y.probes.table import PROBES
from a11y.script import run
from a11y.settle import redrawn, settled

if TYPE_CHECKING:
    from playwright.async_api import Page

Target = str | Callable[[], Awaitable[object]] | None
"""An address, something a person does on the page, or nothing for the page as it is."""

_known: dict[str, Report] = {}
"""Pages this process has found clean, by a fingerprint of what is on them."""


async def visit(
    page: "Page",
    target: Target = None,
    *,
    only: Sequence[Mode] | None = None,
    translation_of: Report | None = None,
    stays_busy: bool = False,
) -> Report:
    """Go to the target, check the page in the modes of the matrix, and raise `AccessibilityError` on failures.

    The page is left as it was found: viewport, colours, focus and scroll position. The same page with
    the same content is checked once in a process; journeys that cross it again cost nothing. If the page differs
    in nothing but words from the one that `translation_of` reports about, it is only asked what words can change.
    `stays_busy` is for a page that shows something busy for good; all others are waited for.
    """
    matrix = Matrix.from_environment()
    seen = await _go(page, target, stays_busy=stays_busy)
    key = await _fingerprint(page, matrix, only)
    report = None if seen else _known.get(key)
    if report is None:
        exemptions = load_exemptions(today=datetime.now(UTC).date())
        report = await inspect(
            page, matrix=matrix, only=only, translation_of=translation_of, exemptions=exemptions, seen=seen
        )
        if matrix.full:
            audit.record(report)
    report.assert_clean()
    _known[key] = report
    return report


async def inspect(
    page: "Page",
    *,
    matrix: Matrix | None = None,
    only: Sequence[Mode] | None = None,
    translation_of: Report | None = None,
    exemptions: Sequence[Exemption] = (),
    seen: Sequence[Finding] = (),
) -> Report:
    """Check the page as it is now and report, without failing. `seen` was found on the way to it."""
    matrix = matrix or Matrix()
    files = EngineFiles.from_environment()
    language: str = await page.evaluate("() => document.documentElement.lang")
    report = Report(
        path=urlsplit(page.url).path,
        title=await page.title(),
        language=language,
        modes=tuple(only or matrix.modes(language)),
        engines=files.versions(),
        skeleton=hashlib.sha256((await run(page, "skeleton.js")).encode()).hexdigest(),
    )
    words_only = not matrix.full and translation_of is not None and translation_of.skeleton == report.skeleton
    async with _untouched(page), modes.modes_restored(page) as size:
        for finding in seen:
            report.add(finding, report.modes[0])
        for mode in report.modes:
            await modes.apply(page, mode, size=size)
            await redrawn(page)
            await _Look(page, mode, report, words_only).all(files, matrix)
        for finding in await browser_findings(page):
            report.add(finding, report.modes[0])
        await excuse(page, report, exemptions)
    return report


@dataclass(frozen=True, slots=True)
class _Look:
    """All checks of one page in one mode, or those that words matter to."""

    page: "Page"
    mode: Mode
    report: Report
    words_only: bool

    async def all(self, files: EngineFiles, matrix: Matrix) -> None:
        if questions := matrix.axe(self.mode):
            questions = "markup" if self.words_only else questions
            await self._note("axe", axe.check(self.page, files, questions))
        if matrix.has_ibm(self.mode, self.report.language):
            await self._note("ibm", ibm.check(self.page, files))
        for probe in PROBES:
            if self.mode in probe.modes and (probe.words or not self.words_only):
                await self._note(probe.rule, probe(self.page))

    async def _note(self, name: str, check: Awaitable[list[Finding]]) -> None:
        with self._timed(name):
            for finding in await check:
                self.report.add(finding, self.mode)

    @contextmanager
    def _timed(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        seconds = self.report.seconds
        seconds[name] = seconds.get(name, 0.0) + time.perf_counter() - start


async def _go(page: "Page", target: Target, *, stays_busy: bool) -> list[Finding]:
    """Reach the target; what a person does there is watched for silent changes."""
    if callable(target):
        async with watched(page, stays_busy=stays_busy) as findings:
            await target()
        return findings
    if target is not None:
        await page.goto(target)
    await settled(page, stays_busy=stays_busy)
    return []


async def _fingerprint(page: "Page", matrix: Matrix, only: Sequence[Mode] | None) -> str:
    content = await page.evaluate(
        "() => [location.pathname, innerWidth, innerHeight, document.documentElement.outerHTML].join('\\n')"
    )
    return hashlib.sha256(f"{matrix}\n{only}\n{content}".encode()).hexdigest()


@asynccontextmanager
async def _untouched(page: "Page") -> AsyncIterator[None]:
    """Put the focus and the scroll position back, without the page's handlers noticing."""
    await run(page, "untouched.js", {"step": "note"})
    try:
        yield
    finally:
        await run(page, "untouched.js", {"step": "restore"})
