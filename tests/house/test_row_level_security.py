"""A forgotten WHERE shows nobody another customer's data: the database itself refuses."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest
import pytest_asyncio

from backend.core.clock import utc_now
from backend.core.database import Actor, Role, connection, transaction
from privacy.inventory import DECISIONS
from tests.support.catalog import RUNTIME_ROLES, as_owner, columns, privileges, readable_columns, table_names
from tests.support.customers import SettledCustomer, grant, settle

# Only the queue's role may touch these, and nobody else so much as see them: they need no policy.
_WITHOUT_POLICY = {
    "pgqueuer": "PgQueuer works on all of it",
    "pgqueuer_log": "PgQueuer works on all of it",
    "pgqueuer_schedules": "PgQueuer works on all of it",
    "pgqueuer_statistics": "PgQueuer works on all of it",
    "schema_migration": "only the owner, who migrates, needs it",
}

_HIDDEN_FROM_CUSTOMERS = [
    "account_closing.close_reason",
    "activation_code.code_hash",
    "attempt.subject_hash",
    "bank_details.iban_sealed",
    "booking.note",
    "calendar_feed.secret_hash",
    "calendar_link.password",
    "email_code.code_hash",
    "mail_message.attachment",
    "mail_message.parameters",
    "mail_message.recipient",
    "password_credential.hash",
    "oidc_attempt.code_verifier",
    "oidc_attempt.nonce",
    "oidc_pending_link.subject",
    "pgqueuer.payload",
    "pgqueuer_log.traceback",
    "pending_sign_in.account_id",
    "phone_pin.pin_hash",
    "push_message.body",
    "push_subscription.auth",
    "push_subscription.endpoint",
    "portal_session.token_hash",
    "recovery.code_hash",
    "recovery.pass_hash",
    "recovery_code.code_hash",
    "removed_passkey.passkey",
    "security_change.token_hash",
    "security_event.done_by",
    "service_token.token_hash",
    "totp.offered_codes",
    "totp.secret",
    "waiting_entry.joined_by",
    "webauthn_challenge.challenge",
]

# What the company offers is the same for everybody.
_FOR_EVERYBODY = {"location", "service", "service_location", "service_question"}

_APPOINTMENTS = {"booking", "booking_event", "meeting", "resource", "waiting_entry", "waiting_offer"}

_FACTORS = {"password_credential", "totp", "recovery_code"}

# What a customer looks after by themselves (`backend.profile`).
_CUSTOMER_DATA = {"delivery_address", "phone_number", "change_request", "profile_change"}


@dataclass(frozen=True)
class Neighbours:
    """Two customers with something in every table, and the owner's connection to what they have."""

    anna: SettledCustomer
    berta: SettledCustomer
    owner: asyncpg.Connection
    readable: dict[str, list[str]]
    """The columns that the role of customers may read, by table."""

    @property
    def anna_as_berta(self) -> Actor:
        """Anna's account, with Berta's customer id slipped in as the one to act for."""
        return replace(self.anna.actor, customer_id=self.berta.customer_id)


@pytest_asyncio.fixture
async def neighbours(database: str) -> AsyncIterator[Neighbours]:
    async with as_owner(database) as owner:
        anna, berta = await settle(owner, "anna"), await settle(owner, "berta")
        yield Neighbours(anna, berta, owner, await readable_columns(owner, Role.CUSTOMER))


async def seen(neighbours: Neighbours, actor: Actor) -> dict[str, list[dict[str, Any]]]:
    """Everything that a direct query shows this actor: all rows of all tables, in the columns it may read."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for table, names in neighbours.readable.items():
        async with transaction(actor):
            rows[table] = [dict(row) for row in await connection().fetch(f"select {', '.join(names)} from {table}")]
    return rows


async def leaks(neighbours: Neighbours, actor: Actor) -> set[str]:
    """The tables in which this actor sees Berta's row."""
    return {table for table, rows in (await seen(neighbours, actor)).items() if _ids(rows) & _row(neighbours, table)}


def _ids(rows: Iterable[dict[str, Any]]) -> set[UUID]:
    return {row["id"] for row in rows}


