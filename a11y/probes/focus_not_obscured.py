"""No sticky bar covers the element that has the keyboard focus, walking forwards and backwards."""

from a11y.modes import Mode
from a11y.probe import Probe

PROBE = Probe(
    rule="focus-not-obscured",
    clause="WCAG 2.4.11",
    fix="Set scroll-padding on <html> to the height of the sticky bars, so that the browser scrolls far enough.",
    modes=(Mode.LIGHT, Mode.NARROW),
)
