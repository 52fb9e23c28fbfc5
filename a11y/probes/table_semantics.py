"""A table stays a table when it is laid out as cards.

Browsers drop the table semantics when CSS changes `display`; explicit roles keep them.
"""

from a11y.probe import Probe

PROBE = Probe(
    rule="table-semantics",
    clause="WCAG 1.3.1",
    fix="Set role=table, rowgroup, row, columnheader, rowheader and cell on the parts that CSS lays out otherwise.",
    words=False,
)
