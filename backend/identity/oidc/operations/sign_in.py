"""Signing in with another service: beginning, and what follows when the browser comes back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.accounts.queries import Login
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.errors import NotSignedIn
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.oidc.operations import links, round_trips
from backend.identity.oidc.provider_client import Answer, ProvenIdentity, ProviderClient
from backend.identity.operations.sign_in import OpenedSession
from backend.identity.two_factor.operations.admission import admit
from backend.identity.two_factor.schemas import SecondStep


@dataclass(frozen=True)
class Returned:
    """What the browser brings back from the service, and what it held before."""

    state: str
    answer: Answer
    browser_token: str
    session_token: str | None
    account_id: UUID | None
    """Who is signed in here."""


@dataclass(frozen=True)
class SignedIn:
    """The identity is linked with an account, which is signed in now."""

    opened: OpenedSession
    next: str


@dataclass(frozen=True)
class HalfSignedIn:
    """The account has an authenticator app: its code is asked for, as after every other way in."""

    step: SecondStep
    next: str


@dataclass(frozen=True)
class NotLinked:
    """The identity is proven and belongs to no account here. It waits in the browser that holds `browser_token`."""

    browser_token: str
    next: str


@dataclass(frozen=True)
class Linked:
    """The identity opens the account from now on."""


Outcome = SignedIn | HalfSignedIn | NotLinked | Linked


async def finish(
    *, provider: ProviderClient, returned: Returned, client: Client, settings: Settings, now: datetime
) -> Outcome:
    """Do what the round trip was begun for.

    Raises `RoundTripExpired`, `SignInCancelled`, `AnswerNotProven`, `ServiceUnreachable`; when linking also
    `NotSignedIn`, `IdentityTaken`, `TooManyIdentities`.
    """
    begun = await round_trips.take(
        state=returned.state, browser_token=returned.browser_token, provider=provider.provider.key, now=now
    )
    if begun.purpose == "link" and begun.account_id != returned.account_id:
        raise NotSignedIn  # The session has ended meanwhile, or is somebody else's now.
    identity = await provider.prove(answer=returned.answer, secrets=begun.secrets, now=now)
    async with transaction(SYSTEM):
        if begun.account_id is not None:
            name = provider.provider.name
            await links.link(
                account_id=begun.account_id, identity=identity, name=name, client=client, settings=settings, now=now
            )
            return Linked()
        found = await _linked(identity)
        if found is None:
            return NotLinked(await links.keep_pending(identity=identity, now=now), begun.next)
        await _note_use(found["id"], identity, now)
        login = Login(found["account_id"], found["role"])
        admitted = await admit(
            login=login,
            method="oidc",
            client=client,
            held_token=returned.session_token,
            settings=settings,
            now=now,
        )
        return (
            HalfSignedIn(admitted, begun.next) if isinstance(admitted, SecondStep) else SignedIn(admitted, begun.next)
        )


async def _linked(identity: ProvenIdentity) -> dict[str, Any] | None:
    """By issuer and subject alone (OpenID Connect Core 1.0, 5.7): nothing else is one person's, and for ever."""
    rows = await fetch(
        "select i.id, i.account_id, a.role from oidc_identity i join account a on a.id = i.account_id "
        "where i.issuer = {} and i.subject = {} and i.removed_at is null and a.closed_at is null",
        identity.issuer,
        identity.subject,
    )
    return rows[0] if rows else None


async def _note_use(identity_id: UUID, identity: ProvenIdentity, now: datetime) -> None:
    """What the service says of itself and the person may have changed since."""
    await fetch(
        "update oidc_identity set last_used_at = {}, label = {}, offers_sign_out = {} where id = {}",
        now,
        identity.label,
        identity.offers_sign_out,
        identity_id,
    )
