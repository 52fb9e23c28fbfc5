"""The page says its language, the text really is in it, and passages in the other language say so."""

from a11y.modes import Mode
from a11y.probe import Probe

PROBE = Probe(
    rule="page-language",
    clause="WCAG 3.1.1",
    fix="Set lang on <html> to the language of the text, and lang on every passage that is in another one.",
    modes=(Mode.LIGHT,),
)
