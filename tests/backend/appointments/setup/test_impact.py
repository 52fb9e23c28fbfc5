"""A change that hits booked appointments says which, and changes nothing before somebody has agreed to just these."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from msgspec import convert

from backend.appointments.booking import operations as bookings
from backend.appointments.booking.operations import HoldExpired
from backend.appointments.booking.seats import TimeGone
from backend.appointments.setup.operations.changing import By, retire
from backend.appointments.setup.operations.locations import save_location
from backend.appointments.setup.operations.misfits import misfits
from backend.appointments.setup.operations.resources import (
    add_exception,
    remove_exception,
    save_hours,
    save_resource,
)
from backend.appointments.setup.operations.services import save_service
from backend.appointments.setup.queries import read_location, read_resource, read_service, read_week
from backend.appointments.setup.schemas import (
    Consent,
    HitChoice,
    SaveException,
    SaveHours,
    SaveLocation,
    SaveResource,
    SaveResult,
    SaveService,
)
from backend.appointments.setup.values import version_of
from backend.core.database import SYSTEM, transaction
from backend.core.errors import NotFound
from tests.backend.appointments.booking.office import (
    ERIKA,
    MONDAY,
    NOBODY,
    NOW,
    ZONE,
    Office,
    at,
    booking,
    insert,
    rows,
)
from tests.backend.appointments.setup.forms import LOCATION, SERVICE, by, count, week
from tests.backend.profile.people import make_agent

LEAVE = SaveException(kind="off", first_day=f"{MONDAY:%d.%m.%Y}")


def _agreeing(asked: SaveResult, hits: HitChoice = "keep") -> By:
    return by(Consent(asked.confirmation, {str(hit.id): hits for hit in asked.hits}))


async def _clerk() -> UUID:
    account_id = (await make_agent()).account_id
    assert account_id is not None
    return account_id


async def test_leave_lists_the_appointments_in_it_and_is_not_entered_yet(office: Office) -> None:
    await office.book(at(10))
    await office.book(at(10) + timedelta(days=1))

    asked = await add_exception(resource_id=office.person_id, data=LEAVE, by=by())

    [hit] = asked.hits
    assert (asked.state, hit.starts_at, hit.who, hit.with_whom) == ("asks", at(10), ["Erika Muster"], "Anna")
    assert hit.reasons == ["person-away"]
    assert await count("hours_exception") == 0


async def test_once_agreed_it_is_entered_and_appointments_stay(office: Office) -> None:
    booked = await office.book(at(10))
    asked = await add_exception(resource_id=office.person_id, data=LEAVE, by=by())

    saved = await add_exception(resource_id=office.person_id, data=LEAVE, by=_agreeing(asked))

    assert (saved.state, saved.hits, await count("hours_exception")) == ("saved", [], 1)
    assert (await booking(booked))["state"] == "booked"
    found = await misfits(now=NOW, zone=ZONE)
    assert [(hit.starts_at, hit.reasons) for hit in found.hits] == [(at(10), ["person-away"])]


async def test_or_they_are_cancelled_in_the_same_step(office: Office) -> None:
    booked, later = await office.book(at(10)), await office.book(at(10) + timedelta(days=1))
    asked = await add_exception(resource_id=office.person_id, data=LEAVE, by=by())

    agreeing = replace(_agreeing(asked, "cancel"), account_id=await _clerk())
    saved = await add_exception(resource_id=office.person_id, data=LEAVE, by=agreeing)

    assert (saved.state, saved.cancelled) == ("saved", 1)
    cancelled = await booking(booked)
    assert (cancelled["state"], cancelled["cancelled_by"]) == ("cancelled", "staff")
    assert (await booking(later))["state"] == "booked"
    assert (await misfits(now=NOW, zone=ZONE)).hits == []


async def test_each_has_a_fate_of_its_own(office: Office) -> None:
    first, second, third = [await office.book(at(hour)) for hour in (10, 11, 12)]
    asked = await add_exception(resource_id=office.person_id, data=LEAVE, by=by())
    chosen = Consent(asked.confirmation, {str(asked.hits[0].id): "keep", str(asked.hits[1].id): "cancel"})

    saved = await add_exception(
        resource_id=office.person_id, data=LEAVE, by=replace(by(chosen), account_id=await _clerk())
    )

    assert saved.cancelled == 1
    states = [(await booking(each))["state"] for each in (first, second, third)]
    assert states == ["booked", "cancelled", "booked"]


async def test_what_was_booked_meanwhile_is_not_hit_unseen(office: Office) -> None:
    await office.book(at(10))
    asked = await add_exception(resource_id=office.person_id, data=LEAVE, by=by())
    second = await office.book(at(11))

    again = await add_exception(resource_id=office.person_id, data=LEAVE, by=_agreeing(asked, "cancel"))

    assert (again.state, [hit.starts_at for hit in again.hits]) == ("asks", [at(10), at(11)])
    assert again.confirmation != asked.confirmation
    assert (await booking(second))["state"] == "booked"
    assert await count("hours_exception") == 0


async def test_what_is_only_held_or_over_or_cancelled_is_not_asked_about(office: Office) -> None:
    await office.hold(at(10))
    assert (await add_exception(resource_id=office.person_id, data=LEAVE, by=by())).state == "saved"


async def test_shorter_hours_hit_what_reaches_beyond_them(office: Office) -> None:
    await office.book(at(9))
    await office.book(at(16, 30))
    async with transaction(SYSTEM):
        version = version_of(await read_week(resource_id=office.person_id))
    hours = convert({**week(mon="09:00-16:45", break_mon="12:00-13:00"), "version": version}, SaveHours)

    asked = await save_hours(resource_id=office.person_id, data=hours, by=by())

    assert [(hit.starts_at, hit.reasons) for hit in asked.hits] == [(at(16, 30), ["person-away"])]
    async with transaction(SYSTEM):
        assert version_of(await read_week(resource_id=office.person_id)) == version


async def test_a_public_holiday_that_is_kept_from_now_on_hits_its_day(office: Office) -> None:
    # 6 January 2027, Epiphany, is a Wednesday.
    holiday = at(10, day=MONDAY.replace(year=2027, month=1, day=6))
    await office.book(holiday)
    async with transaction(SYSTEM):
        anna = await read_resource(resource_id=office.person_id)

    asked = await save_resource(
        data=SaveResource(id=str(anna.id), version=anna.version, name="Anna", federal_state="BY"), by=by()
    )

    assert [hit.starts_at for hit in asked.hits] == [holiday]
    async with transaction(SYSTEM):
        assert await read_resource(resource_id=anna.id) == anna


async def test_a_person_with_appointments_leaves_only_after_somebody_has_seen_them(office: Office) -> None:
    booked = await office.book(at(10))

    asked = await retire(kind="resource", thing_id=office.person_id, by=by())
    assert [hit.reasons for hit in asked.hits] == [["person-retired"]]
    [kept] = await rows("select retired_at from resource where id = {}", office.person_id)
    assert kept["retired_at"] is None

    saved = await retire(kind="resource", thing_id=office.person_id, by=_agreeing(asked))
    assert (saved.state, (await booking(booked))["state"]) == ("saved", "booked")


async def test_an_appointment_that_did_not_fit_before_is_not_asked_about_again(office: Office) -> None:
    await office.book(at(10))
    asked = await add_exception(resource_id=office.person_id, data=LEAVE, by=by())
    await add_exception(resource_id=office.person_id, data=LEAVE, by=_agreeing(asked))

    assert (await add_exception(resource_id=office.person_id, data=LEAVE, by=by())).state == "saved"


async def test_extra_hours_taken_back_hit_what_was_booked_in_them(office: Office) -> None:
    extra = SaveException(kind="extra", first_day=LEAVE.first_day, times="18:00-20:00")
    made = await add_exception(resource_id=office.person_id, data=extra, by=by())
    await office.book(at(18))

    asked = await remove_exception(resource_id=office.person_id, exception_id=made.id, by=by())

    assert (asked.state, [hit.starts_at for hit in asked.hits]) == ("asks", [at(18)])
    assert await count("hours_exception") == 1


async def _meet_on_site(office: Office) -> UUID:
    """Anna's service is at a location, too, and somebody is booked there."""
    location_id = await insert(
        "location", name_de="Markt", name_en="Market", street="Markt 4", postal_code="12345", city="Lindental"
    )
    await insert("service_location", service_id=office.service_id, location_id=location_id)
    await insert("resource_location", resource_id=office.person_id, location_id=location_id)
    await rows("update service set channels = {} where id = {}", ["on_site", "phone"], office.service_id)
    await office.book(at(10), channel="on_site", location_id=location_id)
    return location_id


