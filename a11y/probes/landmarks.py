"""One main, one header and one footer of the page; several navigations have names."""

from a11y.modes import Mode
from a11y.probe import Probe

PROBE = Probe(
    rule="landmarks",
    clause="WCAG 1.3.1",
    fix="Use <header>, <nav aria-label>, <main> and <footer> once each on the top level; name several of a kind.",
    modes=(Mode.LIGHT, Mode.NARROW),
)
