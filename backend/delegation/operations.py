"""What changes access: invite, withdraw, accept, decline, end; and what happens when a time is over.

Whoever the contract partner trusts gets access by accepting an invitation with an account of the invited address. Only
the contract partner can invite: access that was given cannot be given on (docs/adr/0013).
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from secrets import token_urlsafe
from typing import Any, Final
from uuid import UUID

from backend.core.clock import day_in
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.email_address import normalise_email
from backend.core.errors import InvalidInput, NotFound, Problem
from backend.core.ids import new_id
from backend.core.settings import Settings
from backend.delegation.notices import Affair, send_invitation, tell_both
from backend.delegation.schemas import NewInvitation, Step
from backend.delegation.tables import AccessInvitation
from backend.identity.keyed_hash import keyed_hash
from backend.identity.operations import attempts
from backend.identity.operations.sessions import choose_customer, hash_token
from backend.identity.session_queries import Session

LIFETIME: Final = timedelta(days=14)
_KEPT: Final = timedelta(days=90)
_LONGEST_YEARS: Final = 30

_INVITATIONS = attempts.Limit("grant-invitation", most=20, within=timedelta(hours=24))


class NotContractPartner(Problem):
    """The person does not act for a customer whose contract partner they are, so they can let nobody else in."""

    status = 403
    slug = "not-contract-partner"
    title = "Only the contract partner can do this"


class AlreadyInvited(Problem):
    """This address has an invitation of the same customer that may still be answered."""

    status = 409
    slug = "already-invited"
    title = "There is an open invitation to this address"


class InvitationClosed(Problem):
    """The invitation was answered, withdrawn or is too old, whoever invited may no longer do so, or there was none."""

    status = 410
    slug = "invitation-closed"
    title = "The invitation can no longer be answered"


class AlreadyContractPartner(Problem):
    """Who is invited is the contract partner, and has more access already than anybody could give."""

    status = 409
    slug = "already-contract-partner"
    title = "This account belongs to the contract partner"


class LastOwnAccess(Problem):
    """Without it nobody could look after the contracts or decide who else may."""

    status = 409
    slug = "last-own-access"
    title = "The contract partner's last access cannot be given up"


@dataclass(frozen=True)
class _Period:
    starts_at: datetime | None
    ends_at: datetime | None


async def invite(*, session: Session, wanted: NewInvitation, settings: Settings, now: datetime) -> UUID:
    """Invite a person to look after the contracts of the customer that the session acts for. Returns the invitation.

    Nothing tells whether the address has an account. Raises `InvalidInput`, `TooManyAttempts`, `NotContractPartner`,
    `AlreadyInvited`.
    """
    address = normalise_email(wanted.email)
    period = _period(wanted, settings, now)
    subject = keyed_hash(settings.key(), "account", str(session.account_id))
    await attempts.spend(charges=[attempts.Charge(_INVITATIONS, subject)], now=now)
    token = token_urlsafe(32)
    async with transaction(SYSTEM):
        customer_id = await _own_customer(session, now)
        if address == await _address_of(session.account_id):
            raise InvalidInput({"email": "own-address"})
        invitation = AccessInvitation(
            id=new_id(),
            customer_id=customer_id,
            invited_by=session.account_id,
            email=address,
            language=wanted.language,
            relation=wanted.relation,
            scope=wanted.scope,
            starts_at=period.starts_at,
            ends_at=period.ends_at,
            token_hash=hash_token(token),
            created_at=now,
            expires_at=min(now + LIFETIME, period.ends_at or now + LIFETIME),
        )
        if not await AccessInvitation.insert(invitation).on_conflict(action="DO NOTHING"):
            raise AlreadyInvited
        affair = Affair(customer_id, address, wanted.language)
        await send_invitation(affair=affair, token=token, days=LIFETIME.days, settings=settings, now=now)
    return invitation.id


async def withdraw(*, account_id: UUID, invitation_id: UUID, settings: Settings, now: datetime) -> None:
    """Take an invitation back. Raises `NotFound`, also for somebody else's, and `InvitationClosed`."""
    async with transaction(SYSTEM):
        invitation = await _locked("i.id = {}", invitation_id)
        if invitation is None or not await _is_partner(account_id, invitation["customer_id"], now):
            raise NotFound
        _refuse_closed(invitation, now)
        await _close(invitation, "withdrawn", settings, now)


