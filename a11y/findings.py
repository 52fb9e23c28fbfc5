"""What a check found, and the report about one page."""

from dataclasses import dataclass, field
from typing import Any, Literal

from a11y.modes import Mode

Kind = Literal["failure", "advice"]
"""A failure breaks the build; an advice is kept in the audit only (say, targets below 44 px)."""


class AccessibilityError(AssertionError):
    """A page has accessibility failures. The message lists them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One defect at one element, in the words a developer needs to repair it.

    `rule` names checker and rule ("axe/color-contrast", "probe/visible-focus"), so that an exemption
    can name it exactly. `clause` is a WCAG success criterion ("WCAG 2.4.7"), or "" for a house rule.
    """

    rule: str
    clause: str
    selector: str
    html: str
    message: str
    fix: str
    kind: Kind = "failure"

    @property
    def clauses(self) -> str:
        """The clause with its counterpart in EN 301 549, which numbers the WCAG criteria as 9.x.y.z."""
        if not self.clause:
            return "house rule"
        return f"{self.clause}, EN 301 549 9.{self.clause.removeprefix('WCAG ')}"


@dataclass(slots=True, kw_only=True)
class Sighting:
    """A finding together with the modes in which it was seen; most defects show in all of them."""

    finding: Finding
    modes: list[Mode]

    def lines(self) -> list[str]:
        """The sighting as a block of an indented listing."""
        finding = self.finding
        return [
            f"  {finding.rule}  ({finding.clauses})  in {', '.join(self.modes)}",
            f"    where  {finding.selector}",
            f"    html   {finding.html}",
            f"    what   {finding.message}",
            f"    fix    {finding.fix}",
        ]

    def as_json(self) -> dict[str, Any]:
        """The sighting as it stands in the audit report."""
        finding = self.finding
        return {
            "rule": finding.rule,
            "clause": finding.clause,
            "kind": finding.kind,
            "modes": [str(mode) for mode in self.modes],
            "selector": finding.selector,
            "html": finding.html,
            "message": finding.message,
            "fix": finding.fix,
        }


@dataclass(slots=True, kw_only=True)
class Report:
    """Everything one visit saw on one page.

    `exempted` holds what an exemption excuses; it stays visible in the audit and in the public
    accessibility statement. `engines` are the versions that judged; `seconds` says where the time went,
    by the name of the check. `skeleton` is a fingerprint of all that translations of the page share.
    """

    path: str
    title: str
    language: str
    modes: tuple[Mode, ...]
    sightings: list[Sighting] = field(default_factory=list)
    exempted: list[Sighting] = field(default_factory=list)
    engines: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    skeleton: str = ""

    def add(self, finding: Finding, mode: Mode) -> None:
        """Record a finding; one that was seen in an earlier mode only gains this mode."""
        for sighting in self.sightings:
            known = sighting.finding
            if (known.rule, known.selector) == (finding.rule, finding.selector):
                if mode not in sighting.modes:
                    sighting.modes.append(mode)
                return
        self.sightings.append(Sighting(finding=finding, modes=[mode]))

    @property
    def failures(self) -> list[Sighting]:
        """What makes the check fail."""
        return [sighting for sighting in self.sightings if sighting.finding.kind == "failure"]

    @property
    def advice(self) -> list[Sighting]:
        """What a person should look at, without failing the check."""
        return [sighting for sighting in self.sightings if sighting.finding.kind == "advice"]

    def listing(self) -> str:
        """The failures as text for a terminal."""
        count = len(self.failures)
        head = f"{self.path} ({self.title!r}): {count} accessibility failure{'' if count == 1 else 's'}"
        return "\n\n".join([head, *("\n".join(sighting.lines()) for sighting in self.failures)])

    def assert_clean(self) -> None:
        """Raise `AccessibilityError` with the whole listing unless the page is free of failures."""
        if self.failures:
            raise AccessibilityError(self.listing())

    def as_json(self) -> dict[str, Any]:
        """The report as the audit stores it."""
        return {
            "path": self.path,
            "title": self.title,
            "language": self.language,
            "modes": [str(mode) for mode in self.modes],
            "failures": [sighting.as_json() for sighting in self.failures],
            "advice": [sighting.as_json() for sighting in self.advice],
            "exempted": [sighting.as_json() for sighting in self.exempted],
            "engines": self.engines,
            "seconds": {name: round(value, 3) for name, value in self.seconds.items()},
        }
