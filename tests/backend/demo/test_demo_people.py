"""The people of the demo, and what they may do for each other."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from backend.core.clock import utc_now
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.settings import Settings
from backend.demo.load import load_people

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
