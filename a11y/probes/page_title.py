"""The title starts with the h1: it is the first thing a screen reader says, and the text of a tab."""

from a11y.modes import Mode
from a11y.probe import Probe

PROBE = Probe(
    rule="page-title",
    clause="WCAG 2.4.2",
    fix='Build the title as "<h1> – <name of the site>".',
    modes=(Mode.LIGHT,),
)
