"""The passkeys that an account has: naming and removing them, and giving them back.

A removed passkey is moved out of the table that signs people in. It can be given back while its owner may object; then
it is forgotten but for a hash, by which a sign-in with it can be told from one with a passkey that was never here.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.core.database import SYSTEM, fetch, transaction
from backend.core.errors import InvalidInput, NotFound, Problem
from backend.core.settings import Settings
from backend.core.text import is_readable
from backend.identity import queries, ways_in
from backend.identity.client import Client
from backend.identity.history.operations import OBJECTION, Change, announce_change, undoes
from backend.identity.schemas import PasskeyItem

LONGEST_NAME = 80
_REMEMBERED = timedelta(days=90)


class PasskeyRemoved(Problem):
    """The passkey was removed from its account. `may_return` is 1 while the owner can still have it given back: until
    then the device should keep it.
    """

    status = 410
    slug = "passkey-removed"
    title = "The passkey was removed from its account"

    def __init__(self, *, may_return: bool) -> None:
        super().__init__(may_return=int(may_return))


def usable_name(name: str) -> str:
    """The name without blanks around it. Raises `InvalidInput` for one that cannot be shown."""
    name = name.strip()
    if len(name) > LONGEST_NAME or not is_readable(name):
        raise InvalidInput({"name": "name-shape"})
    return name


async def rename(*, account_id: UUID, passkey_id: UUID, name: str) -> PasskeyItem:
    """Call one's passkey by another name. Raises `InvalidInput`, `NotFound`."""
    name = usable_name(name)
    if not name:
        raise InvalidInput({"name": "passkey-name"})
    async with transaction(SYSTEM):
        renamed = await fetch(
            "update passkey set name = {} where id = {} and account_id = {} returning id", name, passkey_id, account_id
        )
        if not renamed:
            raise NotFound
        return next(item for item in await queries.passkeys(account_id=account_id) if item.id == passkey_id)


async def remove(*, account_id: UUID, passkey_id: UUID, client: Client, settings: Settings, now: datetime) -> None:
    """Take one's passkey out of use, and tell the account's owner by mail. Raises `NotFound`, `LastWayIn`."""
    async with transaction(SYSTEM):
        removed = await _take_out("id = {} and account_id = {}", passkey_id, account_id, now=now)
        if not removed:
            raise NotFound
        await ways_in.refuse_last_way(account_id=account_id)
        await announce_change(
            account_id=account_id,
            kind="passkey-removed",
            subject=removed[0]["name"],
            reference=passkey_id,
            client=client,
            settings=settings,
            now=now,
        )


async def remove_all(*, account_id: UUID, now: datetime) -> int:
    """Take every passkey of an account out of use, and return how many there were. Announces nothing and asks for no
    other way in: that is for whoever gives the account a new one. Runs in the caller's transaction, as the system.
    """
    return len(await _take_out("account_id = {}", account_id, now=now))


async def refuse_removed(*, credential_id: bytes) -> None:
    """Raise `PasskeyRemoved` if an account once had this passkey. Runs in the caller's transaction, as the system."""
    rows = await fetch(
        "select passkey is not null as may_return from removed_passkey where credential_hash = sha256({}::bytea) "
        "order by removed_at desc limit 1",
        credential_id,
    )
    if rows:
        raise PasskeyRemoved(may_return=rows[0]["may_return"])


async def forget_removed(*, now: datetime) -> None:
    """Delete what nobody can have back any more, and in the end that it was ever there. Runs as the system."""
    await fetch("update removed_passkey set passkey = null where removed_at <= {}", now - OBJECTION)
    await fetch("delete from removed_passkey where removed_at <= {}", now - _REMEMBERED)


@undoes("passkey-added")
async def _take_back(change: Change, now: datetime) -> None:
    await _take_out("id = {} and account_id = {}", change.reference, change.account_id, now=now)


@undoes("passkey-removed")
async def _give_back(change: Change, _now: datetime) -> None:
    await fetch(
        "with back as (delete from removed_passkey where id = {} and account_id = {} and passkey is not null "
        "returning jsonb_populate_record(null::passkey, removed_passkey.passkey) as row) "
        "insert into passkey select (row).* from back on conflict (credential_id) do nothing",
        change.reference,
        change.account_id,
    )


async def _take_out(which: str, *values: Any, now: datetime) -> list[dict[str, Any]]:
    return await fetch(
        f"with gone as (delete from passkey where {which} returning *) "  # noqa: S608 - a condition written above
        "insert into removed_passkey (id, account_id, credential_hash, passkey, removed_at) "
        "select id, account_id, sha256(credential_id), to_jsonb(gone), {}::timestamptz from gone "
        "returning passkey->>'name' as name",
        *values,
        now,
    )
