"""What stands between us and whoever else could read or send a message: RFC 8291 and RFC 8292.

A message is encrypted for one browser, so that the push service carries what it cannot read. And it is signed by the
portal, so that nobody else who learns a browser's address can have anything shown there. The portal's key pair is
derived from its secret key: nothing more to keep, to back up or to lose. Another SECRET_KEY makes another pair, and
people then switch messages on anew.
"""

import json
import os
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_CURVE: Final = ec.SECP256R1()
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_RECORD_BYTES: Final = 4096
_FULL_STEPS: Final = 512
"""Messages are filled up to a multiple of this, so that their length says little about what stands in them."""

_TOKEN_LIFE: Final = timedelta(hours=12)
"""RFC 8292 (2) allows a day."""


class UnusableKey(Exception):
    """The browser's key is no point on the curve: nothing can be encrypted for it, now or later."""


@dataclass(frozen=True)
class Recipient:
    """A browser, as far as encrypting for it goes: its public key and its secret (RFC 8291, 2)."""

    p256dh: bytes
    auth: bytes


def encrypt(plaintext: bytes, recipient: Recipient) -> bytes:
    """The body of a push request in the encoding `aes128gcm` (RFC 8188), in one record. Raises `UnusableKey`."""
    filled = plaintext + b"\x02" + bytes(-(len(plaintext) + 1) % _FULL_STEPS)
    return _encrypted(filled, recipient, sender=ec.generate_private_key(_CURVE), salt=os.urandom(16))


def _encrypted(filled: bytes, recipient: Recipient, *, sender: ec.EllipticCurvePrivateKey, salt: bytes) -> bytes:
    try:
        receiver = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, recipient.p256dh)
    except ValueError as error:
        raise UnusableKey from error
    ours = _point(sender)
    info = b"WebPush: info\0" + recipient.p256dh + ours
    secret = _hkdf(sender.exchange(ec.ECDH(), receiver), salt=recipient.auth, info=info, length=32)
    key = _hkdf(secret, salt=salt, info=b"Content-Encoding: aes128gcm\0", length=16)
    nonce = _hkdf(secret, salt=salt, info=b"Content-Encoding: nonce\0", length=12)
    head = salt + _RECORD_BYTES.to_bytes(4, "big") + len(ours).to_bytes(1, "big") + ours
    return head + AESGCM(key).encrypt(nonce, filled, None)


def public_key(secret_key: bytes) -> str:
    """The portal's key as browsers take it to subscribe (`applicationServerKey`), in base64url."""
    return _encoded(_point(_own_key(secret_key)))


def authorization(endpoint: str, *, contact: str, secret_key: bytes, now: datetime) -> str:
    """The header that proves to the push service of `endpoint` who sends (RFC 8292, 3). `contact`: a mailto: address.

    It holds a JSON Web Token (RFC 7519), signed by ES256 (RFC 7518, 3.4).
    """
    parts = urlsplit(endpoint)
    claims = {"aud": f"https://{parts.netloc}", "exp": int((now + _TOKEN_LIFE).timestamp()), "sub": contact}
    signed = ".".join(_encoded(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
    key = _own_key(secret_key)
    r, s = decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(SHA256())))
    signature = _encoded(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"vapid t={signed}.{signature}, k={_encoded(_point(key))}"


@lru_cache(maxsize=4)
def _own_key(secret_key: bytes) -> ec.EllipticCurvePrivateKey:
    """48 derived bytes, reduced: each key as probable as any other (FIPS 186-5, A.2.1)."""
    derived = _hkdf(secret_key, salt=None, info=b"push: key of the application server", length=48)
    return ec.derive_private_key(int.from_bytes(derived, "big") % (_ORDER - 1) + 1, _CURVE)


def _hkdf(material: bytes, *, salt: bytes | None, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(material)


def _point(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
