"""Only the browser reads a message, and only ours is taken: checked against the RFCs and by others' programs."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from backend.push import encryption
from backend.push.encryption import Recipient, UnusableKey
from tests.support.push_service import Received, ReceivingBrowser, decoded, encoded

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
KEY = b"k" * 32
ENDPOINT = "https://updates.push.services.mozilla.com:443/wpush/v2/abc?d=1"


def test_the_example_of_rfc_8291() -> None:
    """Section 5 and appendix A: known keys and salt give this body and no other."""
    sender = ec.derive_private_key(
        int.from_bytes(decoded("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), "big"), ec.SECP256R1()
    )
    recipient = Recipient(
        p256dh=decoded("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
        auth=decoded("BTBZMqHH6r4Tts7J_aSIgg"),
    )
    body = encryption._encrypted(
        b"When I grow up, I want to be a watermelon\x02",
        recipient,
        sender=sender,
        salt=decoded("DGv6ra1nlYgDCS1FRnbzlw"),
    )
    assert encoded(body) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl"
        "7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


@pytest.mark.parametrize("length", [0, 1, 510, 511, 512, 1500])
def test_a_browser_reads_it(length: int) -> None:
    browser = ReceivingBrowser(ENDPOINT)
    plaintext = b"x" * length
    body = encryption.encrypt(plaintext, Recipient(browser.p256dh, browser.auth))
    assert browser.decrypt(body) == plaintext


def test_its_length_says_little() -> None:
    recipient = Recipient(ReceivingBrowser(ENDPOINT).p256dh, b"a" * 16)
    assert len({len(encryption.encrypt(b"x" * length, recipient)) for length in (20, 200, 511)}) == 1


def test_no_two_bodies_are_alike() -> None:
    recipient = Recipient(ReceivingBrowser(ENDPOINT).p256dh, b"a" * 16)
    one, other = (encryption.encrypt(b"x", recipient) for _ in range(2))
    assert one[:16] != other[:16], "another salt"
    assert one[21:86] != other[21:86], "another key"


def test_a_key_that_is_no_point_is_no_key() -> None:
    with pytest.raises(UnusableKey):
        encryption.encrypt(b"x", Recipient(b"\x04" + b"\x01" * 64, b"a" * 16))


def test_the_sender_is_proven_to_this_service_for_a_while() -> None:
    header = encryption.authorization(ENDPOINT, contact="mailto:portal@example.org", secret_key=KEY, now=NOW)
    key, claims = Received("/", {"authorization": header}, b"").sender()
    assert key == encryption.public_key(KEY)
    assert claims == {
        "aud": "https://updates.push.services.mozilla.com:443",
        "exp": int((NOW + timedelta(hours=12)).timestamp()),
        "sub": "mailto:portal@example.org",
    }


def test_the_key_is_always_the_same_and_each_portal_has_its_own() -> None:
    encryption._own_key.cache_clear()
    assert encryption.public_key(KEY) == encryption.public_key(KEY)
    assert encryption.public_key(KEY) != encryption.public_key(b"l" * 32)
    assert len(decoded(encryption.public_key(KEY))) == 65
