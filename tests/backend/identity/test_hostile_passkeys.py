"""Answers that no authenticator gives: they are refused like any other wrong answer, and break nothing."""

from typing import Any

import pytest

from backend.identity.operations import passkeys
from backend.identity.operations.passkeys import UnknownCredential
from backend.identity.webauthn import VerificationFailed
from tests.backend.identity.browser import Browser
from tests.backend.identity.people import NOW, make_account, rows
from tests.fixtures.soft_authenticator import to_base64url

pytestmark = pytest.mark.usefixtures("database")

HOSTILE: dict[str, Any] = {
    "nothing": {},
    "no response": {"id": "AA", "rawId": "AA", "type": "public-key"},
    "response is a list": {"id": "AA", "rawId": "AA", "type": "public-key", "response": []},
    "not base64": {"rawId": "\0ü%%%", "id": "\0ü%%%"},
    "huge integer": {"id": 10**400},
    "client data is no JSON": {"response": {"clientDataJSON": "AAAA"}},
    "deep client data": {"response": {"clientDataJSON": to_base64url(b"[" * 200_000)}},
    "deep CBOR": {"response": {"attestationObject": to_base64url(b"\x81" * 200_000)}},
    "authenticator data cut off": {"response": {"authenticatorData": "AA"}},
    "signature empty": {"response": {"signature": ""}},
    "user handle is a number": {"response": {"userHandle": 5}},
    "unknown attachment": {"authenticatorAttachment": "implant"},
    "transports are no list": {"response": {"transports": {"usb": True}}},
}


def _damage(credential: dict[str, Any], damage: dict[str, Any]) -> dict[str, Any]:
    if not damage:
        return {}
    response = damage.get("response", {})
    if isinstance(response, dict) and "response" in damage:
        return credential | damage | {"response": credential["response"] | response}
    if damage.keys() == HOSTILE["no response"].keys():
        return damage
    return credential | damage


@pytest.mark.parametrize("damage", HOSTILE.keys() - {"transports are no list", "deep CBOR"})
async def test_hostile_answers_to_a_sign_in_are_refused(browser: Browser, damage: str) -> None:
    await browser.register(await make_account())
    begun = await passkeys.begin_sign_in(party=browser.party, now=NOW)
    credential = _damage(browser.authenticator.get(begun.options), HOSTILE[damage])
    with pytest.raises((VerificationFailed, UnknownCredential)):
        await browser.answer(begun.challenge_id, credential)


@pytest.mark.parametrize(
    "damage",
    HOSTILE.keys()
    - {"authenticator data cut off", "signature empty", "user handle is a number", "transports are no list"},
)
async def test_hostile_answers_to_a_registration_are_refused(browser: Browser, damage: str) -> None:
    account_id = await make_account()
    begun = await browser.begin(account_id)
    credential = _damage(browser.authenticator.create(begun.options), HOSTILE[damage])
    with pytest.raises(VerificationFailed):
        await browser.keep(account_id, begun.challenge_id, credential)


async def test_transports_are_hints_and_refuse_nobody(browser: Browser) -> None:
    account_id = await make_account()
    begun = await browser.begin(account_id)
    credential = _damage(browser.authenticator.create(begun.options), HOSTILE["transports are no list"])
    await browser.keep(account_id, begun.challenge_id, credential)
    assert [row["transports"] for row in await rows("select transports from passkey")] == [[]]
