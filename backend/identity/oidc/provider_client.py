"""The one module that knows authlib and joserfc: OpenID Connect Core 1.0 as a client, by the code flow only.

What a service sends is hostile until proven otherwise, and is read by several parsers. None of them promises which
exceptions it raises, so everything that goes wrong with an answer is one fact: `AnswerNotProven`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, cast
from urllib.parse import quote_plus, urlencode

import msgspec
import structlog
from authlib.oauth2.client import OAuth2Client
from authlib.oauth2.rfc6749.parameters import prepare_token_request
from authlib.oidc.core import CodeIDToken
from authlib.oidc.discovery import get_well_known_url
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError
from joserfc.jwk import KeySet, KeySetSerialization

from backend.core.errors import Problem
from backend.core.text import is_readable
from backend.identity.oidc.fetching import ServiceUnreachable, get_json, is_safe_address, post_form
from backend.identity.schemas import Language

_SCOPE: Final = "openid email"  # The address only names the identity in lists; it proves nothing here.
_ALGORITHMS: Final = frozenset({"RS256", "PS256", "ES256", "EdDSA"})
"""Signatures by a key that only the service has: neither "none", nor HMAC with a secret that both sides know."""
_ASYMMETRIC: Final = frozenset({"RSA", "EC", "OKP"})

_METADATA_KEPT: Final = timedelta(hours=1)
_KEYS_KEPT: Final = timedelta(minutes=10)
_ASKED_AGAIN_AFTER: Final = timedelta(minutes=1)
"""Tokens with made-up key ids must not make us ask for the service's keys again and again."""

_CLOCKS_DIFFER_BY: Final = timedelta(minutes=1)
_OLDEST_TOKEN: Final = timedelta(minutes=10)
_LONGEST_SUBJECT: Final = 255  # OpenID Connect Core 1.0, 2.
_LONGEST_LABEL: Final = 254

_log = structlog.get_logger(__name__)


class AnswerNotProven(Problem):
    """The service's answer does not prove what it should; why stands in the cause, for the log only."""

    status = 400
    slug = "oidc-failed"
    title = "The other service's answer could not be verified"


class SignInCancelled(Problem):
    """The person has said no at the other service."""

    status = 400
    slug = "oidc-cancelled"
    title = "The sign-in at the other service was cancelled"


@dataclass(frozen=True)
class Provider:
    """A service that people can sign in with, as the company has registered with it. `secret` may be empty (PKCE)."""

    key: str
    name: str
    issuer: str
    client_id: str
    secret: str = field(repr=False)


@dataclass(frozen=True)
class Secrets:
    """What ties an answer to the request it answers. Only this server knows them until then."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True)
class Answer:
    """The parameters with which the browser comes back (RFC 6749, 4.1.2; RFC 9207, 2). None of them is proven."""

    code: str | None
    issuer: str | None
    error: str | None


@dataclass(frozen=True)
class ProvenIdentity:
    """Who has signed in at the service. Issuer and subject together are the identity; `label` is for people."""

    issuer: str
    subject: str
    label: str
    offers_sign_out: bool


class _Metadata(msgspec.Struct, frozen=True):
    """What the service says of itself (OpenID Connect Discovery 1.0, 3; RFC 8414, 2), as far as it is used."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    end_session_endpoint: str = ""
    authorization_response_iss_parameter_supported: bool = False
    id_token_signing_alg_values_supported: tuple[str, ...] = ("RS256",)
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)


@dataclass(frozen=True)
class _Keys:
    keys: KeySet
    asked_at: datetime


