"""The Piccolo tables say what the migrated database holds: names, types, null, keys. Both ways."""

import importlib
import pkgutil
from dataclasses import dataclass

import asyncpg
import pytest
from piccolo.columns import UUID, BigInt, Column, ForeignKey, Integer, Numeric, Text, Varchar
from piccolo.table import Table

import backend
from backend.core.database import DB
from tests.support.catalog import as_owner, columns, foreign_keys

# Piccolo does not know these: the queue's library and the migrations keep them.
_WITHOUT_CLASS = {"pgqueuer", "pgqueuer_log", "pgqueuer_schedules", "pgqueuer_statistics", "schema_migration"}


@dataclass(frozen=True)
class Described:
    """One column, described the same way by both sides. `references` is like "account on delete CASCADE"."""

    name: str
    type: str
    nullable: bool
    unique: bool
    references: str


def tables() -> list[type[Table]]:
    """Every table of the application: a feature's `tables.py` defines them."""
    found = []
    for module in pkgutil.walk_packages(backend.__path__, "backend."):
        if module.name.endswith(".tables"):
            members = vars(importlib.import_module(module.name)).values()
            found += [
                member
                for member in members
                if isinstance(member, type) and issubclass(member, Table) and member.__module__ == module.name
            ]
    return found


def in_piccolo(table: type[Table]) -> set[Described]:
    return {_described(column) for column in table._meta.columns}


def _described(column: Column) -> Described:
    references = ""
    if isinstance(column, ForeignKey):
        meta = column._foreign_key_meta
        references = f"{meta.resolved_references._meta.tablename} on delete {meta.on_delete.value}"
    return Described(
        name=column._meta.db_column_name,
        type=column.column_type.lower().replace(", ", ",").replace("timestamptz", "timestamp with time zone"),
        nullable=column._meta.null,
        unique=column._meta.unique or column._meta.primary_key,
        references=references,
    )


async def in_database(owner: asyncpg.Connection, table: str) -> set[Described]:
    references = {
        key.column: f"{key.references} on delete {key.on_delete}"
        for key in await foreign_keys(owner)
        if key.table == table
    }
    unique = await owner.fetch(
        "select a.attname from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and c.conkey = "
        "array[a.attnum] where c.conrelid = $1::regclass and c.contype in ('p', 'u')",
        table,
    )
    return {
        Described(
            name=column.name,
            type=column.type,
            nullable=column.nullable,
            unique=column.name in {row["attname"] for row in unique},
            references=references.get(column.name, ""),
        )
        for column in await columns(owner)
        if column.table == table
    }


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.__name__)
async def test_the_class_says_what_the_database_holds(fresh_database: str, table: type[Table]) -> None:
    async with as_owner(fresh_database) as owner:
        assert in_piccolo(table) == await in_database(owner, table._meta.tablename)


async def test_every_table_has_a_class(fresh_database: str) -> None:
    async with as_owner(fresh_database) as owner:
        existing = {column.table for column in await columns(owner)}
    assert {table._meta.tablename for table in tables()} == existing - _WITHOUT_CLASS
    assert existing >= _WITHOUT_CLASS


class Letter(Table, db=DB):
    """As the database below has it."""

    id = UUID(primary_key=True, default=None)
    number = BigInt()
    amount = Numeric(digits=(10, 2))
    note = Text(null=True, default=None)


_LETTER = "create table letter (id uuid primary key, number bigint not null, amount numeric(10,2) not null, note text)"


def _with(column: Column, name: str) -> type[Table]:
    members = {"id": UUID(primary_key=True, default=None), "number": BigInt(), "amount": Numeric(digits=(10, 2))}
    changed = {**members, "note": Text(null=True, default=None), name: column}
    return type("Letter", (Table,), changed, db=DB, tablename="letter")


@pytest.mark.parametrize(
    "different",
    [
        _with(Integer(), "number"),
        _with(BigInt(null=True, default=None), "number"),
        _with(Numeric(digits=(12, 2)), "amount"),
        _with(Varchar(), "another"),
        _with(Text(null=True, default=None, unique=True), "note"),
    ],
    ids=["type", "null", "digits", "surplus column", "unique"],
)
async def test_a_difference_would_be_noticed(fresh_database: str, different: type[Table]) -> None:
    async with as_owner(fresh_database) as owner:
        await owner.execute(_LETTER)
        assert in_piccolo(Letter) == await in_database(owner, "letter")
        assert in_piccolo(different) != await in_database(owner, "letter")


async def test_a_different_key_would_be_noticed(fresh_database: str) -> None:
    [invoice] = [table for table in tables() if table.__name__ == "Invoice"]
    async with as_owner(fresh_database) as owner:
        await owner.execute(
            "alter table invoice drop constraint invoice_customer_id_fkey;"
            "alter table invoice add foreign key (customer_id) references customer on delete cascade"
        )
        assert in_piccolo(invoice) != await in_database(owner, "invoice")
