"""Every field has a label that can be seen; a placeholder is gone as soon as one types."""

from a11y.modes import Mode
from a11y.probe import Probe

PROBE = Probe(
    rule="labels",
    clause="WCAG 3.3.2",
    fix="Write a visible <label for> (or a <legend> for a group).",
    modes=(Mode.LIGHT, Mode.NARROW),
)
