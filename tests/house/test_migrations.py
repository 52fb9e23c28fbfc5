"""The history of the schema is one line: numbered without gap, applied once, refused when it is not ours."""

import re

import asyncpg
import pytest

from backend.core.migrate import Migration, SchemaMismatch, history, is_current, migrate
from tests.support.catalog import as_owner, table_names


def test_migrations_are_numbered_without_gap() -> None:
    numbers = [migration.name.partition("_")[0] for migration in history()]
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]


@pytest.mark.parametrize("migration", history(), ids=lambda migration: migration.name)
def test_a_migration_says_what_it_is_for(migration: Migration) -> None:
    assert re.fullmatch(r"\d{4}_[a-z]+(_[a-z]+)*", migration.name)
    assert migration.sql.startswith("-- ")


async def test_history_applies_to_an_empty_database_and_only_once(empty_database: str) -> None:
    assert not await is_current(empty_database)
    assert await migrate(empty_database) == [migration.name for migration in history()]
    assert await is_current(empty_database)
    assert await migrate(empty_database) == []


async def test_a_second_database_of_the_same_server_finds_the_roles_there(
    fresh_database: str, empty_database: str
) -> None:
    await migrate(empty_database)
    async with as_owner(fresh_database) as one, as_owner(empty_database) as other:
        assert await table_names(one) == await table_names(other)


@pytest.mark.parametrize(
    "change",
    [
        "update schema_migration set checksum = 'other' where name = (select min(name) from schema_migration)",
        "insert into schema_migration (name, checksum) values ('9999_from_the_future', '')",
        "delete from schema_migration where name = (select min(name) from schema_migration)",
    ],
    ids=["changed", "newer", "missing in between"],
)
async def test_another_history_is_refused(fresh_database: str, change: str) -> None:
    async with as_owner(fresh_database) as owner:
        await owner.execute(change)
    with pytest.raises(SchemaMismatch):
        await is_current(fresh_database)
    with pytest.raises(SchemaMismatch):
        await migrate(fresh_database)


async def test_a_failed_migration_leaves_nothing_behind(empty_database: str) -> None:
    async with as_owner(empty_database) as owner:
        await owner.execute("create table invoice_search ()")  # The name of an index: this migration fails half way.
        with pytest.raises(asyncpg.DuplicateTableError):
            await migrate(empty_database)
        assert "customer" in await table_names(owner)
        assert "invoice" not in await table_names(owner)
        await owner.execute("drop table invoice_search")
    assert (await migrate(empty_database))[0] == "0006_invoices"
