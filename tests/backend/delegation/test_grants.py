"""One person lets another look after contracts: invite, accept, act, end. Both sides hear of each step."""

from datetime import timedelta
from uuid import uuid4

import pytest

from backend.core.clock import day_in, utc_now
from backend.core.database import SYSTEM, transaction
from backend.core.job_registry import Run, load_jobs, scheduled_jobs
from backend.core.settings import Settings
from tests.backend.delegation.conftest import Browsers, Town
from tests.backend.delegation.people import Person, invitation, mails_to, make_person, rows

_DAY = timedelta(days=1)


async def _steps(email: str) -> list[str]:
    """What the news to this address were about, oldest first."""
    return [mail.step for mail in await mails_to(email) if mail.template.startswith("grant_news")]


async def _history(person: Person) -> list[str]:
    """Oldest first."""
    return [item["step"] for item in reversed((await person.get("/grants"))["history"])]


async def _run_job(settings: Settings, name: str, *, later: timedelta = timedelta()) -> None:
    load_jobs()
    async with transaction(SYSTEM):
        await scheduled_jobs[name].work(Run(settings, utc_now() + later))


async def _pass(table: str, time: timedelta) -> None:
    """Let the time pass for all rows of a table."""
    columns = ["starts_at", "ends_at", "created_at"] + (["expires_at"] if table == "access_invitation" else [])
    changes = ", ".join(f"{column} = {column} - {{}}::interval" for column in columns)
    await rows(f"update {table} set {changes}", *([time] * len(columns)))


async def test_from_the_invitation_to_acting_and_to_the_end(town: Town) -> None:
    mail = await town.erika.invite(town.max.email, relation="guardian")
    assert (mail.template, mail.language) == ("grant_invitation", "en"), "in the language of who is invited"
    assert mail.parameters["link"].startswith("http://localhost:8000/en/invitation#token=")
    assert mail.parameters["customer"] == town.invoice
    assert await town.max.invoices() == []

    await town.max.accept()
    assert await town.max.invoices() == [town.invoice], "who acts for nobody yet acts for whom they were asked to"
    received = await town.max.received()
    assert (received["relation"], received["scope"], received["ends_on"]) == ("guardian", "everything", None)
    [own, given] = (await town.erika.get("/grants"))["given"]
    assert (own["kind"], own["email"]) == ("own", town.erika.email)
    assert (given["kind"], given["email"], given["relation"]) == ("delegated", town.max.email, "guardian")

    await town.erika.do("DELETE", f"/grants/{given['id']}")
    assert await town.max.invoices() == []
    assert (await town.max.get("/session"))["acting_for"] is None
    assert (await town.max.get("/grants"))["received"] == []

    assert await _steps(town.erika.email) == ["invited", "accepted", "revoked"]
    assert await _steps(town.max.email) == ["accepted", "revoked"]
    assert await _history(town.erika) == ["connected", "invited", "accepted", "revoked"]
    assert await _history(town.max) == ["invited", "accepted", "revoked"]


async def test_mails_speak_the_language_of_their_reader(town: Town) -> None:
    await town.erika.invite(town.max.email)
    await town.max.accept()
    assert {mail.language for mail in await mails_to(town.max.email)} == {"en"}
    assert {mail.language for mail in await mails_to(town.erika.email)} == {"de"}
    invited = await town.erika.invite("nobody-yet@example.org", language="en")
    assert invited.language == "en", "of whom nothing is known, the inviting person decides"


async def test_access_is_given_back(town: Town) -> None:
    await town.erika.invite(town.max.email)
    await town.max.accept()
    await town.max.do("DELETE", f"/grants/{(await town.max.received())['id']}")
    assert await town.max.invoices() == []
    assert await _steps(town.erika.email) == ["invited", "accepted", "given-back"]
    assert (await _history(town.max))[-1] == "given-back"


async def test_an_invitation_is_declined(town: Town) -> None:
    await town.erika.invite(town.max.email)
    [waiting] = (await town.max.get("/grants"))["waiting"]
    await town.max.do("POST", f"/grants/invitations/{waiting['id']}/decline")
    assert (await town.max.get("/grants"))["waiting"] == []
    assert await town.max.refused("POST", f"/grants/invitations/{waiting['id']}/accept") == "invitation-closed"
    assert await _steps(town.erika.email) == ["invited", "declined"]
    assert await _steps(town.max.email) == ["declined"]


async def test_who_has_no_account_can_decline_too(town: Town, new_browser: Browsers) -> None:
    mail = await town.erika.invite("nobody-yet@example.org")
    stranger = Person(uuid4(), "", new_browser())
    await stranger.do("POST", "/grants/invitations/decline", {"token": mail.token})
    assert (await town.erika.get("/grants"))["sent"] == []
    assert await stranger.refused("POST", "/grants/invitations/decline", {"token": mail.token}) == "invitation-closed"
    assert await _steps(town.erika.email) == ["invited", "declined"]


