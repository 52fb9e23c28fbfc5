"""Nothing keeps people from zooming in."""

from a11y.modes import Mode
from a11y.probe import Probe

PROBE = Probe(
    rule="zoom",
    clause="WCAG 1.4.4",
    fix='Use <meta name="viewport" content="width=device-width, initial-scale=1">, '
    "and no touch-action that bars pinching.",
    modes=(Mode.LIGHT,),
    words=False,
)
