"""The one module that knows pyotp. Codes of authenticator apps: TOTP (RFC 6238), six digits, 30 seconds, SHA-1.

These are what every app understands. SHA-1 is used as HMAC here, which its collisions do not touch.
"""

from datetime import datetime

import pyotp
from pyotp.exceptions import OTPVerificationError

DIGITS = 6
SECONDS = 30
_DRIFT = 1  # Steps before and after ours that a phone's clock may be off (RFC 6238, 5.2).


def new_secret() -> str:
    """160 random bits in base 32 (RFC 4226, 4: R6)."""
    return pyotp.random_base32()


def matching_step(*, secret: str, code: str, now: datetime) -> int | None:
    """The number of the time step that this code belongs to, if it belongs to one around `now`."""
    try:
        return pyotp.TOTP(secret).verify_and_get_timecode(code, for_time=now, valid_window=_DRIFT)
    except OTPVerificationError:
        return None


def code_at(*, secret: str, now: datetime) -> str:
    """The code that an app shows at this moment."""
    return pyotp.TOTP(secret).at(now)


def address(*, secret: str, account: str, company: str) -> str:
    """The `otpauth:` address that apps read from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=company)
