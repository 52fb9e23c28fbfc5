"""`visit()` fails with a listing, leaves the page as it was, and does no work twice."""

from pathlib import Path

import pytest
from playwright.async_api import Page

from a11y import audit
from a11y.findings import AccessibilityError
from a11y.modes import ALL_MODES, Mode
from a11y.visit import visit
from e2e.fixtures.browser import PHONE, OpenPage

STATE = """() => ({
    focused: document.activeElement.id, scrolled: scrollY, size: [innerWidth, innerHeight],
    dark: matchMedia("(prefers-color-scheme: dark)").matches,
    forced: matchMedia("(forced-colors: active)").matches,
    address: location.href, html: document.documentElement.outerHTML,
})"""


async def test_fails_with_a_listing_that_says_where_what_and_how_to_fix(desktop: Page) -> None:
    with pytest.raises(AccessibilityError) as caught:
        await visit(desktop, "/bar.html")
    listing = str(caught.value)
    assert listing.startswith("/bar.html ('Leiste – Kanarienvogel'): 1 accessibility failure\n")
    assert "probe/focus-not-obscured  (WCAG 2.4.11, EN 301 549 9.2.4.11)  in light, 320px" in listing
    assert "where  #main > p:nth-of-type(1) > button" in listing
    assert '<button class="button under" type="button"' in listing
    assert "scroll-padding" in listing


async def test_german_pages_are_seen_in_all_modes_and_english_ones_in_light(desktop: Page) -> None:
    assert (await visit(desktop, "/clean.html")).modes == ALL_MODES
    assert (await visit(desktop, "/en.html")).modes == (Mode.LIGHT,)


async def test_only_the_asked_modes(desktop: Page) -> None:
    report = await visit(desktop, "/bar.html", only=[Mode.DARK, Mode.FORCED_COLORS])
    assert report.modes == (Mode.DARK, Mode.FORCED_COLORS)


async def test_leaves_the_page_as_it_was(open_page: OpenPage) -> None:
    page = await open_page(PHONE)
    await page.goto("/clean.html")
    await page.focus("#email")
    await page.evaluate("() => scrollTo(0, 150)")
    before = await page.evaluate(STATE)
    await visit(page)
    assert await page.evaluate(STATE) == before


async def test_the_same_page_is_checked_once(desktop: Page) -> None:
    first = await visit(desktop, "/clean.html")
    assert await visit(desktop, "/clean.html") is first
    await desktop.locator("#reset").click()
    assert await visit(desktop) is not first


async def test_a_translation_is_asked_only_what_words_can_change(desktop: Page) -> None:
    original = await visit(desktop, "/en.html")
    await desktop.evaluate("() => { document.querySelector('p').textContent = 'The same page in other words.'; }")
    translation = await visit(desktop, translation_of=original)
    assert {"axe", "page-title", "text-spacing"} <= set(translation.seconds)
    assert not {"keyboard-walk", "skip-link", "visible-focus"} & set(translation.seconds)

    await desktop.evaluate("() => document.querySelector('p').append(document.createElement('span'))")
    assert "keyboard-walk" in (await visit(desktop, translation_of=original)).seconds, "it is another page"

    await desktop.goto("/en.html")
    await desktop.evaluate("() => { document.querySelector('h1').textContent = 'Another heading'; }")
    with pytest.raises(AccessibilityError, match="probe/page-title"):
        await visit(desktop, translation_of=original)


async def test_an_action_that_nobody_hears_of_fails(desktop: Page) -> None:
    await visit(desktop, "/status.html")
    with pytest.raises(AccessibilityError, match=r"probe/status-message.*\(WCAG 4\.1\.3"):
        await visit(desktop, lambda: desktop.click("#silent"))
    await visit(desktop, lambda: desktop.click("#spoken"))


async def test_a_visit_stays_cheap(desktop: Page) -> None:
    """About 2 s on two idle cores; the limit leaves room for a busy machine and none for a probe gone wild."""
    report = await visit(desktop, "/clean.html")
    assert 0 < sum(report.seconds.values()) < 10


async def test_the_audit_sees_everything_everywhere_and_keeps_it(
    desktop: Page, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("A11Y_MATRIX", "full")
    monkeypatch.setenv("A11Y_OUTPUT", str(tmp_path))
    report = await visit(desktop, "/en.html?audit")
    assert report.modes == ALL_MODES
    with pytest.raises(AccessibilityError):
        await visit(desktop, "/bar.html")
    assert audit.main() == 1
    table = (tmp_path / "report.md").read_text("utf-8")
    assert "2 pages, 1 failures." in table
    assert "axe-core 4." in table
    assert "| /bar.html | de | light, dark, forced-colors, 320px | 1 | 0 |" in table