async def test_opening_the_link_changes_nothing(town: Town, new_browser: Browsers) -> None:
    """A link scanner may open it as often as it likes."""
    mail = await town.erika.invite(town.max.email, scope="invoices", relation="proxy")
    scanner = Person(uuid4(), "", new_browser())
    for _ in range(3):
        shown = await scanner.do("POST", "/grants/invitations/look", {"token": mail.token})
        assert (shown["customer_name"], shown["scope"], shown["relation"]) == (town.invoice, "invoices", "proxy")
        assert "email" not in shown
    await town.max.accept()
    assert await scanner.refused("POST", "/grants/invitations/look", {"token": mail.token}) == "invitation-closed"


async def test_an_invitation_is_withdrawn(town: Town, new_browser: Browsers) -> None:
    mail = await town.erika.invite(town.max.email)
    [sent] = (await town.erika.get("/grants"))["sent"]
    await town.erika.do("DELETE", f"/grants/invitations/{sent['id']}")
    assert await town.max.refused("POST", f"/grants/invitations/{sent['id']}/accept") == "invitation-closed"
    scanner = Person(uuid4(), "", new_browser())
    assert await scanner.refused("POST", "/grants/invitations/look", {"token": mail.token}) == "invitation-closed"
    assert await _steps(town.max.email) == ["withdrawn"]
    assert await town.erika.invite(town.max.email), "and may be sent anew"


async def test_an_invitation_that_nobody_answers_expires(town: Town, settings: Settings) -> None:
    await town.erika.invite(town.max.email)
    [waiting] = (await town.max.get("/grants"))["waiting"]
    await _pass("access_invitation", 14 * _DAY)
    assert (await town.max.get("/grants"))["waiting"] == []
    assert await town.max.refused("POST", f"/grants/invitations/{waiting['id']}/accept") == "invitation-closed"
    assert await _history(town.erika) == ["invited", "connected", "expired"]

    for _ in range(2):
        await _run_job(settings, "delegation.tell")
    assert await _steps(town.erika.email) == ["invited", "expired"]
    assert await _steps(town.max.email) == ["expired"]
    assert await _history(town.max) == ["invited", "expired"]


async def test_access_ends_on_the_day_agreed(town: Town, settings: Settings) -> None:
    today = day_in(settings.time_zone, utc_now())
    await town.erika.invite(town.max.email, ends_on=today + _DAY)
    await town.max.accept()
    assert (await town.max.received())["ends_on"] == str(today + _DAY)
    assert await town.max.invoices() == [town.invoice]
    [ends_at] = [row["ends_at"] for row in await rows("select ends_at from access_grant where ends_at is not null")]
    assert ends_at.astimezone(settings.time_zone).isoformat()[:19] == f"{today + 2 * _DAY}T00:00:00"

    await _pass("access_grant", 2 * _DAY)
    assert await town.max.invoices() == [], "at once, before any job has run"
    assert (await town.max.get("/session"))["acting_for"] is None
    assert (await town.max.get("/grants"))["received"] == []
    assert [grant["kind"] for grant in (await town.erika.get("/grants"))["given"]] == ["own"]

    for _ in range(2):
        await _run_job(settings, "delegation.tell")
    assert (await _steps(town.erika.email))[-1:] == ["ended"]
    assert await _steps(town.max.email) == ["accepted", "ended"]
    assert "ended" in await _history(town.max)


async def test_access_begins_on_the_day_agreed(town: Town, settings: Settings) -> None:
    today = day_in(settings.time_zone, utc_now())
    await town.erika.invite(town.max.email, starts_on=today + 3 * _DAY)
    await town.max.accept()
    received = await town.max.received()
    assert (received["starts_on"], received["has_begun"]) == (str(today + 3 * _DAY), False)
    assert await town.max.refused("PUT", "/session/customer", {"customer_id": str(town.customer_id)}) == "not-found"
    assert await town.max.invoices() == []
    await _pass("access_grant", 3 * _DAY)
    await town.max.act_for(town.customer_id)
    assert await town.max.invoices() == [town.invoice]


async def test_a_new_invitation_replaces_what_the_same_person_had(town: Town) -> None:
    await town.erika.invite(town.max.email)
    await town.max.accept()
    await town.erika.invite(town.max.email, scope="appointments")
    assert await town.max.invoices() == [town.invoice], "until it is accepted"
    await town.max.accept()
    assert (await town.max.received())["scope"] == "appointments"
    assert await town.max.invoices() == []


