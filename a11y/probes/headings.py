"""One h1 that can be seen, and headings that go down one level at a time."""

from a11y.modes import Mode
from a11y.probe import Probe

PROBE = Probe(
    rule="headings",
    clause="WCAG 1.3.1",
    fix="Give the page exactly one visible <h1>, and choose heading levels by structure, not by size.",
    modes=(Mode.LIGHT, Mode.NARROW),
)
