"""Known defects are excused by name, for a while, and only as long as they exist."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from playwright.async_api import Page

from a11y.exemptions import Exemption, ExemptionError, load_exemptions
from a11y.settle import settled
from a11y.visit import inspect

TODAY = date(2025, 11, 22)


def write(folder: Path, **changes: str) -> Path:
    values = {
        "rule": '"axe/color-contrast"',
        "page": '"/rechnungen/*"',
        "selector": '"svg"',
        "until": "2025-12-31",
        "reason": '{ de = "Zu hell.", en = "Too light." }',
    } | changes
    file = folder / "exemptions.toml"
    file.write_text(
        "[[exemption]]\n" + "\n".join(f"{key} = {value}" for key, value in values.items() if value), "utf-8"
    )
    return file


def exemption(**changes: str) -> Exemption:
    values = {"rule": "probe/focus-not-obscured", "page": "/bar.html", "selector": ".under"} | changes
    return Exemption(**values, until=TODAY, reason_de="Bald besser.", reason_en="Better soon.")


def test_the_projects_own_list_is_valid_today() -> None:
    assert isinstance(load_exemptions(today=datetime.now(UTC).date()), tuple)


def test_reads_an_exemption(tmp_path: Path) -> None:
    (entry,) = load_exemptions(today=TODAY, file=write(tmp_path))
    assert entry.concerns("/rechnungen/4711")
    assert not entry.concerns("/termine")
    assert (entry.reason_de, entry.until) == ("Zu hell.", date(2025, 12, 31))


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        (
            {"until": "2025-11-21"},
            "Expired on 2025-11-21: axe/color-contrast on /rechnungen/* at svg. Repair the page.",
        ),
        ({"until": "2027-11-22"}, "More than a year ahead (2027-11-22)"),
        ({"until": '"soon"'}, "until as a date"),
        ({"reason": ""}, "An exemption needs page, reason, rule, selector, until"),
        ({"reason": '{ de = "Zu hell." }'}, "reason.de and reason.en"),
        ({"ticket": "17"}, "An exemption needs"),
    ],
)
def test_refuses_what_is_wrong_or_expired(tmp_path: Path, changes: dict[str, str], complaint: str) -> None:
    with pytest.raises(ExemptionError, match=re.escape(complaint)):
        load_exemptions(today=TODAY, file=write(tmp_path, **changes))


async def test_an_exempted_finding_does_not_fail_and_stays_visible(desktop: Page) -> None:
    await desktop.goto("/bar.html")
    await settled(desktop)
    report = await inspect(desktop, exemptions=[exemption()])
    assert report.failures == []
    assert [sighting.finding.rule for sighting in report.exempted] == ["probe/focus-not-obscured"]


async def test_an_exemption_covers_its_selector_and_page_alone(desktop: Page) -> None:
    await desktop.goto("/bar.html")
    await settled(desktop)
    others = [exemption(selector=".lid"), exemption(page="/trap.html"), exemption(rule="axe/region")]
    report = await inspect(desktop, exemptions=others)
    rules = [sighting.finding.rule for sighting in report.failures]
    assert "probe/focus-not-obscured" in rules


async def test_an_exemption_that_excuses_nothing_fails(desktop: Page) -> None:
    await desktop.goto("/clean.html")
    await settled(desktop)
    report = await inspect(desktop, exemptions=[exemption(page="/clean.html", selector="#email")])
    assert "The exemption probe/focus-not-obscured on /clean.html at #email excuses nothing" in report.listing()
