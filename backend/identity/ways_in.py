"""Which ways in an account has, and the rule that nobody loses the last one.

Ways are independent of each other when the loss of one device, mailbox or app does not take both. So each passkey
counts. Without an authenticator app, the mailbox counts and each linked service; with one, its codes are asked for
after either of them, so all of them together count once, and once more while there are recovery codes in its place.
Whoever works for others is let in by two factors only: for them nothing counts but passkeys and the app.
"""

from typing import Any
from uuid import UUID

from backend.core.database import fetch
from backend.core.errors import Problem
from backend.identity.schemas import WaysIn

_ENOUGH = 2


class LastWayIn(Problem):
    """Without it nobody would get into the account any more; for staff: not with two factors."""

    status = 409
    slug = "last-way-in"
    title = "The last way in cannot be removed"


async def ways_in(*, account_id: UUID) -> WaysIn:
    """What the account can sign in with. Runs in the caller's transaction, as the system or the account's owner."""
    rows = await fetch(
        "select a.role = 'customer' as is_customer, "
        "(select count(*) from passkey p where p.account_id = a.id) as passkeys, "
        "exists(select from password_credential p where p.account_id = a.id and p.removed_at is null) as password, "
        "exists(select from totp t where t.account_id = a.id and t.confirmed_at is not null and t.removed_at is null) "
        "as app, "
        "(select count(*) from recovery_code r "
        "where r.account_id = a.id and r.used_at is null and r.removed_at is null) as recovery_codes, "
        "(select count(*) from oidc_identity i where i.account_id = a.id and i.removed_at is null) as services "
        "from account a where a.id = {}",
        account_id,
    )
    found = rows[0]
    independent = _independent(found)
    return WaysIn(
        passkeys=found["passkeys"],
        password=found["password"],
        app=found["app"],
        recovery_codes=found["recovery_codes"],
        services=found["services"],
        email_code=found["is_customer"],
        independent=independent,
        enough=independent >= _ENOUGH,
    )


async def refuse_last_way(*, account_id: UUID) -> None:
    """Raise `LastWayIn` when a removal has left the account without any way in.

    Called after the removal, in its transaction, which the exception then undoes. The account's row is locked: of two
    removals at the same time, the second one sees what the first has left.
    """
    await fetch("select from account where id = {} for no key update", account_id)
    if not (await ways_in(account_id=account_id)).independent:
        raise LastWayIn


def _independent(found: dict[str, Any]) -> int:
    passkeys: int = found["passkeys"]
    if found["app"]:
        return passkeys + 1 + bool(found["recovery_codes"])
    return passkeys + (1 + int(found["services"]) if found["is_customer"] else 0)
