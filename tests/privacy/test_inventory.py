"""What the inventory says is consistent in itself and with the database, so that export and erasure can go by it."""

from collections import Counter
from typing import Any
from uuid import UUID

import asyncpg
import pytest
import pytest_asyncio
from piccolo.columns import Column, Interval

from backend.core.job_registry import load_jobs, scheduled_jobs
from backend.core.personal_data import (
    DELETED,
    DISCLOSED,
    EMPTIED,
    LegalBasis,
    Period,
    Retention,
    Root,
    Subject,
    TableDecisions,
    Tie,
    impersonal,
    kept,
    personal,
)
from backend.core.translations import translator
from privacy.inventory import DECISIONS, erasure_order, export_format, inventory
from tests.support.catalog import DatabaseColumn, DatabaseForeignKey, as_owner, columns, foreign_keys
from tests.support.customers import settle


@pytest_asyncio.fixture
async def keys(fresh_database: str) -> set[DatabaseForeignKey]:
    async with as_owner(fresh_database) as owner:
        return await foreign_keys(owner)


@pytest_asyncio.fixture
async def existing(fresh_database: str) -> dict[tuple[str, str], DatabaseColumn]:
    async with as_owner(fresh_database) as owner:
        return {(column.table, column.name): column for column in await columns(owner)}


def each(*, personal_only: bool = True) -> pytest.MarkDecorator:
    chosen = [table for table in DECISIONS if table.holds_personal_data or not personal_only]
    return pytest.mark.parametrize("table", chosen, ids=lambda table: table.name)


# An appointment, and a place on the waiting list, belong to a customer, or to an account that has none.
_OF_NO_CUSTOMER = """
    update booking b set customer_id = null, account_id = a.id from account a where a.given_name = b.contact_name;
    update waiting_entry set customer_id = null, account_id = joined_by
"""


@each()
async def test_ties_lead_to_the_person(table: TableDecisions, fresh_database: str) -> None:
    async with as_owner(fresh_database) as owner:
        await settle(owner, "anna")
        berta = await settle(owner, "berta")
        for tie in table.ties:
            if tie.root is Root.ACCOUNT:
                await owner.execute(_OF_NO_CUSTOMER)
            assert await _tied_rows(owner, table.name, tie, berta.rows[tie.root]) == [berta.rows[table.name]]


async def _tied_rows(owner: asyncpg.Connection, table: str, tie: Tie, person: UUID) -> list[UUID]:
    """The ids of the rows of `table` that this tie leads from to the person."""
    *steps, last = tie.steps
    source, alias = f"{table} t0", "t0"
    for number, step in enumerate(steps, start=1):
        [key] = [key for key in await foreign_keys(owner) if (key.table, key.column) == (table, step)]
        source += f" join {key.references} t{number} on t{number}.{key.referenced_column} = {alias}.{step}"
        table, alias = key.references, f"t{number}"
    source += f" join {tie.root} root on root.{tie.key} = {alias}.{last}"
    return [row["id"] for row in await owner.fetch(f"select t0.id from {source} where root.id = $1", person)]


@each()
def test_every_key_to_a_person_is_a_tie_or_a_mention(table: TableDecisions, keys: set[DatabaseForeignKey]) -> None:
    roots = {root.value for root in Root}
    pointing = {key.column: key for key in keys if key.table == table.name and key.references in roots}
    tied = {tie.path for tie in table.ties if tie.path in pointing}
    mentioned = {mention.column for mention in table.mentions}
    assert tied | mentioned == set(pointing)
    assert not tied & mentioned
    for column in mentioned:
        assert pointing[column].on_delete == "SET NULL"
    for column in tied:
        assert pointing[column].on_delete in {"CASCADE", "RESTRICT"}


def test_erasing_in_order_never_breaks_a_foreign_key(keys: set[DatabaseForeignKey]) -> None:
    rank = {name: number for number, name in enumerate(erasure_order())}
    assert len(rank) == len(DECISIONS)
    assert [key for key in keys if rank[key.table] > rank[key.references]] == []


@each()
def test_retention_is_counted_from_times(
    table: TableDecisions, existing: dict[tuple[str, str], DatabaseColumn]
) -> None:
    assert table.retention
    for column in table.retention.counted_from:
        assert existing[table.name, column].type in {"timestamp with time zone", "date"}


