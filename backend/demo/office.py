"""Where the demo's utility receives people, what for, and who is there. Loading it again adds nothing."""

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from backend.appointments.setup.tables import (
    HoursException,
    Location,
    Resource,
    ResourceLocation,
    Service,
    ServiceLocation,
    ServiceQuestion,
    WeeklyHours,
)
from backend.core.database import fetch
from backend.core.ids import new_id
from backend.demo.people import ACCOUNTS

FEDERAL_STATE: Final = "HE"
_WORKDAYS: Final = (1, 2, 3, 4, 5)
_THURSDAY: Final = 4

CUSTOMER_CENTRE, DISTRICT_OFFICE = "Kundenzentrum am Mühlbach", "Stadtteilbüro Oberlindental"
ADVICE, CALL_BACK, CONNECTION, EVENING = (
    "Tarifberatung",
    "Rückruf zu einer Rechnung",
    "Hausanschluss besprechen",
    "Infoabend Wärmepumpe",
)
JONAS, SELIN, PAUL = "Jonas Kessler", "Selin Arslan", "Paul Winter"
SMALL_ROOM, HALL = "Besprechungsraum 1", "Saal im Erdgeschoss"


@dataclass(frozen=True)
class Hours:
    """From `opens` to `closes`, in minutes since midnight, on each of the weekdays."""

    opens: int
    closes: int
    weekdays: tuple[int, ...] = _WORKDAYS
    kind: str = "work"


@dataclass(frozen=True)
class Somebody:
    """A person or a room of the demo."""

    kind: str
    name: str
    locations: tuple[str, ...]
    hours: tuple[Hours, ...]
    skills: tuple[str, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)


_LUNCH: Final = Hours(12 * 60, 12 * 60 + 30, kind="break")
_PEOPLE: Final = (
    Somebody("person", JONAS, (CUSTOMER_CENTRE,), (Hours(8 * 60, 16 * 60), _LUNCH), ("house-connection",)),
    Somebody(
        "person",
        SELIN,
        (CUSTOMER_CENTRE, DISTRICT_OFFICE),
        (Hours(9 * 60, 17 * 60), _LUNCH),
        ("sign-language",),
        {"video_url": "https://video.stadtwerke-lindental.example/arslan"},
    ),
    Somebody("person", PAUL, (CUSTOMER_CENTRE,), (Hours(17 * 60, 18 * 60 + 30, (_THURSDAY,)),), ("heat-pump",)),
    Somebody("room", SMALL_ROOM, (CUSTOMER_CENTRE,), (Hours(7 * 60, 19 * 60),)),
    Somebody("room", HALL, (CUSTOMER_CENTRE,), (Hours(7 * 60, 21 * 60),), ("induction-loop",)),
)


async def load_office(*, today: date) -> None:
    """Runs in the caller's transaction."""
    places = [await _location(values) for values in _LOCATIONS]
    locations = {place.name_de: place.id for place in places}
    for position, (values, at, questions) in enumerate(_SERVICES):
        await _service(position, values, [locations[name] for name in at], questions)
    for each in _PEOPLE:
        await _resource(each, [locations[name] for name in each.locations], today)


async def _location(values: dict[str, Any]) -> Location:
    place = Location(id=new_id(), postal_code="00000", city="Lindental", **values)
    await place.save()
    return place


async def _service(
    position: int, values: dict[str, Any], locations: list[UUID], questions: tuple[dict[str, Any], ...]
) -> None:
    service = Service(id=new_id(), position=position, **values)
    await service.save()
    for location_id in locations:
        await ServiceLocation(id=new_id(), service_id=service.id, location_id=location_id).save()
    for place, question in enumerate(questions):
        await ServiceQuestion(id=new_id(), service_id=service.id, position=place, **question).save()


async def _resource(each: Somebody, locations: list[UUID], today: date) -> None:
    """Selin Arslan is on leave in the third week from now, so that the agenda shows what leave does."""
    row = Resource(
        id=new_id(),
        kind=each.kind,
        name=each.name,
        account_id=await _account(each.name),
        skills=list(each.skills),
        federal_state=FEDERAL_STATE,
        **each.values,
    )
    await row.save()
    for location_id in locations:
        await ResourceLocation(id=new_id(), resource_id=row.id, location_id=location_id).save()
    for hours in each.hours:
        for weekday in hours.weekdays:
            await WeeklyHours(
                id=new_id(),
                resource_id=row.id,
                kind=hours.kind,
                weekday=weekday,
                opens=hours.opens,
                closes=hours.closes,
            ).save()
    if each.name == SELIN:
        monday = today + timedelta(days=21 - today.weekday())
        leave = HoursException(
            id=new_id(), resource_id=row.id, kind="off", first_day=monday, last_day=monday + timedelta(days=4)
        )
        await leave.save()


async def _account(name: str) -> UUID | None:
    """Their login, of those of the demo's staff who have one."""
    emails = [each.email for each in ACCOUNTS if f"{each.given_name} {each.family_name}" == name]
    rows = await fetch("select id from account where email = any({})", emails)
    return rows[0]["id"] if rows else None


