"""Linking an account with an identity at another service, only ever after both sides were proven, and unlinking it.

That both have the same e-mail address proves nothing: services let people choose it, change it, or never check it.
"""

from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any, Final
from uuid import UUID

from backend.core.database import SYSTEM, fetch, transaction
from backend.core.errors import NotFound, Problem
from backend.core.ids import new_id
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.history.operations import OBJECTION, Change, announce_change, undoes
from backend.identity.oidc.hashing import hash_secret
from backend.identity.oidc.provider_client import ProvenIdentity
from backend.identity.oidc.providers import Providers
from backend.identity.oidc.tables import OidcPendingLink
from backend.identity.ways_in import refuse_last_way

PENDING: Final = timedelta(minutes=30)
"""Enough to read a mail with a code, or to register."""

_MOST_IDENTITIES = 10


class IdentityTaken(Problem):
    """The identity at the other service is linked with another account here."""

    status = 409
    slug = "oidc-identity-taken"
    title = "This identity is linked with another account"


class TooManyIdentities(Problem):
    """The account is linked with as many identities as it may be."""

    status = 409
    slug = "oidc-too-many"
    title = "The account is linked with too many identities"


class LinkExpired(Problem):
    """Nothing waits in this browser to be linked, or no longer."""

    status = 410
    slug = "oidc-link-expired"
    title = "There is nothing left to link"


async def keep_pending(*, identity: ProvenIdentity, now: datetime) -> str:
    """Let a proven identity wait in this browser; returns what the browser keeps. Runs in the caller's transaction."""
    browser_token = token_urlsafe(32)
    await OidcPendingLink(
        id=new_id(),
        browser_hash=hash_secret(browser_token),
        issuer=identity.issuer,
        subject=identity.subject,
        label=identity.label,
        offers_sign_out=identity.offers_sign_out,
        created_at=now,
        expires_at=now + PENDING,
    ).save()
    return browser_token


async def confirm_pending(
    *, account_id: UUID, browser_token: str, providers: Providers, client: Client, settings: Settings, now: datetime
) -> str:
    """Link what waits in this browser with the account that is signed in here by now. Returns the service's name.

    Raises `LinkExpired`, `IdentityTaken`, `TooManyIdentities`. What waits is used up in any case.
    """
    async with transaction(SYSTEM):
        rows = await fetch(
            "delete from oidc_pending_link where browser_hash = {} "
            "returning issuer, subject, label, offers_sign_out, expires_at",
            hash_secret(browser_token),
        )
    if not rows or rows[0].pop("expires_at") <= now:
        raise LinkExpired
    identity = ProvenIdentity(**rows[0])
    async with transaction(SYSTEM):
        name = providers.name(identity.issuer)
        await link(account_id=account_id, identity=identity, name=name, client=client, settings=settings, now=now)
    return name


async def drop_pending(*, browser_token: str) -> None:
    """Forget what waits in this browser; nothing happens when there is nothing."""
    async with transaction(SYSTEM):
        await fetch("delete from oidc_pending_link where browser_hash = {}", hash_secret(browser_token))


async def link(
    *, account_id: UUID, identity: ProvenIdentity, name: str, client: Client, settings: Settings, now: datetime
) -> None:
    """Let this identity open this account from now on, and tell the account's owner by mail.

    Runs in the caller's transaction, as the system. Nothing happens when it does so already. Raises `IdentityTaken`,
    `TooManyIdentities`.
    """
    await fetch("select from account where id = {} for no key update", account_id)
    existing = await fetch(
        "select count(*) from oidc_identity where account_id = {} and removed_at is null", account_id
    )
    if existing[0]["count"] >= _MOST_IDENTITIES:
        raise TooManyIdentities
    identity_id = new_id()
    added = await fetch(
        "insert into oidc_identity (id, account_id, issuer, subject, label, offers_sign_out, linked_at) "
        "values ({}, {}, {}, {}, {}, {}, {}) on conflict (issuer, subject) where removed_at is null do nothing "
        "returning id",
        *(identity_id, account_id, identity.issuer, identity.subject, identity.label, identity.offers_sign_out, now),
    )
    if added:
        subject = _described(name, identity.label)
        await announce_change(
            account_id=account_id,
            kind="oidc-linked",
            subject=subject,
            reference=identity_id,
            client=client,
            settings=settings,
            now=now,
        )
    elif await _owner(identity) != account_id:
        raise IdentityTaken


async def unlink(
    *, account_id: UUID, identity_id: UUID, providers: Providers, client: Client, settings: Settings, now: datetime
) -> None:
    """Let the identity open the account no longer, and tell the owner by mail. Raises `NotFound`, `LastWayIn`."""
    async with transaction(SYSTEM):
        removed = await fetch(
            "update oidc_identity set removed_at = {} where id = {} and account_id = {} and removed_at is null "
            "returning issuer, label",
            now,
            identity_id,
            account_id,
        )
        if not removed:
            raise NotFound
        await refuse_last_way(account_id=account_id)
        await announce_change(
            account_id=account_id,
            kind="oidc-unlinked",
            subject=_described(providers.name(removed[0]["issuer"]), removed[0]["label"]),
            reference=identity_id,
            client=client,
            settings=settings,
            now=now,
        )


@undoes("oidc-linked")
async def _take_out(change: Change, now: datetime) -> None:
    await fetch("update oidc_identity set removed_at = {} where id = {} and removed_at is null", now, change.reference)


@undoes("oidc-unlinked")
async def _give_back(change: Change, _now: datetime) -> None:
    """Not where it was linked anew since: with whichever account, its owner has proven it there."""
    await fetch(
        "update oidc_identity i set removed_at = null where i.id = {} and i.removed_at is not null and not exists ("
        "select from oidc_identity o where o.issuer = i.issuer and o.subject = i.subject and o.removed_at is null)",
        change.reference,
    )


async def clean_up(*, now: datetime) -> None:
    """Delete what has expired, and what was unlinked too long ago to object. Runs in the caller's transaction."""
    await fetch("delete from oidc_attempt where expires_at <= {}", now)
    await fetch("delete from oidc_pending_link where expires_at <= {}", now)
    await fetch("delete from oidc_identity where removed_at <= {}", now - OBJECTION)


async def _owner(identity: ProvenIdentity) -> Any:
    rows = await fetch(
        "select account_id from oidc_identity where issuer = {} and subject = {} and removed_at is null",
        identity.issuer,
        identity.subject,
    )
    return rows[0]["account_id"] if rows else None


def _described(name: str, label: str) -> str:
    return f"{name} ({label})" if label else name
