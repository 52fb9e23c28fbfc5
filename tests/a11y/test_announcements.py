"""The ear for live regions."""

import pytest
from playwright.async_api import Page

from a11y.announcements import Announcement, announcements


async def test_hears_a_change_in_a_status_region(desktop: Page) -> None:
    await desktop.goto("/status.html")
    async with announcements(desktop) as heard:
        await desktop.click("#spoken")
        said = await heard.wait_for("gespeichert")
    assert said == Announcement(text="Ihre Angaben wurden gespeichert.", politeness="polite")


async def test_hears_an_alert_that_appears(desktop: Page) -> None:
    await desktop.goto("/status.html")
    async with announcements(desktop) as heard:
        await desktop.click("#alert")
        said = await heard.wait_for("zwei Minuten")
    assert said.politeness == "assertive"


async def test_says_what_was_heard_when_the_expected_is_not(desktop: Page) -> None:
    await desktop.goto("/status.html")
    async with announcements(desktop) as heard:
        await desktop.click("#late")
        await desktop.click("#spoken")
        await heard.wait_for("Angaben")
        with pytest.raises(AssertionError, match=r"No live region said 'spät'.*\['Ihre Angaben wurden gespeichert.'\]"):
            await heard.wait_for("spät", within=0.1)


async def test_hears_across_a_page_load_and_stops_at_the_end(desktop: Page) -> None:
    await desktop.goto("/clean.html")
    async with announcements(desktop) as first:
        await desktop.goto("/status.html")
        await desktop.click("#spoken")
        await first.wait_for("gespeichert")
    async with announcements(desktop) as second:
        await desktop.click("#alert")
        await second.wait_for("Sitzung")
    assert first.texts == ["Ihre Angaben wurden gespeichert."]
    assert second.texts == ["Die Sitzung endet in zwei Minuten."]
