"""Setting and removing a password. It counts only together with an authenticator app (`second_step`)."""

from datetime import datetime
from uuid import UUID

from backend.accounts import queries as accounts
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.errors import InvalidInput, NotFound
from backend.core.ids import new_id
from backend.core.settings import Settings
from backend.identity import ways_in
from backend.identity.client import Client
from backend.identity.history.operations import Change, announce_change, undoes
from backend.identity.two_factor import password_hash, password_strength
from backend.identity.two_factor.schemas import PasswordStrength


async def rate(*, account_id: UUID, password: str, company: str) -> PasswordStrength:
    """How good a password would be for this account."""
    found = await password_strength.strength(password, own_words=await _own_words(account_id, company))
    return PasswordStrength(found.score, found.is_enough, found.advice)


async def set_password(
    *, account_id: UUID, password: str, company: str, client: Client, settings: Settings, now: datetime
) -> None:
    """Set a password, or another one in place of the former, and tell the owner.

    Raises `InvalidInput` for one that would be guessed; the message key says why.
    """
    rated = await rate(account_id=account_id, password=password, company=company)
    if not rated.accepted:
        raise InvalidInput({"password": f"password-{rated.advice}"})
    hashed = await password_hash.hash_password(password)
    new = new_id()
    async with transaction(SYSTEM):
        await _lock(account_id)
        await take_out(account_id=account_id, now=now)
        await fetch(
            "insert into password_credential (id, account_id, hash, created_at) values ({}, {}, {}, {})",
            *(new, account_id, hashed, now),
        )
        await announce_change(
            account_id=account_id, kind="password-set", reference=new, client=client, settings=settings, now=now
        )


async def remove_password(*, account_id: UUID, client: Client, settings: Settings, now: datetime) -> None:
    """Raises `NotFound` without one, and `LastWayIn` if the account could not be entered any more."""
    async with transaction(SYSTEM):
        await _lock(account_id)
        removed = await take_out(account_id=account_id, now=now)
        if removed is None:
            raise NotFound
        await ways_in.refuse_last_way(account_id=account_id)
        await announce_change(
            account_id=account_id, kind="password-removed", reference=removed, client=client, settings=settings, now=now
        )


async def _own_words(account_id: UUID, company: str) -> list[str]:
    """What somebody who attacks this person tries first."""
    async with transaction(SYSTEM):
        person = await accounts.find_person(account_id=account_id)
        customers = await fetch(
            "select c.number, c.name, c.given_name, c.street, c.postal_code, c.city from customer c "
            "join access_grant g on g.customer_id = c.id where g.account_id = {}",
            account_id,
        )
    if person is None:
        raise NotFound
    known = [company, person.email, person.given_name, person.family_name]
    return [*known, *(value for customer in customers for value in customer.values())]


async def _lock(account_id: UUID) -> None:
    """One change of an account's factors at a time."""
    await fetch("select id from account where id = {} for no key update", account_id)


async def take_out(*, account_id: UUID, now: datetime) -> UUID | None:
    """From now on the account has no password; returns the id of the one it had. Runs in the caller's transaction."""
    rows = await fetch(
        "update password_credential set removed_at = {} where account_id = {} and removed_at is null returning id",
        *(now, account_id),
    )
    return rows[0]["id"] if rows else None


async def give_back(*, account_id: UUID, removed_at: datetime, now: datetime) -> None:
    """The password that was taken out at that moment, in place of the one there is now."""
    await take_out(account_id=account_id, now=now)
    await fetch(
        "update password_credential set removed_at = null where account_id = {} and removed_at = {}",
        *(account_id, removed_at),
    )


@undoes("password-set")
async def _undo_setting(change: Change, now: datetime) -> None:
    rows = await fetch("select created_at from password_credential where id = {}", change.reference)
    if rows:
        await give_back(account_id=change.account_id, removed_at=rows[0]["created_at"], now=now)


@undoes("password-removed")
async def _undo_removal(change: Change, now: datetime) -> None:
    rows = await fetch("select removed_at from password_credential where id = {}", change.reference)
    if rows and rows[0]["removed_at"]:
        await give_back(account_id=change.account_id, removed_at=rows[0]["removed_at"], now=now)
