"""Every column of the database has a decision in a `personal_data.py`: whose it is, why, for how long, what becomes of
it. A new column without a decision fails here, and so does a decision about a column that is gone."""

from collections import Counter
from collections.abc import Iterable

import pytest

from backend.core.personal_data import TableDecisions
from privacy.inventory import DECISIONS
from tests.support.catalog import as_owner, columns


def decided(decisions: Iterable[TableDecisions]) -> Counter[str]:
    """Every decision as `table.column`, with how often it was taken."""
    return Counter(f"{table.name}.{decision.column}" for table in decisions for decision in table.decisions)


async def existing(dsn: str) -> set[str]:
    async with as_owner(dsn) as owner:
        return {f"{column.table}.{column.name}" for column in await columns(owner)}


async def test_every_column_has_one_decision(fresh_database: str) -> None:
    decisions = decided(DECISIONS)
    assert await existing(fresh_database) - decisions.keys() == set(), "no decision in a personal_data.py"
    assert [column for column, times in decisions.items() if times > 1] == []


async def test_no_decision_is_about_a_column_that_is_gone(fresh_database: str) -> None:
    assert decided(DECISIONS).keys() - await existing(fresh_database) == set()


@pytest.mark.parametrize("change", ["alter table customer add phone text", "create table letter (address text)"])
async def test_a_new_column_would_be_noticed(fresh_database: str, change: str) -> None:
    async with as_owner(fresh_database) as owner:
        await owner.execute(change)
    assert len(await existing(fresh_database) - decided(DECISIONS).keys()) == 1


async def test_a_lost_column_would_be_noticed(fresh_database: str) -> None:
    async with as_owner(fresh_database) as owner:
        await owner.execute("alter table customer drop street")
    assert decided(DECISIONS).keys() - await existing(fresh_database) == {"customer.street"}
