"""The way to another service and back. What must hold when the browser returns stays here, and serves once."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Final, Literal, cast
from uuid import UUID

from backend.core.database import SYSTEM, fetch, transaction
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.keyed_hash import keyed_hash
from backend.identity.oidc.hashing import hash_secret
from backend.identity.oidc.provider_client import ProviderClient, Secrets
from backend.identity.oidc.tables import OidcAttempt
from backend.identity.operations import attempts
from backend.identity.schemas import Language

LIFETIME: Final = timedelta(minutes=10)

Purpose = Literal["sign-in", "link"]

# Each one makes us ask another server, and keeps a row for some minutes.
_BEGINNINGS = attempts.Limit("oidc-begin", most=30, within=timedelta(minutes=10))

_LONGEST_ADDRESS = 500
_LANGUAGES: Final[dict[str, Language]] = {"de": "de", "en": "en"}


class RoundTripExpired(Problem):
    """No such sign-in was begun in this browser, or it is too old, or it was finished already."""

    status = 410
    slug = "oidc-expired"
    title = "The sign-in at the other service took too long or was used twice"


@dataclass(frozen=True)
class Begun:
    """Where the browser goes, and what it keeps (in a cookie) so that it can be known again."""

    address: str
    browser_token: str


@dataclass(frozen=True)
class RoundTrip:
    """What was begun, for an answer that has come back to the same browser in time."""

    purpose: Purpose
    account_id: UUID | None
    secrets: Secrets
    next: str


async def begin(
    *,
    client: ProviderClient,
    purpose: Purpose,
    account_id: UUID | None,
    language: Language,
    next_page: str,
    visitor: Client,
    settings: Settings,
    now: datetime,
) -> Begun:
    """Send the browser on its way. Raises `TooManyAttempts`, `ServiceUnreachable`."""
    subject = keyed_hash(settings.key(), "client", visitor.key)
    await attempts.spend(charges=[attempts.Charge(_BEGINNINGS, subject)], now=now)
    # The state carries the language, so that even an answer that nobody expects gets its page in the right one.
    secrets = Secrets(
        state=f"{language}.{token_urlsafe(32)}",
        nonce=token_urlsafe(32),
        verifier=token_urlsafe(48),  # RFC 7636, 4.1: 43 to 128 characters.
    )
    begun = Begun(
        address=await client.authorization_address(secrets=secrets, language=language, now=now),
        browser_token=token_urlsafe(32),
    )
    async with transaction(SYSTEM):
        await OidcAttempt(
            id=new_id(),
            provider=client.provider.key,
            purpose=purpose,
            account_id=account_id,
            state_hash=hash_secret(secrets.state),
            browser_hash=hash_secret(begun.browser_token),
            nonce=secrets.nonce,
            code_verifier=secrets.verifier,
            next=own_page(next_page),
            created_at=now,
            expires_at=now + LIFETIME,
        ).save()
    return begun


async def take(*, state: str, browser_token: str, provider: str, now: datetime) -> RoundTrip:
    """What was begun with this state, which is used up from now on. Raises `RoundTripExpired`.

    Has a transaction of its own: a state is used up even when the answer turns out to be wrong. In another browser
    than the one that it was made for it counts for nothing (login CSRF), and neither does it at another service.
    """
    async with transaction(SYSTEM):
        rows = await fetch(
            "delete from oidc_attempt where state_hash = {} returning provider, purpose, account_id, browser_hash, "
            "nonce, code_verifier, next, expires_at",
            hash_secret(state),
        )
    if not rows or rows[0]["expires_at"] <= now or rows[0]["provider"] != provider:
        raise RoundTripExpired
    found = rows[0]
    if not hmac.compare_digest(found["browser_hash"], hash_secret(browser_token)):
        raise RoundTripExpired
    return RoundTrip(
        purpose=cast(Purpose, found["purpose"]),
        account_id=found["account_id"],
        secrets=Secrets(state=state, nonce=found["nonce"], verifier=found["code_verifier"]),
        next=found["next"],
    )


def language_of(state: str) -> Language:
    """The language that a state was made in; German for what is none of ours. Proves nothing."""
    return _LANGUAGES.get(state.partition(".")[0], "de")


def own_page(address: str) -> str:
    """The address if it can only be a page of this portal, else nothing: anything else would be an open redirect."""
    plain = address.startswith("/") and not address.startswith(("//", "/api/")) and "\\" not in address
    return address if plain and address.isprintable() and len(address) <= _LONGEST_ADDRESS else ""
