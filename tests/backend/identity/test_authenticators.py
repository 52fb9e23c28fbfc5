"""New passkeys get names that their owners understand and can tell apart."""

from collections.abc import Collection
from uuid import UUID

import pytest

from backend.identity.authenticators import _AAGUIDS, authenticator_name, passkey_name

_YUBIKEY = "2fc0579f-8113-47ea-b116-bb5a8db9202a"
_UNKNOWN = str(UUID(int=0))


def test_every_aaguid_is_one_and_has_one_name() -> None:
    listed = [aaguid for aaguids in _AAGUIDS.values() for aaguid in aaguids]
    assert [str(UUID(aaguid)) for aaguid in listed] == listed, "py_webauthn writes them like this"
    assert len(set(listed)) == len(listed)


def test_an_authenticator_that_does_not_tell_has_no_name() -> None:
    assert authenticator_name(_YUBIKEY) == "YubiKey"
    assert authenticator_name(_UNKNOWN) == ""


@pytest.mark.parametrize(
    ("aaguid", "system", "taken", "expected"),
    [
        (_YUBIKEY, "Windows", (), "YubiKey"),
        (_YUBIKEY, "Windows", ("YubiKey",), "YubiKey 2"),
        (_YUBIKEY, "Windows", ("YubiKey", "YubiKey 2", "Büro"), "YubiKey 3"),
        (_UNKNOWN, "Android", (), "Passkey (Android)"),
        (_UNKNOWN, "Android", ("Passkey (Android)",), "Passkey (Android) 2"),
        (_UNKNOWN, "", (), "Passkey"),
    ],
)
def test_a_passkey_is_named_after_what_made_it(aaguid: str, system: str, taken: Collection[str], expected: str) -> None:
    assert passkey_name(aaguid=aaguid, system=system, taken=taken) == expected
