"""Errors are tied to their fields in words, and a summary leads to each of them."""

from a11y.modes import Mode
from a11y.probe import Probe

PROBE = Probe(
    rule="form-errors",
    clause="WCAG 3.3.1",
    fix="Set aria-invalid and an aria-describedby that names the visible error text, and link to the field "
    "from the error summary.",
    modes=(Mode.LIGHT,),
)