def _choice(german: str, english: str) -> dict[str, str]:
    return {"de": german, "en": english}


_LOCATIONS: Final[tuple[dict[str, Any], ...]] = (
    {
        "name_de": CUSTOMER_CENTRE,
        "name_en": "Customer centre at Mühlbach",
        "street": "Am Mühlbach 4",
        "directions_de": "Bus 12 bis Mühlbach, von dort zwei Minuten bachaufwärts. Der Eingang liegt neben der Brücke.",
        "directions_en": "Bus 12 to Mühlbach, then two minutes upstream. The entrance is next to the bridge.",
        "step_free": True,
        "lift": True,
        "parking": True,
        "induction_loop": True,
        "accessibility_de": "Die Tür öffnet auf Knopfdruck. Das WC im Erdgeschoss ist mit Rollstuhl nutzbar.",
        "accessibility_en": "The door opens at the press of a button. The toilet downstairs fits a wheelchair.",
    },
    {
        "name_de": DISTRICT_OFFICE,
        "name_en": "District office Oberlindental",
        "street": "Kirchsteig 1",
        "directions_de": "Bus 7 bis Kirchsteig. Das Büro ist im Haus der Bücherei.",
        "directions_en": "Bus 7 to Kirchsteig. The office is in the same house as the library.",
        "step_free": True,
        "accessibility_de": "Vor dem Haus gibt es keinen Parkplatz; mit dem Auto darf man zum Aussteigen halten.",
        "accessibility_en": "There is no car park at the house; cars may stop to let people out.",
    },
)

_ADVICE_QUESTIONS: Final[tuple[dict[str, Any], ...]] = (
    {
        "kind": "choice",
        "label_de": "Um was geht es?",
        "label_en": "What is it about?",
        "required": True,
        "choices": json.dumps(
            [_choice("Strom", "Electricity"), _choice("Gas", "Gas"), _choice("Trinkwasser", "Drinking water")]
        ),
    },
    {"kind": "text", "label_de": "Was sollen wir vorbereiten?", "label_en": "What shall we prepare?"},
)
_CONNECTION_QUESTIONS: Final[tuple[dict[str, Any], ...]] = (
    {"kind": "line", "label_de": "Anschrift der Baustelle", "label_en": "Address of the site", "required": True},
    {"kind": "yes_no", "label_de": "Gibt es schon einen Lageplan?", "label_en": "Is there a site plan already?"},
)

_SERVICES: Final[tuple[tuple[dict[str, Any], tuple[str, ...], tuple[dict[str, Any], ...]], ...]] = (
    (
        {
            "name_de": ADVICE,
            "name_en": "Advice on tariffs",
            "summary_de": "Wir sehen uns gemeinsam an, welcher Tarif zu Ihnen passt.",
            "summary_en": "We look together which tariff suits you.",
            "bring_de": "Ihre letzte Jahresrechnung, wenn Sie sie zur Hand haben.",
            "bring_en": "Your last yearly statement, if you have it at hand.",
            "price_de": "Kostenlos",
            "price_en": "Free of charge",
            "duration": 30,
            "step": 30,
            "lead_time": 120,
            "cancel_until": 120,
            "channels": ["on_site", "phone", "video"],
        },
        (CUSTOMER_CENTRE, DISTRICT_OFFICE),
        _ADVICE_QUESTIONS,
    ),
    (
        {
            "name_de": CALL_BACK,
            "name_en": "Call about an invoice",
            "summary_de": "Wir rufen Sie an und gehen die Rechnung mit Ihnen durch.",
            "summary_en": "We call you and go through the invoice with you.",
            "duration": 15,
            "step": 15,
            "lead_time": 60,
            "cancel_until": 30,
            "horizon_days": 21,
            "channels": ["phone"],
        },
        (),
        (),
    ),
    (
        {
            "name_de": CONNECTION,
            "name_en": "House connection",
            "summary_de": "Für alle, die bauen oder umbauen: Leitungen, Zähler und der Weg zum Anschluss.",
            "summary_en": "For all who build or rebuild: lines, meters and the way to the connection.",
            "bring_de": "Einen Lageplan und, falls vorhanden, die Baugenehmigung.",
            "bring_en": "A site plan and, if there is one, the building permit.",
            "duration": 60,
            "step": 30,
            "buffer_after": 15,
            "lead_time": 2 * 24 * 60,
            "cancel_until": 24 * 60,
            "channels": ["on_site"],
            "skills": ["house-connection"],
            "needs_room": True,
        },
        (CUSTOMER_CENTRE,),
        _CONNECTION_QUESTIONS,
    ),
    (
        {
            "name_de": EVENING,
            "name_en": "Evening on heat pumps",
            "summary_de": "Ein Vortrag mit Fragen aus der Runde, für höchstens zwölf Gäste.",
            "summary_en": "A talk with questions from the audience, for twelve guests at most.",
            "duration": 90,
            "step": 90,
            "buffer_before": 0,
            "cancel_until": 60,
            "capacity": 12,
            "channels": ["on_site"],
            "skills": ["heat-pump"],
            "needs_room": True,
        },
        (CUSTOMER_CENTRE,),
        (),
    ),
)
