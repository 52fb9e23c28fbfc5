"""Codes that people read off paper and type in: Crockford's base 32, which has no I, L, O and U."""

import secrets
import unicodedata
from typing import Final

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS: Final = str.maketrans("ILO", "110")


def random_code(length: int) -> str:
    """Five random bits for each character."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


def in_groups(code: str, length: int) -> str:
    """The code as it is printed: groups of `length` characters with hyphens between them."""
    return "-".join(code[start : start + length] for start in range(0, len(code), length))


def read_code(typed: str) -> str:
    """The code as it was printed, however it was typed: in small letters, with or without hyphens, O for 0, I for 1."""
    letters = unicodedata.normalize("NFKC", typed).upper().translate(_READ_AS)
    return "".join(char for char in letters if char in _ALPHABET)