class ProviderClient:
    """Talks with one service, and keeps what it says of itself and its keys for a while."""

    def __init__(self, provider: Provider, *, redirect_uri: str) -> None:
        self.provider = provider
        self._redirect_uri = redirect_uri
        self._metadata: tuple[_Metadata, datetime] | None = None
        self._keys: _Keys | None = None

    async def authorization_address(self, *, secrets: Secrets, language: Language, now: datetime) -> str:
        """Where the browser goes to sign in. Raises `ServiceUnreachable`."""
        metadata = await self._described(now)
        address, _ = self._client(metadata).create_authorization_url(
            metadata.authorization_endpoint,
            state=secrets.state,
            code_verifier=secrets.verifier,
            nonce=secrets.nonce,
            ui_locales=language,
        )
        return cast(str, address)

    async def prove(self, *, answer: Answer, secrets: Secrets, now: datetime) -> ProvenIdentity:
        """Who has signed in, by the code in the answer.

        Raises `ServiceUnreachable`, `SignInCancelled`, and `AnswerNotProven` for everything that is not as it must be.
        """
        metadata = await self._described(now)
        with _hostile_input(self.provider.key):
            self._refuse_mix_up(answer, metadata)
            if answer.error == "access_denied":
                raise SignInCancelled
            if answer.error or not answer.code:
                raise ValueError("the service has refused, or sent no code")
            tokens = await self._exchange(answer.code, secrets, metadata)
            claims = await self._claims(tokens, secrets, metadata, now)
            return ProvenIdentity(
                issuer=self.provider.issuer,
                subject=_subject(claims),
                label=_label(claims),
                offers_sign_out=bool(metadata.end_session_endpoint),
            )

    async def sign_out_address(self, *, return_to: str, now: datetime) -> str:
        """Where the browser goes to sign out there as well; empty when the service offers none.

        No ID token goes along as a hint (OpenID Connect RP-Initiated Logout 1.0, 2), because none is kept: the service
        asks the person instead. Raises `ServiceUnreachable`.
        """
        metadata = await self._described(now)
        if not metadata.end_session_endpoint:
            return ""
        query = urlencode({"client_id": self.provider.client_id, "post_logout_redirect_uri": return_to})
        return f"{metadata.end_session_endpoint}{'&' if '?' in metadata.end_session_endpoint else '?'}{query}"

    def _refuse_mix_up(self, answer: Answer, metadata: _Metadata) -> None:
        """Another service must not get the code of this one (RFC 9207, 2.4; RFC 9700, 4.4)."""
        if answer.issuer is None and not metadata.authorization_response_iss_parameter_supported:
            return
        if answer.issuer != self.provider.issuer:
            raise ValueError("the answer comes from another service")

    async def _described(self, now: datetime) -> _Metadata:
        """OpenID Connect Discovery 1.0, 4: the issuer must be exactly the one that was asked for."""
        if self._metadata and now < self._metadata[1] + _METADATA_KEPT:
            return self._metadata[0]
        found = await get_json(get_well_known_url(self.provider.issuer, external=True))
        try:
            metadata = msgspec.convert(found, _Metadata)
        except msgspec.ValidationError as error:
            raise _misdescribed(self.provider.key, str(error)) from error
        if metadata.issuer != self.provider.issuer:
            raise _misdescribed(self.provider.key, "it names another issuer")
        addresses = (metadata.authorization_endpoint, metadata.token_endpoint, metadata.jwks_uri)
        if not all(map(is_safe_address, (*addresses, metadata.end_session_endpoint or metadata.token_endpoint))):
            raise _misdescribed(self.provider.key, "an address is not HTTPS")
        self._metadata = (metadata, now)
        return metadata

    def _client(self, metadata: _Metadata) -> OAuth2Client:
        """authlib's client without a connection: the requests themselves are ours (`fetching`)."""
        method = "none"
        client_id, secret = self.provider.client_id, self.provider.secret
        if secret:
            offered = metadata.token_endpoint_auth_methods_supported
            post = "client_secret_post" in offered and "client_secret_basic" not in offered
            method = "client_secret_post" if post else "client_secret_basic"
        return OAuth2Client(
            session=None,
            client_id=client_id,
            client_secret=secret,
            token_endpoint_auth_method=method,
            scope=_SCOPE,
            redirect_uri=self._redirect_uri,
            code_challenge_method="S256",
        )

    async def _exchange(self, code: str, secrets: Secrets, metadata: _Metadata) -> dict[str, Any]:
        client = self._client(metadata)
        method = client.token_endpoint_auth_method
        if method == "client_secret_basic":  # RFC 6749, 2.3.1: form-encoded first, which authlib leaves to us.
            client.client_id, client.client_secret = map(quote_plus, (client.client_id, client.client_secret))
        body = prepare_token_request(
            "authorization_code", code=code, redirect_uri=self._redirect_uri, code_verifier=secrets.verifier
        )
        headers = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
        address, headers, body = client.client_auth(method).prepare("POST", metadata.token_endpoint, headers, body)
        tokens = await post_form(address, headers=headers, content=body)
        if "error" in tokens:
            raise ValueError(f"the code was refused: {str(tokens['error'])[:40]}")
        return tokens

    async def _claims(
        self, tokens: dict[str, Any], secrets: Secrets, metadata: _Metadata, now: datetime
    ) -> dict[str, Any]:
        """OpenID Connect Core 1.0, 3.1.3.7: every check of an ID token that came by the code flow."""
        token = await self._signed(tokens["id_token"], metadata, now)
        claims = CodeIDToken(
            token.claims,
            token.header,
            options={
                "iss": {"essential": True, "value": self.provider.issuer},
                "aud": {"essential": True, "value": self.provider.client_id},
            },
            params={
                "nonce": secrets.nonce,
                "client_id": self.provider.client_id,
                "access_token": tokens["access_token"],
            },
        )
        claims.validate(now=int(now.timestamp()), leeway=int(_CLOCKS_DIFFER_BY.total_seconds()))
        if claims["iat"] < (now - _OLDEST_TOKEN - _CLOCKS_DIFFER_BY).timestamp():
            raise ValueError("the token was made before it was asked for")
        return dict(claims)

    async def _signed(self, id_token: str, metadata: _Metadata, now: datetime) -> jwt.Token:
        """The token, if the service has signed it. An unknown key may be a new one: then all are read again."""
        algorithms = _ALGORITHMS.intersection(metadata.id_token_signing_alg_values_supported)
        try:
            return jwt.decode(id_token, await self._key_set(metadata, now, known_for=_KEYS_KEPT), algorithms)
        except InvalidKeyIdError:
            return jwt.decode(id_token, await self._key_set(metadata, now, known_for=_ASKED_AGAIN_AFTER), algorithms)

    async def _key_set(self, metadata: _Metadata, now: datetime, *, known_for: timedelta) -> KeySet:
        if self._keys is None or now >= self._keys.asked_at + known_for:
            found = await get_json(metadata.jwks_uri)
            # A symmetric key among public ones would let anybody who reads them sign.
            public = [key for key in found["keys"] if key.get("kty") in _ASYMMETRIC]
            self._keys = _Keys(KeySet.import_key_set(cast(KeySetSerialization, {"keys": public})), now)
        return self._keys.keys


def _subject(claims: dict[str, Any]) -> str:
    subject = claims["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST_SUBJECT or not is_readable(subject):
        raise ValueError("no usable subject")
    return subject


def _label(claims: dict[str, Any]) -> str:
    """What the person knows this identity by. A text that cannot be shown safely is left out."""
    for name in ("email", "preferred_username"):
        label = claims.get(name)
        if isinstance(label, str) and 0 < len(label) <= _LONGEST_LABEL and is_readable(label):
            return label
    return ""


@contextmanager
def _hostile_input(provider: str) -> Iterator[None]:
    try:
        yield
    except (ServiceUnreachable, SignInCancelled):
        raise
    except Exception as error:
        # The reason names no person, and tells the operator of a wrong registration what is wrong.
        _log.warning("sign-in not proven", provider=provider, reason=str(error)[:200], kind=type(error).__name__)
        raise AnswerNotProven from error


def _misdescribed(provider: str, reason: str) -> ServiceUnreachable:
    _log.error("sign-in service misdescribed", provider=provider, reason=reason[:200])
    return ServiceUnreachable()
