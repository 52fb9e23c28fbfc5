"""Secrets that must be read again, kept so that the database alone does not give them away.

AES-256-GCM (NIST SP 800-38D) under a key derived from the portal's own (HKDF, RFC 5869), which is not in the database.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE_BYTES = 12


class SealBroken(Exception):
    """The bytes were sealed with another key, for another place, or were changed since."""


def seal(key: bytes, purpose: str, place: str, secret: bytes) -> bytes:
    """`secret` sealed for one `place`, such as the id of its row: moved to another one it cannot be opened."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + _cipher(key, purpose).encrypt(nonce, secret, place.encode())


def unseal(key: bytes, purpose: str, place: str, sealed: bytes) -> bytes:
    """What was sealed. Raises `SealBroken`."""
    nonce, rest = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    try:
        return _cipher(key, purpose).decrypt(nonce, rest, place.encode())
    except (InvalidTag, ValueError) as error:
        raise SealBroken from error


def _cipher(key: bytes, purpose: str) -> AESGCM:
    """A key of its own for each purpose."""
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(key))
