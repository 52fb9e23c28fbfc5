"""At 320 CSS pixels nothing scrolls sideways, nothing is cut and nothing overlaps."""

from a11y.modes import Mode
from a11y.probe import Probe

PROBE = Probe(
    rule="reflow",
    clause="WCAG 1.4.10",
    fix="Let the content wrap: min-width: 0 in grids and flex boxes, overflow-wrap: anywhere for long "
    "words, max-width: 100% for pictures, and no fixed widths.",
    modes=(Mode.NARROW,),
)