async def accept(*, session: Session, invitation_id: UUID, settings: Settings, now: datetime) -> None:
    """Take on what the invitation offers; it replaces what the same person was given before.

    Raises `NotFound`, also for an invitation to another address than the account's, `InvitationClosed`,
    `AlreadyContractPartner`.
    """
    async with transaction(SYSTEM):
        invitation = await _addressed_to(session.account_id, invitation_id)
        _refuse_closed(invitation, now)
        customer_id: UUID = invitation["customer_id"]
        await _hold(customer_id)
        if not invitation["invited_by"] or not await _is_partner(invitation["invited_by"], customer_id, now):
            raise InvitationClosed
        if await _is_partner(session.account_id, customer_id, now):
            raise AlreadyContractPartner
        await _replace_grants(session.account_id, invitation, now)
        await _close(invitation, "accepted", settings, now)
        has_begun = invitation["starts_at"] is None or invitation["starts_at"] <= now
        if session.customer_id is None and has_begun:
            await choose_customer(session=session, customer_id=customer_id, now=now)


async def decline(*, account_id: UUID, invitation_id: UUID, settings: Settings, now: datetime) -> None:
    """Refuse an invitation to the account's address. Raises `NotFound`, `InvitationClosed`."""
    async with transaction(SYSTEM):
        invitation = await _addressed_to(account_id, invitation_id)
        _refuse_closed(invitation, now)
        await _close(invitation, "declined", settings, now)


async def decline_by_token(*, token: str, settings: Settings, now: datetime) -> None:
    """Refuse an invitation with nothing but the link from the mail: nobody needs an account to say no.

    Raises `InvitationClosed`, also when there never was such an invitation.
    """
    async with transaction(SYSTEM):
        invitation = await _locked("i.token_hash = {}", hash_token(token))
        if invitation is None:
            raise InvitationClosed
        _refuse_closed(invitation, now)
        await _close(invitation, "declined", settings, now)


async def end(*, account_id: UUID, grant_id: UUID, settings: Settings, now: datetime) -> None:
    """End access at once: the contract partner takes it back, or whoever has it gives it back.

    Raises `NotFound`, also for what has ended or concerns others, and `LastOwnAccess`.
    """
    async with transaction(SYSTEM):
        grant = await _living_grant(grant_id, now)
        is_mine = grant["account_id"] == account_id
        await _hold(grant["customer_id"])
        if is_mine and grant["kind"] == "own":
            await _refuse_last(grant["customer_id"])
        elif not is_mine and not (
            grant["kind"] == "delegated" and await _is_partner(account_id, grant["customer_id"], now)
        ):
            raise NotFound
        await fetch("update access_grant set revoked_at = {}, revoked_by = {} where id = {}", now, account_id, grant_id)
        affair = Affair(grant["customer_id"], grant["email"], grant["language"])
        await tell_both(affair=affair, step="given-back" if is_mine else "revoked", settings=settings, now=now)


async def close_expired(*, settings: Settings, now: datetime) -> None:
    """Tell both sides of invitations that nobody has answered. Runs in the caller's transaction, as the system."""
    for invitation in await fetch(
        "select i.* from access_invitation i where i.outcome is null and i.expires_at <= {} order by i.id for update",
        now,
    ):
        await _close(invitation, "expired", settings, now)


async def tell_ended(*, settings: Settings, now: datetime) -> None:
    """Tell both sides of access that has ended on the day agreed.

    The database has let nobody in since that moment. Runs in the caller's transaction, as the system.
    """
    for grant in await fetch(
        "update access_grant g set end_told_at = {} from account a where a.id = g.account_id and g.kind = 'delegated' "
        "and g.revoked_at is null and g.end_told_at is null and g.ends_at <= {} "
        "returning g.customer_id, a.email, a.language",
        now,
        now,
    ):
        await tell_both(affair=Affair(**grant), step="ended", settings=settings, now=now)


async def forget_old(*, now: datetime) -> None:
    """Delete invitations whose time is long over. Runs in the caller's transaction, as the system."""
    await fetch("delete from access_invitation where expires_at <= {}", now - _KEPT)


def _period(wanted: NewInvitation, settings: Settings, now: datetime) -> _Period:
    """The first moment, and the first one after the last day."""
    today = day_in(settings.time_zone, now)
    latest = today.year + _LONGEST_YEARS
    if wanted.starts_on and not today <= wanted.starts_on <= date(latest, 1, 1):
        raise InvalidInput({"starts_on": "grant-start"})
    if wanted.ends_on and not (wanted.starts_on or today) <= wanted.ends_on <= date(latest, 12, 31):
        raise InvalidInput({"ends_on": "grant-end"})
    zone = settings.time_zone
    # Today means: as soon as it is accepted.
    begins_later = wanted.starts_on is not None and wanted.starts_on > today
    return _Period(
        datetime.combine(wanted.starts_on, time(), zone) if wanted.starts_on and begins_later else None,
        datetime.combine(wanted.ends_on + timedelta(days=1), time(), zone) if wanted.ends_on else None,
    )