@each()
def test_what_erases_exists(table: TableDecisions, keys: set[DatabaseForeignKey]) -> None:
    assert table.retention
    eraser = table.retention.erased_by
    assert not (eraser.job and eraser.row_of)
    if eraser.job:
        load_jobs()
        assert eraser.job in scheduled_jobs
        assert table.retention.counted_from
    if eraser.row_of:
        assert any((key.table, key.references, key.on_delete) == (table.name, eraser.row_of, "CASCADE") for key in keys)


@each()
def test_values_can_be_erased_as_decided(
    table: TableDecisions, existing: dict[tuple[str, str], DatabaseColumn]
) -> None:
    fates = {decision.column: table.erasure_of(decision) for decision in table.decisions}
    assert len({fate == DELETED for fate in fates.values()}) == 1, "a row is deleted as a whole or not at all"
    for column, erasure in fates.items():
        database_column = existing[table.name, column]
        if erasure == EMPTIED:
            assert database_column.nullable or database_column.type == "text"
        if erasure.replacement:
            assert database_column.type == "text"


@each()
def test_rows_that_are_kept_are_reached_by_their_files_too(table: TableDecisions) -> None:
    names = {decision.column for decision in table.decisions}
    hashes = {name for name in names if name.endswith("_sha256")}
    assert hashes == set(table.files.columns if table.files else ())


def test_nothing_is_exported_twice_under_one_name() -> None:
    sections = [table.section for table in DECISIONS if table.section]
    assert len(sections) == len(set(sections))
    for table in DECISIONS:
        keys = Counter(decision.key for decision in table.decisions if decision.key)
        assert [key for key, times in keys.items() if times > 1] == []


def test_secrets_are_not_exported() -> None:
    exported = {
        f"{table.name}.{decision.column}" for table in DECISIONS for decision in table.decisions if decision.key
    }
    secret = ("_hash", ".challenge", ".parameters", ".payload")
    assert [column for column in exported if column.endswith(secret)] == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_inventory_is_complete_in_both_languages(language: str) -> None:
    found = inventory(translator("de" if language == "de" else "en"))
    assert [entry.name for entry in found.tables] == list(erasure_order())
    assert [entry.erasure_rank for entry in found.tables] == list(range(1, len(DECISIONS) + 1))
    for entry in found.tables:
        assert entry.title
        assert entry.purpose
        assert entry.columns
        for column in entry.columns:
            assert bool(column.label) == column.personal
            assert (column.export_key is None) == (column.export_format is None) == bool(column.withheld_because)
            assert column.erasure != "kept" or column.erasure_reason


def test_the_inventory_speaks_the_readers_language() -> None:
    titles = {
        language: {entry.name: entry.title for entry in inventory(translator(language)).tables}["invoice"]
        for language in ("de", "en")
    }
    assert titles == {"de": "Rechnungen", "en": "Invoices"}


def test_an_unknown_type_has_no_export_format() -> None:
    with pytest.raises(LookupError, match="Interval"):
        export_format(Interval())
    with pytest.raises(LookupError):
        export_format(Column())


_BASIS = (LegalBasis("Art. 6", "because"),)
_RETENTION = Retention(Period(days=1), event="", reason="")
_EMAIL = personal({"email": "E-mail"}, export=DISCLOSED)


@pytest.mark.parametrize(
    "incomplete",
    [
        {"legal_bases": ()},
        {"retention": None},
        {"ties": ()},
        {"subjects": (Subject.NOBODY,)},
        {"section": ""},
        {"columns": (impersonal("email", reason="none"),)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_incomplete_decisions_are_refused(incomplete: dict[str, Any]) -> None:
    whole: dict[str, Any] = {
        "table": "letter",
        "title": "Letters",
        "subjects": (Subject.CUSTOMER,),
        "purpose": "Writing letters",
        "legal_bases": _BASIS,
        "retention": _RETENTION,
        "section": "letters",
        "ties": (Tie(Root.CUSTOMER, "customer_id"),),
        "columns": (_EMAIL,),
    }
    assert TableDecisions(**whole).name == "letter"
    with pytest.raises(ValueError, match="letter"):
        TableDecisions(**{**whole, **incomplete})


def test_what_is_kept_needs_a_reason() -> None:
    with pytest.raises(ValueError, match="reason"):
        kept("")
