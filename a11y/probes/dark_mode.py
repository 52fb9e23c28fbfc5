"""The page follows the system's wish for dark, also while it is open, and tells the browser so."""

from a11y.modes import Mode
from a11y.probe import Probe

PROBE = Probe(
    rule="dark-mode",
    clause="",
    fix="Follow prefers-color-scheme (also its change event), and set color-scheme: light dark on <html>.",
    modes=(Mode.DARK,),
    words=False,
)
