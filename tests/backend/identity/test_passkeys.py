"""Passkeys: what works, and every attack that must not. The authenticator is real software with real keys."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from backend.core.errors import InvalidInput, NotFound, TooManyAttempts
from backend.core.settings import Settings
from backend.identity.operations import challenges, passkeys, sessions
from backend.identity.operations.challenges import ChallengeExpired
from backend.identity.operations.passkeys import PasskeyExists, TooManyPasskeys, UnknownCredential
from backend.identity.operations.sign_in import OpenedSession
from backend.identity.webauthn import RelyingParty, VerificationFailed
from tests.backend.identity.browser import Browser
from tests.backend.identity.people import MINUTE, NOW, mails, make_account, rows
from tests.fixtures.soft_authenticator import Algorithm, Lie, SoftAuthenticator, from_base64url, to_base64url

pytestmark = pytest.mark.usefixtures("database")

ATTACKS = {
    "wrong origin": Lie(origin="http://localhost.evil.example:8000"),
    "origin of another port": Lie(origin="http://localhost:9000"),
    "wrong RP ID": Lie(rp_id="evil.example"),
    "user not verified": Lie(verified=False),
    "user not present": Lie(present=False),
    "inside a foreign page": Lie(cross_origin=True),
    "challenge of its own making": Lie(challenge=b"x" * 32),
}


async def test_the_options_ask_for_a_discoverable_credential_that_verifies_its_user(
    party: RelyingParty, browser: Browser
) -> None:
    account_id = await make_account()
    await browser.register(account_id)
    options = (await browser.begin(account_id)).options
    assert options["rp"] == {"name": "Stadtwerke Lindental", "id": "localhost"}
    assert options["authenticatorSelection"] == {
        "residentKey": "required",
        "requireResidentKey": True,
        "userVerification": "required",
    }
    assert options["attestation"] == "none"
    assert [wanted["alg"] for wanted in options["pubKeyCredParams"]] == [-7, -8, -257]
    assert (options["user"]["name"], options["user"]["displayName"]) == ("erika@example.org", "Erika Muster")
    assert len(from_base64url(options["user"]["id"])) == 64
    assert [known["transports"] for known in options["excludeCredentials"]] == [["internal", "hybrid"]]


async def test_signing_in_asks_for_no_particular_credential(party: RelyingParty) -> None:
    options = (await passkeys.begin_sign_in(party=party, now=NOW)).options
    assert options["allowCredentials"] == []
    assert options["userVerification"] == "required"
    assert len(from_base64url(options["challenge"])) == 32


@pytest.mark.parametrize("algorithm", [-7, -8, -257])
async def test_a_passkey_signs_its_owner_in(party: RelyingParty, settings: Settings, algorithm: Algorithm) -> None:
    account_id = await make_account(role="agent")
    browser = Browser(party, settings, SoftAuthenticator(settings.origin, algorithm, synced=True, counts=False))
    await browser.register(account_id)
    opened = await browser.sign_in(now=NOW + MINUTE)
    session = await sessions.authenticate(token=opened.token, now=NOW + MINUTE, idle=timedelta(minutes=30))
    assert session is not None
    assert (session.account_id, session.method, opened.role, opened.passkeys) == (account_id, "passkey", "agent", 1)
    [passkey] = await rows("select backed_up, backup_eligible, sign_count, last_used_at from passkey")
    assert passkey == {
        "backed_up": True,
        "backup_eligible": True,
        "sign_count": 0,
        "last_used_at": NOW + MINUTE,
    }


async def test_signing_in_ends_the_session_that_the_browser_held(browser: Browser) -> None:
    await browser.register(await make_account())
    planted = (await browser.sign_in()).token
    opened = await browser.sign_in(held_token=planted)
    assert opened.token != planted
    assert await sessions.authenticate(token=planted, now=NOW, idle=timedelta(minutes=30)) is None


@pytest.mark.parametrize(
    ("aaguid", "typed", "expected"),
    [
        (bytes(16), "", "Passkey (Android)"),
        (UUID("ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4").bytes, "", "Google Password Manager"),
        (bytes(16), "  Mein Telefon ", "Mein Telefon"),
    ],
)
async def test_a_passkey_is_named_by_its_owner_or_its_authenticator(
    party: RelyingParty, settings: Settings, aaguid: bytes, typed: str, expected: str
) -> None:
    browser = Browser(party, settings, SoftAuthenticator(settings.origin, aaguid=aaguid))
    assert (await browser.register(await make_account(), name=typed)).name == expected


@pytest.mark.parametrize("name", ["a\0b", "a\nb", "evil\u202egnp.exe", "x" * 81])
async def test_a_name_that_cannot_be_shown_is_refused_before_the_challenge_is_used(browser: Browser, name: str) -> None:
    account_id = await make_account()
    begun = await browser.begin(account_id)
    credential = browser.authenticator.create(begun.options)
    with pytest.raises(InvalidInput):
        await browser.keep(account_id, begun.challenge_id, credential, name=name)
    assert await browser.keep(account_id, begun.challenge_id, credential, name="Telefon")


async def test_the_owner_is_told_by_mail_of_a_new_passkey(browser: Browser) -> None:
    await browser.register(await make_account(), name="Telefon")
    [mail] = await mails()
    assert (mail.template, mail.parameters["changed"]) == ("security_change", "Telefon")


@pytest.mark.parametrize("attack", ATTACKS)
async def test_an_attack_on_registration_keeps_nothing(browser: Browser, attack: str) -> None:
    account_id = await make_account()
    with pytest.raises(VerificationFailed):
        await browser.register(account_id, lie=ATTACKS[attack])
    assert await rows("select 1 from passkey") == []


async def test_an_assertion_is_no_registration(browser: Browser) -> None:
    account_id = await make_account()
    with pytest.raises(VerificationFailed):
        await browser.register(account_id, lie=Lie(ceremony="webauthn.get"))


async def test_a_registration_challenge_belongs_to_one_account(browser: Browser) -> None:
    erika, mallory = await make_account(), await make_account("mallory@example.org")
    begun = await browser.begin(erika)
    credential = browser.authenticator.create(begun.options)
    with pytest.raises(ChallengeExpired):
        await browser.keep(mallory, begun.challenge_id, credential)
    assert await browser.keep(erika, begun.challenge_id, credential), "Mallory must not use up Erika's challenge."


async def test_a_challenge_serves_the_purpose_it_was_given_out_for(browser: Browser) -> None:
    account_id = await make_account()
    begun = await browser.begin(account_id)
    with pytest.raises(ChallengeExpired):
        await challenges.take(challenge_id=begun.challenge_id, purpose="sign-in", account_id=account_id, now=NOW)


async def test_a_sign_in_challenge_registers_nothing(browser: Browser) -> None:
    account_id = await make_account()
    begun = await browser.begin(account_id)
    other = await passkeys.begin_sign_in(party=browser.party, now=NOW)
    credential = browser.authenticator.create(begun.options | {"challenge": other.options["challenge"]})
    with pytest.raises(ChallengeExpired):
        await browser.keep(account_id, other.challenge_id, credential)


async def test_a_registration_cannot_be_replayed(browser: Browser) -> None:
    account_id = await make_account()
    begun = await browser.begin(account_id)
    credential = browser.authenticator.create(begun.options)
    await browser.keep(account_id, begun.challenge_id, credential)
    with pytest.raises(ChallengeExpired):
        await browser.keep(account_id, begun.challenge_id, credential)


async def test_a_credential_is_registered_once_in_the_whole_portal(browser: Browser) -> None:
    erika, mallory = await make_account(), await make_account("mallory@example.org")
    await browser.register(erika, lie=Lie(credential_id=b"the same credential id"))
    with pytest.raises(PasskeyExists):
        await browser.register(mallory, lie=Lie(credential_id=b"the same credential id"))
    assert [row["account_id"] for row in await rows("select account_id from passkey")] == [erika]


async def test_an_overlong_credential_id_is_refused(browser: Browser) -> None:
    with pytest.raises(VerificationFailed):
        await browser.register(await make_account(), lie=Lie(credential_id=b"x" * 1024))


async def test_a_key_that_nothing_could_verify_is_refused(browser: Browser) -> None:
    """A point that is not on the curve: with attestation "none" nothing else would notice before the next sign-in."""
    account_id = await make_account()
    begun = await browser.begin(account_id)
    credential = browser.authenticator.create(begun.options)
    attestation = from_base64url(credential["response"]["attestationObject"])
    credential["response"]["attestationObject"] = to_base64url(attestation[:-32] + bytes(31) + b"\x01")
    with pytest.raises(VerificationFailed):
        await browser.keep(account_id, begun.challenge_id, credential)


async def test_an_account_has_at_most_twenty_passkeys(browser: Browser) -> None:
    account_id = await make_account()
    last = await browser.begin(account_id)
    for _ in range(20):
        await browser.register(account_id)
    with pytest.raises(TooManyPasskeys):
        await browser.begin(account_id)
    with pytest.raises(TooManyPasskeys):
        await browser.keep(account_id, last.challenge_id, browser.authenticator.create(last.options))


async def test_a_closed_account_gets_no_passkey(browser: Browser) -> None:
    account_id = await make_account()
    await rows("update account set closed_at = {} where id = {}", NOW, account_id)
    with pytest.raises(NotFound):
        await browser.register(account_id)


@pytest.mark.parametrize("attack", ATTACKS)
async def test_an_attack_on_sign_in_opens_no_session(browser: Browser, attack: str) -> None:
    await browser.register(await make_account())
    with pytest.raises(VerificationFailed):
        await browser.sign_in(lie=ATTACKS[attack])
    assert await rows("select 1 from portal_session") == []


@pytest.mark.parametrize("algorithm", [-7, -8, -257])
async def test_a_signature_with_one_bit_changed_is_refused(
    party: RelyingParty, settings: Settings, algorithm: Algorithm
) -> None:
    browser = Browser(party, settings, SoftAuthenticator(settings.origin, algorithm))
    await browser.register(await make_account())
    with pytest.raises(VerificationFailed):
        await browser.sign_in(lie=Lie(flip_signature=True))


async def test_a_registration_is_no_assertion(browser: Browser) -> None:
    await browser.register(await make_account())
    with pytest.raises(VerificationFailed):
        await browser.sign_in(lie=Lie(ceremony="webauthn.create"))


async def test_a_sign_in_cannot_be_replayed(browser: Browser) -> None:
    await browser.register(await make_account())
    begun = await passkeys.begin_sign_in(party=browser.party, now=NOW)
    credential = browser.authenticator.get(begun.options)
    await browser.answer(begun.challenge_id, credential)
    with pytest.raises(ChallengeExpired):
        await browser.answer(begun.challenge_id, credential)


async def test_a_recorded_answer_does_not_fit_a_new_challenge(browser: Browser) -> None:
    await browser.register(await make_account())
    recorded = browser.authenticator.get((await passkeys.begin_sign_in(party=browser.party, now=NOW)).options)
    fresh = await passkeys.begin_sign_in(party=browser.party, now=NOW)
    with pytest.raises(VerificationFailed):
        await browser.answer(fresh.challenge_id, recorded)


async def test_a_wrong_answer_uses_up_the_challenge(browser: Browser) -> None:
    await browser.register(await make_account())
    begun = await passkeys.begin_sign_in(party=browser.party, now=NOW)
    with pytest.raises(VerificationFailed):
        await browser.answer(begun.challenge_id, browser.authenticator.get(begun.options, lie=Lie(flip_signature=True)))
    with pytest.raises(ChallengeExpired):
        await browser.answer(begun.challenge_id, browser.authenticator.get(begun.options))


async def test_a_challenge_lives_for_five_minutes(browser: Browser) -> None:
    await browser.register(await make_account())
    in_time = await passkeys.begin_sign_in(party=browser.party, now=NOW)
    late = await passkeys.begin_sign_in(party=browser.party, now=NOW)
    almost = NOW + challenges.LIFETIME - timedelta(seconds=1)
    assert await browser.answer(in_time.challenge_id, browser.authenticator.get(in_time.options), now=almost)
    with pytest.raises(ChallengeExpired):
        await browser.answer(late.challenge_id, browser.authenticator.get(late.options), now=NOW + challenges.LIFETIME)


async def test_one_challenge_answered_twice_at_once_opens_one_session(browser: Browser) -> None:
    await browser.register(await make_account())
    begun = await passkeys.begin_sign_in(party=browser.party, now=NOW)
    answers = [browser.authenticator.get(begun.options) for _ in range(4)]
    outcomes = await asyncio.gather(
        *(browser.answer(begun.challenge_id, answer) for answer in answers), return_exceptions=True
    )
    assert sum(isinstance(outcome, OpenedSession) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, ChallengeExpired) for outcome in outcomes) == 3


async def test_a_passkey_that_is_not_known_is_told_apart(browser: Browser) -> None:
    await browser.register(await make_account())
    await rows("delete from passkey")
    with pytest.raises(UnknownCredential):
        await browser.sign_in()


async def test_a_passkey_of_a_closed_account_is_not_known(browser: Browser) -> None:
    account_id = await make_account()
    await browser.register(account_id)
    await rows("update account set closed_at = {} where id = {}", NOW, account_id)
    with pytest.raises(UnknownCredential):
        await browser.sign_in()


@pytest.mark.parametrize("handle", ["none", b"somebody else's user handle"])
async def test_the_user_handle_must_be_the_owners(browser: Browser, handle: Any) -> None:
    await browser.register(await make_account())
    with pytest.raises(VerificationFailed):
        await browser.sign_in(lie=Lie(user_handle=handle))


async def test_ones_own_passkey_does_not_open_another_account(party: RelyingParty, settings: Settings) -> None:
    """Mallory signs properly, but says that the credential and the user handle are Erika's."""
    erika = Browser(party, settings, SoftAuthenticator(settings.origin))
    mallory = Browser(party, settings, SoftAuthenticator(settings.origin))
    await erika.register(await make_account())
    await mallory.register(await make_account("mallory@example.org"))
    [victim] = await rows(
        "select p.credential_id, a.webauthn_user_handle from passkey p join account a on a.id = p.account_id "
        "where a.email = 'erika@example.org'"
    )
    disguised = Lie(credential_id=victim["credential_id"], user_handle=victim["webauthn_user_handle"])
    for lie in (disguised, replace(disguised, user_handle=None), replace(disguised, credential_id=None)):
        with pytest.raises(VerificationFailed):
            await mallory.sign_in(lie=lie)


async def test_a_device_bound_passkey_cannot_become_a_synced_one(browser: Browser) -> None:
    await browser.register(await make_account())
    with pytest.raises(VerificationFailed):
        await browser.sign_in(lie=Lie(backup_eligible=True))


async def test_one_client_cannot_make_the_server_verify_all_day(browser: Browser) -> None:
    await browser.register(await make_account())
    for _ in range(100):
        await browser.sign_in()
    with pytest.raises(TooManyAttempts) as caught:
        await browser.sign_in()
    assert caught.value.retry_after == 600
    assert await browser.sign_in(now=NOW + 10 * MINUTE)