async def _own_customer(session: Session, now: datetime) -> UUID:
    if session.customer_id is None or not await _is_partner(session.account_id, session.customer_id, now):
        raise NotContractPartner
    return session.customer_id


async def _is_partner(account_id: UUID, customer_id: UUID, now: datetime) -> bool:
    rows = await fetch(
        "select 1 from access_grant g join account a on a.id = g.account_id where g.account_id = {} "
        "and g.customer_id = {} and g.kind = 'own' and g.revoked_at is null and g.starts_at <= {} "
        "and a.closed_at is null",
        account_id,
        customer_id,
        now,
    )
    return bool(rows)


async def _address_of(account_id: UUID) -> str:
    rows = await fetch("select email from account where id = {}", account_id)
    address: str = rows[0]["email"]
    return address


async def _locked(condition: str, value: object) -> dict[str, Any] | None:
    """The invitation, locked so that it is answered once."""
    rows = await fetch(f"select i.* from access_invitation i where {condition} for update", value)  # noqa: S608 - conditions of this module
    return rows[0] if rows else None


async def _addressed_to(account_id: UUID, invitation_id: UUID) -> dict[str, Any]:
    """The invitation, if it went to the address that the account has now."""
    rows = await fetch(
        "select i.* from access_invitation i join account a on a.email = i.email "
        "where i.id = {} and a.id = {} and a.closed_at is null for update of i",
        invitation_id,
        account_id,
    )
    if not rows:
        raise NotFound
    return rows[0]


def _refuse_closed(invitation: dict[str, Any], now: datetime) -> None:
    if invitation["outcome"] is not None or invitation["expires_at"] <= now:
        raise InvitationClosed


async def _close(invitation: dict[str, Any], outcome: Step, settings: Settings, now: datetime) -> None:
    await fetch(
        "update access_invitation set outcome = {}, closed_at = {} where id = {}", outcome, now, invitation["id"]
    )
    affair = Affair(invitation["customer_id"], invitation["email"], invitation["language"])
    await tell_both(affair=affair, step=outcome, settings=settings, now=now)


async def _replace_grants(account_id: UUID, invitation: dict[str, Any], now: datetime) -> None:
    """One person has one delegated grant for a customer: two would leave open what a revocation revokes."""
    await fetch(
        "update access_grant set revoked_at = {}, revoked_by = {} where account_id = {} and customer_id = {} "
        "and kind = 'delegated' and revoked_at is null and (ends_at is null or ends_at > {})",
        *(now, invitation["invited_by"], account_id, invitation["customer_id"], now),
    )
    await fetch(
        "insert into access_grant (id, account_id, customer_id, kind, relation, scope, starts_at, ends_at, granted_by, "
        "created_at) values ({}, {}, {}, 'delegated', {}, {}, {}, {}, {}, {})",
        *(new_id(), account_id, invitation["customer_id"], invitation["relation"], invitation["scope"]),
        *(max(now, invitation["starts_at"] or now), invitation["ends_at"], invitation["invited_by"], now),
    )


async def _living_grant(grant_id: UUID, now: datetime) -> dict[str, Any]:
    rows = await fetch(
        "select g.account_id, g.customer_id, g.kind, a.email, a.language from access_grant g "
        "join account a on a.id = g.account_id where g.id = {} and g.revoked_at is null "
        "and (g.ends_at is null or g.ends_at > {}) for update of g",
        grant_id,
        now,
    )
    if not rows:
        raise NotFound
    return rows[0]


async def _refuse_last(customer_id: UUID) -> None:
    rows = await fetch(
        "select count(*) from access_grant g join account a on a.id = g.account_id where g.customer_id = {} "
        "and g.kind = 'own' and g.revoked_at is null and a.closed_at is null",
        customer_id,
    )
    if rows[0]["count"] <= 1:
        raise LastOwnAccess


async def _hold(customer_id: UUID) -> None:
    """Let no other transaction change who has access to this customer until this one ends."""
    await fetch("select 1 from customer where id = {} for no key update", customer_id)
