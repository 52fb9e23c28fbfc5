"""Texts that people have typed, made fit for calendar documents.

What is removed cannot stand in iCalendar (RFC 5545, 3.1: CONTROL) or in XML, in which CalDAV wraps it (XML 1.0, 2.2),
or makes a line look like another one than it is. Commas and the like are no matter for here: they are escaped.
"""

import re
from typing import Final
from urllib.parse import quote

_BREAKS: Final = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
"""Everything that some reader takes for the end of a line."""
_UNFIT: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f"  # Controls.
    "\ud800-\udfff\ufffe\uffff"  # No characters at all.
    "\u202a-\u202e\u2066-\u2069\ufeff]"  # Turn the direction of what follows, or hide.
)
_NOT_IN_ADDRESSES: Final = re.compile(r'[\s"<>\\^`{|}]')
_MAIL_FIELDS: Final = "%?&#"
"""With these a `mailto:` address would go on with a copy to others or a text (RFC 6068, 2)."""


def lines(text: str) -> str:
    """`text` with "\\n" as its only control character."""
    return _UNFIT.sub("", _BREAKS.sub("\n", text)).replace("\t", " ")


def one_line(text: str) -> str:
    """`text` with single blanks instead of line breaks."""
    return " ".join(lines(text).split())


def web_address(address: str) -> str:
    """The address, encoded where it must be (RFC 3986, 2.1). Empty for what is none of the web."""
    encoded = _NOT_IN_ADDRESSES.sub(_encoded, one_line(address))
    return encoded if encoded.lower().startswith(("https://", "http://")) else ""


def mail_address(address: str) -> str:
    """`address` as a URI (RFC 6068)."""
    return "mailto:" + re.sub(f"[{_MAIL_FIELDS}]|{_NOT_IN_ADDRESSES.pattern}", _encoded, one_line(address))


def _encoded(found: re.Match[str]) -> str:
    return quote(found[0], safe="")
