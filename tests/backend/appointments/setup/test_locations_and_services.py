"""Staff say where people come to, and what they can come for."""

import httpx
import pytest

from tests.backend.appointments.booking.office import Office, at, rows
from tests.backend.appointments.setup.forms import LOCATION, SERVICE, count, wrong

_ROOT = "/service/setup"
_TAGS = "<script>alert(1)</script> & <b>Markt</b>"


async def _add(agent: httpx.AsyncClient, things: str, **form: object) -> str:
    answer = await agent.post(f"{_ROOT}/{things}", json=form)
    assert answer.status_code == 200, answer.text
    assert answer.json()["state"] == "saved"
    made: str = answer.json()["id"]
    return made


async def test_a_location_is_added_changed_retired_and_brought_back(agent: httpx.AsyncClient) -> None:
    made = await _add(agent, "locations", **LOCATION)
    read = (await agent.get(f"{_ROOT}/locations/{made}")).json()
    assert (read["step_free"], read["lift"], read["parking"]) == (True, True, False)

    changed = {**LOCATION, "id": made, "version": read["version"], "street": "Markt 5", "facts": "parking"}
    await _add(agent, "locations", **changed)
    read = (await agent.get(f"{_ROOT}/locations/{made}")).json()
    assert (read["street"], read["step_free"], read["parking"]) == ("Markt 5", False, True)

    assert (await agent.post(f"{_ROOT}/retire/locations/{made}", json={})).json()["state"] == "saved"
    assert (await agent.get(_ROOT)).json()["locations"][0]["retired_at"]
    assert (await agent.post(f"{_ROOT}/restore/locations/{made}")).status_code == 204
    assert (await agent.get(_ROOT)).json()["locations"][0]["retired_at"] is None


async def test_whoever_has_seen_an_older_state_changes_nothing(agent: httpx.AsyncClient) -> None:
    made = await _add(agent, "locations", **LOCATION)

    stale = await agent.post(f"{_ROOT}/locations", json={**LOCATION, "id": made, "version": "old", "city": "Neustadt"})

    assert (stale.status_code, stale.json()["type"]) == (409, "/problems/setup-changed-meanwhile")
    assert (await agent.get(f"{_ROOT}/locations/{made}")).json()["city"] == "Lindental"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"name_de": " "}, {"name_de": "name-de-needed"}),
        ({"postal_code": "1234"}, {"postal_code": "postal-code"}),
        ({"directions_de": "x" * 10_000}, {"directions_de": "text-too-long", "directions_en": "english-needed"}),
        ({"city": "y" * 10_000}, {"city": "line-too-long"}),
        ({"accessibility_en": "Ring the bell."}, {"accessibility_de": "german-needed"}),
        ({"street": "Markt\u202e 4"}, {"street": "unreadable"}),
        ({"facts": ["garden"]}, {"facts": "facts-unknown"}),
    ],
)
async def test_each_field_of_a_location_says_what_it_needs(
    agent: httpx.AsyncClient, typed: dict[str, str], told: dict[str, str]
) -> None:
    assert wrong(await agent.post(f"{_ROOT}/locations", json={**LOCATION, **typed})) == told
    assert await count("location") == 0


async def test_html_is_a_text_like_any_other(agent: httpx.AsyncClient) -> None:
    made = await _add(
        agent, "locations", **{**LOCATION, "name_de": _TAGS, "directions_de": _TAGS, "directions_en": "x"}
    )
    read = (await agent.get(f"{_ROOT}/locations/{made}")).json()
    assert (read["name_de"], read["directions_de"]) == (_TAGS, _TAGS)


