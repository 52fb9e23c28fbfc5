"""Text as people search and sort it."""

import unicodedata

# Sharp s and the like have no decomposition; German telephone-book folding keeps "Müller" beside "Mueller" apart on
# purpose: people type either "Muller" or "Müller".
_SINGLE = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})

_UNREADABLE = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})


def fold(text: str) -> str:
    """`text` without case and accents and with single blanks, for searching and for sorting Ä beside A."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_SINGLE))
    return " ".join("".join(char for char in decomposed if not unicodedata.combining(char)).split())


def normalise_number(number: str) -> str:
    """A customer or reference number without the blanks and punctuation people put in: "40 12-345" is "4012345"."""
    return "".join(char for char in unicodedata.normalize("NFKC", number).upper() if char.isalnum())


def is_readable(text: str) -> bool:
    """Whether people see everything that is in `text`, on one line: no control, formatting or unassigned characters.

    These forge headers, reverse what stands beside them, hide in what people compare, or cannot be stored (NUL).
    """
    return _UNREADABLE.isdisjoint(map(unicodedata.category, text))


def like_pattern(text: str) -> str:
    """A LIKE pattern for "contains `text`", with the pattern characters in it taken literally."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
