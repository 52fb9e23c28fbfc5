"""The one module that knows py_webauthn. Ceremonies as of WebAuthn Level 3 (W3C), sections 7.1 and 7.2.

What a browser sends is read by several parsers (JSON, base64url, CBOR, COSE). None of them promises which exceptions
hostile input raises, so everything that goes wrong in here is one fact: `VerificationFailed`.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

import structlog
import webauthn
from webauthn.helpers import (
    base64url_to_bytes,
    decode_credential_public_key,
    decoded_public_key_to_cryptography,
    options_to_json_dict,
    parse_authentication_credential_json,
    parse_authenticator_data,
    parse_client_data_json,
)
from webauthn.helpers.cose import COSEAlgorithmIdentifier
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    CredentialDeviceType,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from backend.core.errors import Problem
from backend.core.settings import Settings

_log = structlog.get_logger(__name__)

_TIMEOUT_MS = 300_000
_LONGEST_CREDENTIAL_ID = 1023  # WebAuthn Level 3, 7.1 step 25.
_LARGEST_PUBLIC_KEY = 1100  # RSA of 8,192 bits and its COSE wrapping; a larger key only costs us time.

_ALGORITHMS = [
    COSEAlgorithmIdentifier.ECDSA_SHA_256,
    COSEAlgorithmIdentifier.EDDSA,
    COSEAlgorithmIdentifier.RSASSA_PKCS1_v1_5_SHA_256,
]


class VerificationFailed(Problem):
    """The authenticator's answer does not prove what it should; why stands in the cause, for the log only."""

    status = 400
    slug = "verification-failed"
    title = "The passkey could not be verified"


@dataclass(frozen=True)
class RelyingParty:
    """Whom passkeys are made for: one host, one origin."""

    id: str
    origin: str
    name: str


def relying_party(settings: Settings, *, name: str) -> RelyingParty:
    """The portal as a relying party; `name` is the company's, shown by the authenticator."""
    return RelyingParty(id=settings.relying_party_id, origin=settings.origin, name=name)


@dataclass(frozen=True)
class KnownCredential:
    """A credential that the account has already, so that the same authenticator makes no second one."""

    id: bytes
    transports: list[str]


@dataclass(frozen=True)
class NewCredential:
    """What is kept of a registration (WebAuthn Level 3, 4: credential record)."""

    id: bytes
    public_key: bytes
    sign_count: int
    transports: list[str]
    aaguid: str
    backup_eligible: bool
    backed_up: bool


@dataclass(frozen=True)
class Assertion:
    """A sign-in answer that is well-formed, and not yet proven in any way."""

    credential_id: bytes
    user_handle: bytes | None
    parsed: AuthenticationCredential


@dataclass(frozen=True)
class VerifiedAssertion:
    """What a proven sign-in says about its authenticator."""

    sign_count: int
    backup_eligible: bool
    backed_up: bool


def creation_options(
    *,
    party: RelyingParty,
    challenge: bytes,
    user_handle: bytes,
    user_name: str,
    display_name: str,
    existing: Sequence[KnownCredential],
) -> dict[str, Any]:
    """What `navigator.credentials.create` takes, as JSON: a discoverable credential that verifies its user."""
    options = webauthn.generate_registration_options(
        rp_id=party.id,
        rp_name=party.name,
        user_id=user_handle,
        user_name=user_name,
        user_display_name=display_name,
        challenge=challenge,
        timeout=_TIMEOUT_MS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=known.id, transports=_transports(known.transports)) for known in existing
        ],
        supported_pub_key_algs=_ALGORITHMS,
    )
    return options_to_json_dict(options)


