"""People and letters for the tests of identity, and what reached their mailboxes."""

import asyncio
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from backend.accounts.operations import open_account
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.ids import new_id
from backend.identity.session_queries import Session

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Mail:
    template: str
    recipient: str
    parameters: dict[str, Any]


async def make_account(email: str = "erika@example.org", *, role: str = "customer") -> UUID:
    async with transaction(SYSTEM):
        login = await open_account(
            email=email, given_name="Erika", family_name="Muster", role=role, language="de", now=NOW
        )
    return login.id


def session_of(account_id: UUID, *, now: datetime = NOW, fresh: bool = True, role: str = "customer") -> Session:
    """A session of this account as operations get it; `fresh`: its owner has just proven who they are."""
    return Session(
        id=new_id(),
        account_id=account_id,
        customer_id=None,
        role=role,
        language="de",
        method="passkey" if fresh else "email-code",
        created_at=now,
        expires_at=now + timedelta(hours=12),
        strong_at=now if fresh else None,
        fresh_at=now if fresh else None,
    )


async def make_customer(number: str = "40-12345", *, kind: str = "person") -> UUID:
    customer_id = new_id()
    async with transaction(SYSTEM):
        await fetch(
            "insert into customer (id, number, kind, salutation, given_name, name, created_at) "
            "values ({}, {}, {}, {}, {}, {}, {})",
            *(customer_id, number, kind, "frau", "Erika", "Muster", NOW),
        )
    return customer_id


async def mails(recipient: str = "erika@example.org") -> list[Mail]:
    """All mail to this address that waits to be sent, oldest first."""
    async with transaction(SYSTEM):
        rows = await fetch(
            "select template, recipient, parameters from mail_message where recipient = {} order by id",
            recipient.lower(),
        )
    return [Mail(row["template"], row["recipient"], json.loads(row["parameters"])) for row in rows]


async def last_code(recipient: str = "erika@example.org") -> str:
    """The code in the newest mail to this address."""
    code: str = (await mails(recipient))[-1].parameters["code"]
    return code


async def rows(sql: str, *values: Any) -> list[dict[str, Any]]:
    async with transaction(SYSTEM):
        return await fetch(sql, *values)


async def waiting_for_a_lock(watcher: asyncpg.Connection, *, sessions: int) -> None:
    """Return once so many sessions of the database wait for a lock."""
    async with asyncio.timeout(60):
        while True:
            await watcher.execute("select pg_stat_clear_snapshot()")  # A transaction sees the same activity until then.
            waiting = await watcher.fetchval(
                "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
            )
            if waiting >= sessions:
                return
            await asyncio.sleep(0)
