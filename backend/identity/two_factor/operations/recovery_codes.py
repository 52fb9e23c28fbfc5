"""Recovery codes: ten codes on paper, each of which stands in for the authenticator app once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.core.database import SYSTEM, fetch, transaction
from backend.core.errors import Problem
from backend.core.ids import new_id
from backend.core.readable_code import in_groups, random_code
from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.history.operations import Change, announce_change, undoes
from backend.identity.two_factor import queries
from backend.identity.two_factor.operations.proof import RECOVERY_CODE_LENGTH, hash_recovery_code
from backend.identity.two_factor.schemas import RecoveryCodes

_HOW_MANY = 10
_GROUP = 5


class NoAuthenticatorApp(Problem):
    """There is no authenticator app in use that recovery codes could stand in for, or that could be removed."""

    status = 409
    slug = "no-authenticator-app"
    title = "There is no authenticator app in use"


@dataclass(frozen=True)
class NewCodes:
    """Codes as the person gets them, once, and as they are kept."""

    shown: RecoveryCodes
    hashes: list[bytes]


def make_codes(*, account_id: UUID, settings: Settings) -> NewCodes:
    """Ten new codes, kept nowhere yet."""
    codes = [random_code(RECOVERY_CODE_LENGTH) for _ in range(_HOW_MANY)]
    hashes = [hash_recovery_code(settings.key(), account_id, code) for code in codes]
    return NewCodes(RecoveryCodes([in_groups(code, _GROUP) for code in codes]), hashes)


async def renew(*, account_id: UUID, client: Client, settings: Settings, now: datetime) -> RecoveryCodes:
    """Ten new codes; the former ones end now. Raises `NoAuthenticatorApp`."""
    new = make_codes(account_id=account_id, settings=settings)
    async with transaction(SYSTEM):
        await fetch("select from account where id = {} for no key update", account_id)
        if not await queries.has_app(account_id=account_id):
            raise NoAuthenticatorApp
        first = await replace_codes(account_id=account_id, hashes=new.hashes, now=now)
        await announce_change(
            account_id=account_id,
            kind="recovery-codes-made",
            reference=first,
            client=client,
            settings=settings,
            now=now,
        )
    return new.shown


async def replace_codes(*, account_id: UUID, hashes: Sequence[bytes], now: datetime) -> UUID:
    """Keep these in place of the former ones; returns the id of the first. Runs in the caller's transaction."""
    await take_out(account_id=account_id, now=now)
    ids = [new_id() for _ in hashes]
    await fetch(
        "insert into recovery_code (id, account_id, code_hash, created_at) "
        "select code.id, {}, code.hash, {} from unnest({}::uuid[], {}::bytea[]) as code (id, hash)",
        *(account_id, now, ids, list(hashes)),
    )
    return ids[0]


async def take_out(*, account_id: UUID, now: datetime) -> None:
    """From now on no recovery code of the account works."""
    await fetch(
        "update recovery_code set removed_at = {} where account_id = {} and removed_at is null", now, account_id
    )


async def give_back(*, account_id: UUID, removed_at: datetime, now: datetime) -> None:
    """The codes that were taken out at that moment, in place of those there are now. Used ones stay used."""
    await take_out(account_id=account_id, now=now)
    await fetch(
        "update recovery_code set removed_at = null where account_id = {} and removed_at = {}",
        *(account_id, removed_at),
    )


@undoes("recovery-codes-made")
async def _undo_renewal(change: Change, now: datetime) -> None:
    rows = await fetch("select created_at from recovery_code where id = {}", change.reference)
    if rows:
        await give_back(account_id=change.account_id, removed_at=rows[0]["created_at"], now=now)
