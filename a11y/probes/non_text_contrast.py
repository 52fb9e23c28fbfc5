"""The edge of a field stands out from what lies around it by 3:1."""

from a11y.modes import Mode
from a11y.probe import Probe

PROBE = Probe(
    rule="non-text-contrast",
    clause="WCAG 1.4.11",
    fix="Give the field a border, or at least one edge, with a contrast of 3:1 to the background of the page.",
    modes=(Mode.LIGHT, Mode.DARK),
    words=False,
)
