"""Forms as staff fill them in."""

from typing import Any

from backend.appointments.setup.operations.changing import By
from backend.appointments.setup.schemas import Consent
from backend.core.ids import new_id
from tests.backend.appointments.booking.office import NOW, ZONE, rows

LOCATION = {
    "name_de": "Kundenzentrum",
    "name_en": "Customer centre",
    "street": "Markt 4",
    "postal_code": "12345",
    "city": "Lindental",
    "facts": ["step_free", "lift"],
}
SERVICE = {
    "name_de": "Beratung",
    "name_en": "Advice",
    "duration": "45",
    "step": "15",
    "horizon_days": "60",
    "channels": ["phone", "video"],
    "skills": "Solar, Wärmepumpe, solar",
}
FREE = {"work": [""] * 7, "breaks": [""] * 7, "places": [""] * 7}


def by(consent: Consent = Consent()) -> By:  # noqa: B008 - it is frozen, so nobody changes it for others
    """Somebody of the staff, on the day before the office's Monday."""
    return By(new_id(), NOW, ZONE, consent)


def week(**days: str) -> dict[str, Any]:
    """Hours of some weekdays: `week(mon="09:00-12:00", break_mon="10:00-10:15")`."""
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return {
        **FREE,
        "work": [days.get(name, "") for name in names],
        "breaks": [days.get(f"break_{name}", "") for name in names],
    }


def wrong(answer: Any) -> dict[str, str]:
    """What is said to be wrong, field by field."""
    assert answer.status_code == 400, answer.text
    return {error["field"]: error["message_key"] for error in answer.json()["errors"]}


async def count(table: str) -> int:
    [row] = await rows(f"select count(*) from {table}")
    found: int = row["count"]
    return found
