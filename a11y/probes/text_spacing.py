"""Nothing is cut or overlaps when a reader widens lines, words and letters."""

from a11y.modes import Mode
from a11y.probe import Probe

PROBE = Probe(
    rule="text-spacing",
    clause="WCAG 1.4.12",
    fix="Use min-height in place of height, let the box grow with its text, and do not hide what overflows.",
    modes=(Mode.LIGHT, Mode.NARROW),
)