async def test_a_service_has_rules_of_its_own(agent: httpx.AsyncClient) -> None:
    location = await _add(agent, "locations", **LOCATION)
    times = {"lead_time": "90", "lead_unit": "minutes", "cancel_until": "2", "cancel_unit": "days"}
    form = {**SERVICE, "channels": "on_site", "location_ids": location, **times}
    made = await _add(agent, "services", **form, buffer_after="10", for_guests="on")

    read = (await agent.get(f"{_ROOT}/services/{made}")).json()["service"]

    assert (read["duration"], read["step"], read["buffer_after"]) == (45, 15, 10)
    assert (read["lead_time"], read["cancel_until"]) == (90, 2880)
    assert (read["channels"], read["location_ids"], read["skills"]) == (
        ["on_site"],
        [location],
        ["solar", "wärmepumpe"],
    )
    assert (read["for_guests"], read["needs_room"], read["capacity"]) == (True, False, 1)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"duration": "eine Stunde"}, {"duration": "duration-number"}),
        ({"duration": "4"}, {"duration": "duration-number"}),
        ({"step": "99999999999999999999"}, {"step": "step-number"}),
        ({"horizon_days": "367"}, {"horizon_days": "horizon-days-number"}),
        ({"lead_time": "91", "lead_unit": "days"}, {"lead_time": "lead-time-number"}),
        ({"cancel_until": "721"}, {"cancel_until": "cancel-until-number"}),
        ({"capacity": "-1"}, {"capacity": "capacity-number"}),
        ({"channels": []}, {"channels": "channels-needed"}),
        ({"channels": "letter"}, {"channels": "channels-unknown"}),
        ({"channels": "on_site"}, {"location_ids": "location-ids-needed"}),
        ({"skills": ",".join(map(str, range(21)))}, {"skills": "too-many-words"}),
        ({"bring_de": "Ausweis"}, {"bring_en": "english-needed"}),
    ],
)
async def test_each_field_of_a_service_says_what_it_needs(
    agent: httpx.AsyncClient, typed: dict[str, object], told: dict[str, str]
) -> None:
    assert wrong(await agent.post(f"{_ROOT}/services", json={**SERVICE, **typed})).items() >= told.items()
    assert await count("service") == 0


async def test_questions_are_asked_in_the_order_that_staff_choose(agent: httpx.AsyncClient, office: Office) -> None:
    address = f"{_ROOT}/services/{office.service_id}/questions"
    for label in ("Eins", "Zwei", "Drei"):
        await agent.post(address, json={"kind": "line", "label_de": label, "label_en": label, "required": "on"})
    asked = (await agent.get(f"{_ROOT}/services/{office.service_id}")).json()["questions"]
    last = asked[2]["id"]

    await agent.post(f"{address}/{last}/move", params={"way": "up"})
    moved = (await agent.post(f"{address}/{last}/move", params={"way": "up"})).json()
    unmoved = (await agent.post(f"{address}/{last}/move", params={"way": "up"})).json()

    assert [each["label_de"] for each in moved] == ["Drei", "Eins", "Zwei"]
    assert unmoved == moved


async def test_a_question_that_is_gone_is_not_asked_but_its_answers_keep_their_meaning(
    agent: httpx.AsyncClient, office: Office
) -> None:
    question = await office.ask(label_de="Zählernummer?")
    assert (await agent.delete(f"{_ROOT}/services/{office.service_id}/questions/{question}")).status_code == 204

    await office.book(at(10))

    assert (await agent.get(f"{_ROOT}/services/{office.service_id}")).json()["questions"] == []
    [kept] = await rows("select label_de from service_question where id = {}", question)
    assert kept["label_de"] == "Zählernummer?"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"kind": "stars"}, {"kind": "kind-unknown"}),
        ({"label_en": ""}, {"label_en": "label-en-needed"}),
        ({"kind": "choice", "choices_de": "Ja", "choices_en": "Yes"}, {"choices_de": "choices-needed"}),
        ({"kind": "choice", "choices_de": "Ja\nNein", "choices_en": "Yes"}, {"choices_en": "choices-uneven"}),
        ({"label_de": "?" * 10_000}, {"label_de": "line-too-long"}),
    ],
)
async def test_each_field_of_a_question_says_what_it_needs(
    agent: httpx.AsyncClient, office: Office, typed: dict[str, str], told: dict[str, str]
) -> None:
    form = {"kind": "line", "label_de": "Wo?", "label_en": "Where?", **typed}
    assert wrong(await agent.post(f"{_ROOT}/services/{office.service_id}/questions", json=form)) == told


async def test_a_service_asks_no_more_than_twenty_questions(agent: httpx.AsyncClient, office: Office) -> None:
    for number in range(20):
        await office.ask(position=number)
    form = {"kind": "line", "label_de": "Wo?", "label_en": "Where?"}

    full = await agent.post(f"{_ROOT}/services/{office.service_id}/questions", json=form)

    assert (full.status_code, full.json()["type"]) == (409, "/problems/too-many-questions")