async def test_a_location_that_moves_or_closes_hits_who_comes_there(office: Office) -> None:
    location_id = await _meet_on_site(office)
    async with transaction(SYSTEM):
        held = await read_location(location_id=location_id)
    moved = convert({**LOCATION, "id": str(location_id), "version": held.version, "street": "Ring 7"}, SaveLocation)

    asked = await save_location(data=moved, by=by())
    closed = await retire(kind="location", thing_id=location_id, by=by())

    assert [hit.reasons for hit in asked.hits] == [["place-moved"]]
    assert [hit.reasons for hit in closed.hits] == [["location-gone"]]


@pytest.mark.parametrize(
    ("changed", "reasons"),
    [
        ({"channels": "phone"}, ["channel-gone"]),
        ({"location_ids": ""}, ["location-gone"]),
        ({"skills": "gold"}, ["skill-missing"]),
    ],
)
async def test_a_service_that_is_given_otherwise_hits_who_has_booked_it(
    office: Office, changed: dict[str, str], reasons: list[str]
) -> None:
    location_id = await _meet_on_site(office)
    async with transaction(SYSTEM):
        version = (await read_service(service_id=office.service_id)).version
    form = {**SERVICE, "skills": "", "channels": ["on_site", "phone"], "location_ids": str(location_id), **changed}
    if changed.get("location_ids") == "":
        form["location_ids"] = str(
            await insert("location", name_de="x", name_en="x", street="", postal_code="", city="")
        )

    asked = await save_service(
        data=convert({**form, "id": str(office.service_id), "version": version}, SaveService), by=by()
    )

    assert [hit.reasons for hit in asked.hits] == [reasons]


