"""The one form in which e-mail addresses are kept and compared."""

import re
import unicodedata

from backend.core.errors import InvalidInput
from backend.core.text import is_readable

_LONGEST = 254  # RFC 5321, 4.5.3.1.3, less the angle brackets.

# Only the shape: whether an address works is known when its owner has typed a code that was sent there.
_SHAPE = re.compile(r'[^\s@"(),:;<>\[\\\]]{1,64}@[^\s@"(),:;<>\[\\\]]+\.[^\s@"(),.:;<>\[\\\]]{2,}')


def normalise_email(text: str) -> str:
    """`text` without blanks around it, composed (NFC) and in small letters.

    Raises `InvalidInput` for what cannot be an address. Unassigned characters are among the unreadable ones that are
    refused: they change case differently in every version of Unicode.
    """
    email = unicodedata.normalize("NFC", text).strip().lower()
    if len(email) > _LONGEST or not _SHAPE.fullmatch(email) or not is_readable(email):
        raise InvalidInput({"email": "email"})
    return email