async def test_two_contract_partners_hear_of_everything_and_either_can_end_it(
    town: Town, new_browser: Browsers
) -> None:
    spouse = await make_person(new_browser(), "spouse@example.org", customer_id=town.customer_id)
    await town.erika.invite(town.max.email)
    await town.max.accept()
    given = (await spouse.get("/grants"))["given"]
    assert [grant["kind"] for grant in given] == ["own", "own", "delegated"]
    await spouse.do("DELETE", f"/grants/{given[2]['id']}")
    assert await town.max.invoices() == []
    assert await _steps("spouse@example.org") == await _steps(town.erika.email) == ["invited", "accepted", "revoked"]


async def test_the_last_contract_partner_stays(town: Town, new_browser: Browsers) -> None:
    [own] = (await town.erika.get("/grants"))["given"]
    assert await town.erika.refused("DELETE", f"/grants/{own['id']}") == "last-own-access"
    assert await town.erika.invoices() == [town.invoice]
    spouse = await make_person(new_browser(), "spouse@example.org", customer_id=town.customer_id)
    assert await spouse.refused("DELETE", f"/grants/{own['id']}") == "not-found", "nobody puts out a contract partner"
    await town.erika.do("DELETE", f"/grants/{own['id']}")
    assert await town.erika.invoices() == []
    [left] = (await spouse.get("/grants"))["given"]
    assert await spouse.refused("DELETE", f"/grants/{left['id']}") == "last-own-access"


@pytest.mark.parametrize(
    ("starts_in", "ends_in", "wrong"),
    [
        (-1, None, "starts_on"),
        (5, 4, "ends_on"),
        (None, -1, "ends_on"),
        (None, 40_000, "ends_on"),
        (40_000, None, "starts_on"),
    ],
)
async def test_days_that_make_no_sense_are_told(
    town: Town, settings: Settings, starts_in: int | None, ends_in: int | None, wrong: str
) -> None:
    today = day_in(settings.time_zone, utc_now())
    wanted = {"starts_on": starts_in, "ends_on": ends_in}
    days = {name: today + ahead * _DAY for name, ahead in wanted.items() if ahead is not None}
    answer = await town.erika.browser.post("/grants/invitations", json=invitation(town.max.email, **days))
    assert [error["field"] for error in answer.json()["errors"]] == [wrong]
    assert await mails_to(town.max.email) == []


async def test_nobody_invites_themselves(town: Town) -> None:
    answer = await town.erika.browser.post("/grants/invitations", json=invitation(f" {town.erika.email.upper()} "))
    assert answer.json()["errors"] == [{"field": "email", "message_key": "own-address"}]


async def test_one_invitation_at_a_time_for_one_address(town: Town) -> None:
    await town.erika.invite(town.max.email)
    body = invitation(town.max.email.upper())
    assert await town.erika.refused("POST", "/grants/invitations", body) == "already-invited"
    assert await town.mia.invite(town.max.email), "of another customer"


async def test_a_contract_partner_needs_no_invitation(town: Town, new_browser: Browsers) -> None:
    spouse = await make_person(new_browser(), "spouse@example.org", customer_id=town.customer_id)
    await town.erika.invite(spouse.email, scope="read")
    [waiting] = (await spouse.get("/grants"))["waiting"]
    path = f"/grants/invitations/{waiting['id']}/accept"
    assert await spouse.refused("POST", path) == "already-contract-partner"
    assert await spouse.invoices() == [town.invoice]


async def test_who_had_two_customers_acts_for_the_one_they_chose(town: Town) -> None:
    await town.erika.invite(town.mia.email)
    await town.mia.accept()
    assert (await town.mia.get("/session"))["acting_for"]["number"] == "77", "accepting does not change it"
    assert (await town.mia.get("/grants"))["may_invite"]
    await town.mia.act_for(town.customer_id)
    assert await town.mia.invoices() == [town.invoice]
    assert not (await town.mia.get("/grants"))["may_invite"]


async def test_invitations_are_forgotten_after_90_days(town: Town, settings: Settings) -> None:
    await town.erika.invite(town.max.email)
    await _run_job(settings, "delegation.clean_up", later=103 * _DAY)
    assert await rows("select 1 from access_invitation")
    await _run_job(settings, "delegation.clean_up", later=105 * _DAY)
    assert not await rows("select 1 from access_invitation")


async def test_the_mail_names_the_customer_and_not_what_somebody_wrote(town: Town) -> None:
    await rows(
        "update account set given_name = 'Free money at', family_name = 'evil.example' where email = {}",
        town.erika.email,
    )
    mail = await town.erika.invite(town.max.email)
    assert set(mail.parameters) == {"customer", "days", "link"}
    assert "evil.example" not in str([mail.parameters for mail in await mails_to(town.max.email)])
