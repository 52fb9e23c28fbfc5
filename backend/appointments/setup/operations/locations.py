"""Adding locations, and changing what people are told about them."""

import re
from typing import Any

from backend.appointments.setup import queries
from backend.appointments.setup.operations.changing import By, SetupChangedMeanwhile, change, lock, thing_id
from backend.appointments.setup.schemas import FACTS, SaveLocation, SaveResult
from backend.appointments.setup.tables import Location
from backend.appointments.setup.values import Form, ticks


async def save_location(*, data: SaveLocation, by: By) -> SaveResult:
    """Add a location, or change one. Raises `InvalidInput`, `NotFound`, `SetupChangedMeanwhile`.

    Another address hits the appointments there: people know the former one.
    """
    values, known = _values(data), thing_id(data.id)
    async with change(thing_id=known, by=by) as made:
        if known is None:
            await Location(id=made.id, **values).save()
        else:
            await lock(kind="location", thing_id=known)
            if (await queries.read_location(location_id=known)).version != data.version:
                raise SetupChangedMeanwhile
            await Location.update(values).where(Location.id == known)  # type: ignore[arg-type]  # Piccolo: Any keys
    return made.result()


def _values(data: SaveLocation) -> dict[str, Any]:
    form = Form()
    directions = form.both("directions", data.directions_de, data.directions_en)
    accessibility = form.both("accessibility", data.accessibility_de, data.accessibility_en)
    facts = form.some_of("facts", ticks(data.facts), FACTS)
    values = {
        "name_de": form.line("name_de", data.name_de, needed=True),
        "name_en": form.line("name_en", data.name_en, needed=True),
        "street": form.line("street", data.street, needed=True),
        "postal_code": form.line("postal_code", data.postal_code),
        "city": form.line("city", data.city, needed=True),
        "directions_de": directions[0],
        "directions_en": directions[1],
        "accessibility_de": accessibility[0],
        "accessibility_en": accessibility[1],
        **{fact: fact in facts for fact in FACTS},
    }
    if not re.fullmatch("[0-9]{5}", str(values["postal_code"])):
        form.wrong("postal_code", "postal-code")
    form.finish()
    return values
