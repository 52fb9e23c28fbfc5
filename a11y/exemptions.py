"""Defects that are known and excused for a while: which, where, why, and until when.

An exemption that has expired fails every visit, and one that excuses nothing fails the visit of its
page and the audit. So the list, from which the public accessibility statement is made, stays true.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

DEFAULT_FILE = Path(__file__).with_name("exemptions.toml")
LONGEST = timedelta(days=366)
KEYS = {"rule", "page", "selector", "until", "reason"}


class ExemptionError(ValueError):
    """The file of exemptions is wrong, or holds one that has expired."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """One excused defect. `reason_de` and `reason_en` are what the accessibility statement says."""

    rule: str
    page: str
    selector: str
    until: date
    reason_de: str
    reason_en: str

    def concerns(self, path: str) -> bool:
        """Whether the page with this path is meant."""
        return fnmatchcase(path, self.page)

    @property
    def name(self) -> str:
        """How messages call it."""
        return f"{self.rule} on {self.page} at {self.selector}"

    def as_json(self) -> dict[str, Any]:
        """The exemption as it stands in the audit report."""
        return {
            "rule": self.rule,
            "page": self.page,
            "selector": self.selector,
            "until": self.until.isoformat(),
            "reason": {"de": self.reason_de, "en": self.reason_en},
        }


def load_exemptions(*, today: date, file: Path = DEFAULT_FILE) -> tuple[Exemption, ...]:
    """Read the file; raises `ExemptionError` on anything wrong, expired or more than a year ahead."""
    entries: list[dict[str, Any]] = tomllib.loads(file.read_text("utf-8")).get("exemption", [])
    exemptions = tuple(_exemption(entry) for entry in entries)
    for exemption in exemptions:
        if exemption.until < today:
            raise ExemptionError(f"Expired on {exemption.until}: {exemption.name}. Repair the page.")
        if exemption.until > today + LONGEST:
            raise ExemptionError(f"More than a year ahead ({exemption.until}): {exemption.name}.")
    return exemptions


def _exemption(entry: dict[str, Any]) -> Exemption:
    if set(entry) != KEYS or not isinstance(entry["until"], date):
        raise ExemptionError(f"An exemption needs {', '.join(sorted(KEYS))} (until as a date): {entry}")
    reason = entry["reason"]
    if not isinstance(reason, dict) or not reason.get("de") or not reason.get("en"):
        raise ExemptionError(f"An exemption needs reason.de and reason.en: {entry}")
    return Exemption(
        rule=entry["rule"],
        page=entry["page"],
        selector=entry["selector"],
        until=entry["until"],
        reason_de=reason["de"],
        reason_en=reason["en"],
    )
