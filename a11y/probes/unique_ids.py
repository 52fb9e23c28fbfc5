"""Every id exists once, and every reference to an id leads somewhere."""

from a11y.modes import Mode
from a11y.probe import Probe

PROBE = Probe(
    rule="unique-ids",
    clause="WCAG 1.3.1",
    fix="Make ids from what they name (invoice number, field name), and remove references to what is not there.",
    modes=(Mode.LIGHT,),
)
