"""What a person does on a page, and whether people who cannot see the result learn of it."""

import pytest
from playwright.async_api import Page

from a11y.changes import watched


@pytest.mark.parametrize(
    ("button", "rules"),
    [
        ("silent", {"probe/status-message"}),
        ("late", {"probe/status-message"}),
        ("vanish", {"probe/focus-lost"}),
        ("lost", {"probe/navigation-focus"}),
        ("spoken", set()),
        ("alert", set()),
        ("focus", set()),
        ("routed", set()),
        ("more", set()),
    ],
)
async def test_what_happens_after_a_click(desktop: Page, button: str, rules: set[str]) -> None:
    await desktop.goto("/status.html")
    async with watched(desktop) as findings:
        await desktop.click(f"#{button}")
    assert {finding.rule for finding in findings} == rules


async def test_a_page_load_is_announced_by_the_browser_itself(desktop: Page) -> None:
    await desktop.goto("/status.html")
    async with watched(desktop) as findings:
        await desktop.goto("/clean.html")
    assert findings == []