def _row(neighbours: Neighbours, table: str) -> set[UUID]:
    return {neighbours.berta.rows[table]} if table in neighbours.berta.rows else set()


def test_both_have_something_in_every_table_about_people(neighbours: Neighbours) -> None:
    tied = {table.name for table in DECISIONS if table.ties}
    assert set(neighbours.berta.rows) == tied


async def unprotected(owner: asyncpg.Connection) -> set[str]:
    """Tables without row-level security and a policy, and views that would not heed that of their tables."""
    rows = await owner.fetch(
        """
        select relname from pg_class c where relnamespace = 'public'::regnamespace and (
            (relkind in ('r', 'p')
             and not (relrowsecurity and exists (select from pg_policy where polrelid = c.oid)))
            or relkind in ('m', 'f')
            or (relkind = 'v' and not 'security_invoker=true' = any(coalesce(reloptions, '{}')))
        )
        """
    )
    return {row["relname"] for row in rows}


async def test_every_table_has_a_policy(fresh_database: str) -> None:
    async with as_owner(fresh_database) as owner:
        assert await unprotected(owner) == _WITHOUT_POLICY.keys()


@pytest.mark.parametrize(
    ("change", "noticed"),
    [
        ("create table letter (id uuid)", "letter"),
        ("alter table invoice disable row level security", "invoice"),
        ("create view all_invoices as select * from invoice", "all_invoices"),
    ],
)
async def test_a_table_without_protection_would_be_noticed(fresh_database: str, change: str, noticed: str) -> None:
    async with as_owner(fresh_database) as owner:
        await owner.execute(change)
        assert await unprotected(owner) - _WITHOUT_POLICY.keys() == {noticed}


@pytest.mark.parametrize("role", sorted(set(RUNTIME_ROLES) - {Role.QUEUE}))
async def test_tables_without_policy_are_out_of_reach(fresh_database: str, role: str) -> None:
    async with as_owner(fresh_database) as owner:
        assert {table for table, _ in await privileges(owner, role)} & _WITHOUT_POLICY.keys() == set()


async def test_the_queue_reaches_nothing_else(fresh_database: str) -> None:
    async with as_owner(fresh_database) as owner:
        reached = {table for table, _ in await privileges(owner, Role.QUEUE)}
    assert reached == _WITHOUT_POLICY.keys() - {"schema_migration"}


async def test_customers_cannot_read_secrets(neighbours: Neighbours) -> None:
    existing = {f"{column.table}.{column.name}" for column in await columns(neighbours.owner)}
    for column in _HIDDEN_FROM_CUSTOMERS:
        assert column in existing
        table, _, name = column.partition(".")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with transaction(neighbours.anna.actor):
                await connection().fetch(f"select {name} from {table}")


@pytest.mark.parametrize("role", [Role.CUSTOMER, Role.STAFF])
async def test_no_hash_of_a_secret_is_readable(fresh_database: str, role: Role) -> None:
    async with as_owner(fresh_database) as owner:
        readable = await readable_columns(owner, role)
    assert [name for names in readable.values() for name in names if name.endswith("_hash")] == []


async def test_everybody_sees_their_own(neighbours: Neighbours) -> None:
    expected = {"account", "customer", "access_grant", "portal_session", "passkey", "oidc_identity", "invoice"}
    expected |= {"bank_details", "security_event", "draft", "message_choice", "push_subscription"}
    expected |= _FACTORS | _CUSTOMER_DATA | _APPOINTMENTS
    assert await leaks(neighbours, neighbours.berta.actor) == expected


async def test_nobody_sees_anothers(neighbours: Neighbours) -> None:
    assert await leaks(neighbours, neighbours.anna.actor) == set()
    assert await leaks(neighbours, Actor(Role.CUSTOMER)) == set()


async def test_naming_anothers_customer_number_is_not_enough(neighbours: Neighbours) -> None:
    assert await leaks(neighbours, neighbours.anna_as_berta) == set()
    assert await leaks(neighbours, Actor(Role.CUSTOMER, None, neighbours.berta.customer_id)) == set()