def request_options(
    *, party: RelyingParty, challenge: bytes, allowed: Sequence[KnownCredential] = ()
) -> dict[str, Any]:
    """What `navigator.credentials.get` takes, as JSON. Without `allowed` the authenticator offers what it has."""
    options = webauthn.generate_authentication_options(
        rp_id=party.id,
        challenge=challenge,
        timeout=_TIMEOUT_MS,
        allow_credentials=[
            PublicKeyCredentialDescriptor(id=known.id, transports=_transports(known.transports)) for known in allowed
        ],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json_dict(options)


def verify_registration(*, party: RelyingParty, challenge: bytes, credential: dict[str, Any]) -> NewCredential:
    """WebAuthn Level 3, 7.1. Raises `VerificationFailed`."""
    with _hostile_input():
        response = cast(dict[str, Any], credential["response"])
        _refuse_cross_origin(base64url_to_bytes(response["clientDataJSON"]))
        verified = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            require_user_verification=True,
            supported_pub_key_algs=_ALGORITHMS,
        )
        if len(verified.credential_id) > _LONGEST_CREDENTIAL_ID:
            raise ValueError("credential id too long")
        if base64url_to_bytes(credential["rawId"]) != verified.credential_id:
            raise ValueError("the credential id is not the one the authenticator attested")
        _require_usable_key(verified.credential_public_key)
        return NewCredential(
            id=verified.credential_id,
            public_key=verified.credential_public_key,
            sign_count=verified.sign_count,
            transports=[transport.value for transport in _transports(response.get("transports", []))],
            aaguid=verified.aaguid,
            backup_eligible=verified.credential_device_type is CredentialDeviceType.MULTI_DEVICE,
            backed_up=verified.credential_backed_up,
        )


def read_assertion(credential: dict[str, Any]) -> Assertion:
    """The answer to a sign-in in its parts, to look up whose it claims to be. Raises `VerificationFailed`."""
    with _hostile_input():
        parsed = parse_authentication_credential_json(credential)
        return Assertion(parsed.raw_id, parsed.response.user_handle, parsed)


def verify_assertion(
    *, party: RelyingParty, challenge: bytes, assertion: Assertion, public_key: bytes
) -> VerifiedAssertion:
    """WebAuthn Level 3, 7.2 up to step 21: origin, RP ID, challenge, user present and verified, signature.

    The counter (step 22) is left to the caller, who is to tell a copied authenticator from a wrong signature. Raises
    `VerificationFailed`.
    """
    with _hostile_input():
        _refuse_cross_origin(assertion.parsed.response.client_data_json)
        verified = webauthn.verify_authentication_response(
            credential=assertion.parsed,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            credential_public_key=public_key,
            credential_current_sign_count=0,  # py_webauthn compares before it checks the signature: not yet.
            require_user_verification=True,
        )
        flags = parse_authenticator_data(assertion.parsed.response.authenticator_data).flags
        return VerifiedAssertion(verified.new_sign_count, backup_eligible=flags.be, backed_up=flags.bs)


@contextmanager
def _hostile_input() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        # The reason names no person, and tells the operator of a wrong PUBLIC_URL what is wrong.
        _log.info("passkey not verified", reason=str(error)[:200], kind=type(error).__name__)
        raise VerificationFailed from error


def _refuse_cross_origin(client_data_json: bytes) -> None:
    """A page of another site must not embed the portal to collect passkeys (7.1 step 10, 7.2 step 13)."""
    if parse_client_data_json(client_data_json).cross_origin:
        raise ValueError("the ceremony ran inside a page of another site")


def _require_usable_key(public_key: bytes) -> None:
    """With attestation "none" the library never loads the key, and one that cannot be loaded locks its owner out."""
    if len(public_key) > _LARGEST_PUBLIC_KEY:
        raise ValueError("public key too large")
    decoded_public_key_to_cryptography(decode_credential_public_key(public_key))


def _transports(names: object) -> list[AuthenticatorTransport]:
    """The transports among `names` that are known today. They are hints only: anything else is left out."""
    named = names if isinstance(names, list) else []
    return [transport for transport in AuthenticatorTransport if transport.value in named]
