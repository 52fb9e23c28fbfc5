"""Which profile of EN 16931 an invoice follows, from its specification identifier (BT-24)."""

from typing import Literal

Profile = Literal[
    "minimum",
    "basic-wl",
    "basic",
    "en16931",
    "extended",
    "xrechnung",
    "xrechnung-extension",
    "peppol",
    "plain",
    "other",
]

# In this order: the identifier of an extension contains that of what it extends.
_MARKS: tuple[tuple[str, Profile], ...] = (
    (":minimum", "minimum"),
    (":basicwl", "basic-wl"),
    (":basic", "basic"),
    ("kosit:extension:xrechnung", "xrechnung-extension"),
    ("xrechnung", "xrechnung"),
    ("extended", "extended"),
    ("peppol.eu", "peppol"),
    ("urn:cen.eu:en16931:2017", "en16931"),
)

WITHOUT_LINES: frozenset[Profile] = frozenset({"minimum", "basic-wl", "plain"})
"""Profiles whose invoices state totals only."""


def profile_of(profile_id: str | None) -> Profile:
    """The profile that `profile_id` names; "other" for one that is not known, such as a national CIUS."""
    known = (profile_id or "").lower()
    return next((profile for mark, profile in _MARKS if mark in known), "other")