_NOW = utc_now()
_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    "ended",
    [
        {"ends_at": _NOW - _DAY},
        {"revoked_at": _NOW - _DAY},
        {"starts_at": _NOW + _DAY},
        {"scope": "appointments", "revoked_at": _NOW},
    ],
    ids=["expired", "revoked", "not begun", "revoked, of another scope"],
)
async def test_a_grant_that_is_not_valid_opens_nothing(neighbours: Neighbours, ended: dict[str, Any]) -> None:
    await grant(neighbours.owner, account=neighbours.anna, customer=neighbours.berta, now=_NOW, **ended)
    assert await leaks(neighbours, neighbours.anna_as_berta) == set()


@pytest.mark.parametrize(
    ("scope", "opened"),
    [
        ("appointments", {"customer"} | _APPOINTMENTS),
        ("invoices", {"customer", "invoice"}),
        ("read", {"customer", "invoice"} | _CUSTOMER_DATA | _APPOINTMENTS),
        ("everything", {"customer", "invoice", "bank_details"} | _CUSTOMER_DATA | _APPOINTMENTS),
    ],
)
async def test_a_grant_opens_what_its_scope_says(neighbours: Neighbours, scope: str, opened: set[str]) -> None:
    await grant(neighbours.owner, account=neighbours.anna, customer=neighbours.berta, now=_NOW, scope=scope)
    assert await leaks(neighbours, neighbours.anna_as_berta) == opened
    assert await leaks(neighbours, neighbours.anna.actor) <= {"customer"}, "acts for herself at the moment"


async def changed(neighbours: Neighbours, actor: Actor) -> set[str]:
    """The tables in which an update or a delete without WHERE, where the role may do that, hits Berta's row."""
    hit = set()
    for table, privilege in await privileges(neighbours.owner, Role.CUSTOMER):
        if privilege in {"UPDATE", "DELETE"}:
            sql = f"delete from {table}" if privilege == "DELETE" else await _update_nothing(neighbours.owner, table)
            async with transaction(actor):
                rows = await connection().fetch(f"{sql} returning id")
            hit |= {table} if _ids(map(dict, rows)) & _row(neighbours, table) else set()
    return hit


async def _update_nothing(owner: asyncpg.Connection, table: str) -> str:
    """An update of a column that customers may change, to what it is."""
    column = await owner.fetchval(
        "select quote_ident(attname) from pg_attribute where attrelid = $1::regclass and attnum > 0 "
        "and not attisdropped and has_column_privilege($2, attrelid, attnum, 'UPDATE') order by attnum limit 1",
        table,
        Role.CUSTOMER,
    )
    return f"update {table} set {column} = {column}"


async def test_nobody_changes_anothers(neighbours: Neighbours) -> None:
    assert await changed(neighbours, neighbours.anna.actor) == set()
    assert await changed(neighbours, neighbours.anna_as_berta) == set()


@pytest.mark.parametrize("privilege", ["update", "delete"])
async def test_changing_anothers_would_be_noticed(neighbours: Neighbours, privilege: str) -> None:
    await neighbours.owner.execute(
        f"grant {privilege} on passkey to {Role.CUSTOMER};"
        f"create policy careless on passkey for {privilege} to {Role.CUSTOMER} using (true);"
        f"create policy open on passkey for select to {Role.CUSTOMER} using (true)"
    )
    assert await changed(neighbours, neighbours.anna.actor) == {"passkey"}


@pytest.mark.parametrize(
    ("change", "leak"),
    [
        ("create policy open on invoice for select to servicetheke_customer using (true)", "invoice"),
        ("create policy open on passkey to servicetheke_customer using (public_key is not null)", "passkey"),
        ("alter table portal_session disable row level security", "portal_session"),
    ],
)
async def test_a_leak_would_be_noticed(neighbours: Neighbours, change: str, leak: str) -> None:
    await neighbours.owner.execute(change)
    assert await leaks(neighbours, neighbours.anna.actor) == {leak}


async def test_all_tables_are_looked_at(neighbours: Neighbours) -> None:
    assert set(neighbours.readable) <= await table_names(neighbours.owner)
    assert set(neighbours.readable) - _FOR_EVERYBODY <= set(neighbours.berta.rows), (
        "a table that customers read needs rows here"
    )
