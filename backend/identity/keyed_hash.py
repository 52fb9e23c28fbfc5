"""Hashes of secrets that are short enough to be guessed, and of names that a table need not hold."""

import hmac


def keyed_hash(key: bytes, purpose: str, *parts: str) -> bytes:
    """HMAC-SHA256 (RFC 2104) over a purpose and its parts.

    Who steals the database cannot try all six-digit codes without the key, which is not in it. Each part carries its
    length, so that two different lists of parts never make the same message.
    """
    message = "".join(f"{len(part)}:{part}" for part in (purpose, *parts))
    return hmac.digest(key, message.encode(), "sha256")
