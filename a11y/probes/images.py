"""Pictures have a text alternative that says something, or are marked as decoration."""

from a11y.modes import Mode
from a11y.probe import Probe

PROBE = Probe(
    rule="images",
    clause="WCAG 1.1.1",
    fix='Say in alt what the picture says; decoration gets alt="" or aria-hidden="true".',
    modes=(Mode.LIGHT,),
)
