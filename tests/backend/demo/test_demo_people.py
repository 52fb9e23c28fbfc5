"""The people of the demo, and what they may do for each other."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from backend.core.clock import utc_now
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.settings import Settings
from backend.demo.invoices import schedule
from backend.demo.load import load_people
from backend.demo.profile import load_account_data
from backend.profile.bank_details.account import open_iban

pytestmark = pytest.mark.usefixtures("database")


async def _grants() -> list[dict[str, Any]]:
    async with transaction(SYSTEM):
        return await fetch(
            "select c.number, g.relation, g.scope, g.ends_at is not null as ends, p.email as by from access_grant g "
            "join account a on a.id = g.account_id join customer c on c.id = g.customer_id "
            "join account p on p.id = g.granted_by where a.email = 'lena.beispiel@example.org' order by c.number"
        )


async def test_somebody_may_read_for_two_others_however_often_it_is_loaded(tmp_path: Path) -> None:
    settings = Settings(var_dir=tmp_path, secret_key=SecretStr("k" * 32))
    for _ in range(2):
        async with transaction(SYSTEM):
            await load_people(settings=settings, now=utc_now())
    assert [tuple(grant.values()) for grant in await _grants()] == [
        ("4012345", "household", "invoices", True, "ingrid.beispiel@example.org"),
        ("4034567", "proxy", "read", False, "mehmet.yildiz@example.org"),
    ]


async def test_invoices_by_direct_debit_name_the_mandate_that_is_valid(tmp_path: Path) -> None:
    settings = Settings(var_dir=tmp_path, secret_key=SecretStr("k" * 32))
    now = utc_now()
    async with transaction(SYSTEM):
        await load_people(settings=settings, now=now)
    for _ in range(2):
        await load_account_data(settings=settings, now=now)
    async with transaction(SYSTEM):
        [row] = await fetch(
            "select b.id, b.iban_sealed, b.mandate, b.valid_from, b.ended_at, c.number from bank_details b "
            "join customer c on c.id = b.customer_id"
        )
    invoices = [each.document for each in schedule(now.date()) if each.customer_number == "40 23 456"]
    debits = [each.payment.direct_debit for each in invoices]
    assert {(debit.mandate, debit.debited_account) for debit in debits if debit} == {
        (row["mandate"], open_iban(settings, row["id"], row["iban_sealed"]))
    }
    assert (row["number"], row["ended_at"]) == ("4023456", None)
    assert row["valid_from"].date() < min(each.issue_date for each in invoices)
