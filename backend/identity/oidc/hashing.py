"""How random secrets are kept: those that a browser or a service brings back."""

from hashlib import sha256


def hash_secret(secret: str) -> bytes:
    """SHA-256 is enough for 256 random bits; there is nothing to guess."""
    return sha256(secret.encode()).digest()
