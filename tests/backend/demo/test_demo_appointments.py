"""The demo's appointments: what can be booked, and what the customers have booked."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from backend.appointments.availability.model import Wish
from backend.appointments.booking import queries
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.settings import Settings
from backend.demo import office
from backend.demo.appointments import load_appointments
from backend.demo.load import load_people

pytestmark = pytest.mark.usefixtures("database")


async def _load(tmp_path: Path, now: datetime) -> Settings:
    settings = Settings(var_dir=tmp_path, secret_key=SecretStr("k" * 32))
    async with transaction(SYSTEM):
        await load_people(settings=settings, now=now)
    for _ in range(2):
        await load_appointments(settings=settings, now=now)
    return settings


async def _rows(sql: str, *values: Any) -> list[dict[str, Any]]:
    async with transaction(SYSTEM):
        return await fetch(sql, *values)


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(datetime(2026, 11, 23, 9, tzinfo=UTC), id="a Monday"),
        pytest.param(datetime(2027, 1, 2, 23, 30, tzinfo=UTC), id="a Sunday in Germany, after a holiday"),
        pytest.param(datetime(2028, 2, 29, 5, tzinfo=UTC), id="a leap day"),
    ],
)
async def test_it_is_there_once_and_every_service_has_free_times(tmp_path: Path, now: datetime) -> None:
    settings = await _load(tmp_path, now)
    states = await _rows("select b.state, count(*) from booking b group by b.state order by b.state")
    assert {row["state"]: row["count"] for row in states} == {"attended": 2, "booked": 5, "cancelled": 1, "missed": 1}
    wrong = await _rows(
        "select 1 from booking b join meeting m on m.id = b.meeting_id "
        "where (b.state in ('attended', 'missed')) <> (m.ends_at < {}) and b.state <> 'cancelled'",
        now,
    )
    assert wrong == []
    for service in await _rows("select id, name_de, channels from service"):
        async with transaction(SYSTEM):
            free = await queries.free_times(
                service_id=service["id"],
                wish=Wish(service["channels"][0]),
                start=now,
                most=3,
                now=now,
                zone=settings.time_zone,
            )
        assert free.times, service["name_de"]


async def test_a_group_meets_once_a_week(tmp_path: Path) -> None:
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    settings = await _load(tmp_path, now)
    [service] = await _rows("select id from service where name_de = {}", office.EVENING)
    async with transaction(SYSTEM):
        free = await queries.free_times(
            service_id=service["id"], wish=Wish("on_site"), start=now, most=2, now=now, zone=settings.time_zone
        )
    assert [(time.starts_at.isocalendar().week, time.seats_left) for time in free.times] == [(48, 12), (49, 12)]
