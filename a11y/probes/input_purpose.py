"""Fields for people's own data say which data they take, so that the browser can fill them in."""

from a11y.modes import Mode
from a11y.probe import Probe

PROBE = Probe(
    rule="input-purpose",
    clause="WCAG 1.3.5",
    fix='Set autocomplete (email, tel, name, postal-code, one-time-code …), or "off" for somebody else\'s data.',
    modes=(Mode.LIGHT,),
    words=False,
)
