"""The audit puts the visits together."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from a11y import audit
from a11y.exemptions import Exemption
from a11y.findings import Finding, Report, Sighting
from a11y.modes import Mode

NOW = datetime(2025, 11, 22, 10, 0, tzinfo=UTC)
FINDING = Finding(rule="axe/region", clause="", selector="#x", html="<p>", message="No landmark.", fix="Add one.")


def report(path: str, *, failing: bool = False, exempted: bool = False) -> Report:
    found = Report(path=path, title="T", language="de", modes=(Mode.LIGHT,), seconds={"axe": 0.25})
    found.engines["axe-core"] = "4.14.1"
    if failing:
        found.add(FINDING, Mode.LIGHT)
    if exempted:
        found.exempted.append(Sighting(finding=FINDING, modes=[Mode.LIGHT]))
    return found


def exemption(page: str) -> Exemption:
    return Exemption(
        rule="axe/region", page=page, selector="#x", until=date(2026, 1, 1), reason_de="Bald.", reason_en="Soon."
    )


def test_counts_failures_and_finds_unused_exemptions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A11Y_OUTPUT", str(tmp_path))
    for visited in (report("/a", failing=True), report("/a"), report("/b", exempted=True)):
        audit.record(visited)
    exemptions = (exemption("/b"), exemption("/nowhere"))
    whole = audit.collate(folder=tmp_path, now=NOW, exemptions=exemptions)
    assert (whole["page_count"], whole["failure_count"]) == (2, 1)
    assert whole["engines"] == {"axe-core": "4.14.1"}
    assert [entry["reason"]["en"] for entry in whole["exemptions"]] == ["Soon.", "Soon."]
    assert whole["unused_exemptions"] == ["axe/region on /nowhere at #x"]
    table = audit.as_markdown(whole)
    assert "| /b | de | light | 0 | 1 | 0 | 0.2 |" in table
    assert "- **/a** axe/region at `#x`: No landmark." in table


def test_without_visits_there_is_no_audit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("A11Y_OUTPUT", str(tmp_path))
    assert audit.main() == 2
    assert "Run the tests with A11Y_MATRIX=full first." in capsys.readouterr().err


def test_the_same_defect_in_two_modes_is_one_entry() -> None:
    found = report("/a", failing=True)
    found.add(FINDING, Mode.DARK)
    (sighting,) = found.failures
    assert sighting.modes == [Mode.LIGHT, Mode.DARK]
