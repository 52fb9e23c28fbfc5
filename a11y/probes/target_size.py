"""Targets are 24 px or have room around them; 44 px is the aim on a phone."""

from a11y.modes import Mode
from a11y.probe import Probe

PROBE = Probe(
    rule="target-size",
    clause="WCAG 2.5.8",
    fix="Give the target min-width and min-height of 44 px (24 px at the least), or padding that adds up to it.",
    modes=(Mode.LIGHT, Mode.NARROW),
)
