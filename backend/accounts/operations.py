"""What changes accounts and grants. Everything here runs in the caller's transaction, as the system."""

from datetime import datetime, timedelta
from secrets import token_bytes
from typing import Final
from uuid import UUID

from backend.accounts.queries import Login
from backend.core.database import fetch
from backend.core.errors import Problem
from backend.core.ids import new_id

CLOSED_KEPT: Final = timedelta(days=30)
"""How long a closed account is kept at least, so that it can be opened again."""

_USER_HANDLE_BYTES = 64  # WebAuthn Level 3, 14.6.1: random, and nothing that says who it is.


class AccountClosed(Problem):
    """The address belongs to an account that was closed; only the company's staff can open it again."""

    status = 409
    slug = "account-closed"
    title = "The account of this address was closed"


async def open_account(
    *,
    email: str,
    salutation: str = "",
    given_name: str = "",
    family_name: str = "",
    role: str = "customer",
    language: str,
    now: datetime,
) -> Login:
    """The account of this address, made now if there is none. An account that exists keeps its names and its role.

    `email` is normalised, and its owner is proven by the caller. Raises `AccountClosed`.
    """
    await fetch(
        "insert into account (id, email, salutation, given_name, family_name, role, language, webauthn_user_handle, "
        "created_at) values ({}, {}, {}, {}, {}, {}, {}, {}, {}) on conflict (email) do nothing",
        new_id(),
        email,
        salutation,
        given_name,
        family_name,
        role,
        language,
        token_bytes(_USER_HANDLE_BYTES),
        now,
    )
    rows = await fetch("select id, role, closed_at from account where email = {} for update", email)
    if rows[0]["closed_at"] is not None:
        raise AccountClosed
    return Login(rows[0]["id"], rows[0]["role"])


async def grant_access(*, account_id: UUID, customer_id: UUID, now: datetime) -> bool:
    """From now on the account is the contract partner's own: it may do everything, and let others look after the
    contracts (`backend.delegation`). Nothing happens where it is so already. Returns whether anything did.
    """
    granted = await fetch(
        "insert into access_grant (id, account_id, customer_id, kind, scope, starts_at, created_at) "
        "select {}, {}, {}, 'own', 'everything', {}, {} where not exists ("
        " select from access_grant g where g.account_id = {} and g.customer_id = {} and g.kind = 'own'"
        " and g.revoked_at is null) returning id",
        *(new_id(), account_id, customer_id, now, now),
        *(account_id, customer_id),
    )
    return bool(granted)