async def test_another_length_hits_nobody(office: Office) -> None:
    await office.book(at(10))
    async with transaction(SYSTEM):
        version = (await read_service(service_id=office.service_id)).version
    form = {**SERVICE, "skills": "", "channels": "phone", "duration": "60"}

    saved = await save_service(
        data=convert({**form, "id": str(office.service_id), "version": version}, SaveService), by=by()
    )

    assert saved.state == "saved"


async def test_at_a_location_that_has_closed_no_time_is_offered(office: Office) -> None:
    location_id = await _meet_on_site(office)
    asked = await retire(kind="location", thing_id=location_id, by=by())
    assert (await retire(kind="location", thing_id=location_id, by=_agreeing(asked))).state == "saved"

    with pytest.raises(TimeGone):
        await office.hold(at(11), channel="on_site", location_id=location_id)


async def test_a_time_that_somebody_is_just_booking_goes_with_the_hours(office: Office) -> None:
    held = await office.hold(at(10))
    outside = await office.hold(at(10) + timedelta(days=1), number=2)
    saved = await add_exception(resource_id=office.person_id, data=LEAVE, by=by())
    assert saved.state == "saved"
    with pytest.raises(HoldExpired):
        await bookings.book(booking_id=held.booking_id, details=ERIKA, hand=NOBODY, now=NOW)
    await bookings.book(booking_id=outside.booking_id, details=ERIKA, hand=NOBODY, now=NOW)
    assert [row["state"] for row in await rows("select state from booking")] == ["booked"]


async def test_nobody_books_by_the_old_rules_while_they_change(office: Office) -> None:
    """However the two meet: leave that is entered without a question hits nothing that is booked."""
    for days in range(8):
        day = MONDAY + timedelta(days=7 * days)
        leave = replace(LEAVE, first_day=f"{day:%d.%m.%Y}")
        answers = await asyncio.gather(
            *(office.book(at(hour, day=day), number=10 * days + hour) for hour in (9, 11, 13)),
            add_exception(resource_id=office.person_id, data=leave, by=by()),
            return_exceptions=True,
        )
        saved = answers[-1]
        assert isinstance(saved, SaveResult), saved
        booked = [answer for answer in answers[:-1] if isinstance(answer, UUID)]
        assert all(isinstance(answer, UUID | TimeGone | HoldExpired | NotFound) for answer in answers[:-1]), answers
        assert saved.state == "asks" or not booked
