"""Nobody gets at contracts, or at people's mailboxes, by way of invitations."""

from typing import Any
from uuid import uuid4

import pytest

from backend.core.clock import utc_now
from backend.core.database import SYSTEM, transaction
from backend.core.mail.message import compose
from backend.core.mail.operations import begin_attempt
from backend.core.settings import Settings
from tests.backend.delegation.conftest import Browsers, Town
from tests.backend.delegation.people import Person, invitation, mails_to, make_person, rows

_INVITATION_PATHS = ("accept", "decline")


async def _open_invitation(person: Person) -> str:
    [sent] = (await person.get("/grants"))["sent"]
    found: str = sent["id"]
    return found


async def test_an_invitation_works_once(town: Town) -> None:
    await town.erika.invite(town.max.email)
    path = f"/grants/invitations/{await _open_invitation(town.erika)}/accept"
    await town.max.do("POST", path)
    assert await town.max.refused("POST", path) == "invitation-closed"
    await town.erika.do("DELETE", f"/grants/{(await town.max.received())['id']}")
    assert await town.max.refused("POST", path) == "invitation-closed", "nor does it bring back what was taken"
    assert await town.max.invoices() == []


async def test_an_accepted_invitation_cannot_be_declined_by_its_link(town: Town, new_browser: Browsers) -> None:
    mail = await town.erika.invite(town.max.email)
    await town.max.accept()
    thief = Person(uuid4(), "", new_browser())
    assert await thief.refused("POST", "/grants/invitations/decline", {"token": mail.token}) == "invitation-closed"
    assert await town.max.invoices() == [town.invoice]


@pytest.mark.parametrize("answer", _INVITATION_PATHS)
async def test_somebody_elses_invitation_is_not_there(town: Town, answer: str) -> None:
    """Not even for whoever has got hold of its id, and of the link in the mail."""
    mail = await town.erika.invite(town.max.email)
    path = f"/grants/invitations/{await _open_invitation(town.erika)}"
    assert await town.mia.refused("POST", f"{path}/{answer}", {"token": mail.token}) == "not-found"
    assert await town.mia.refused("DELETE", path) == "not-found", "nor can others withdraw it"
    assert (await town.mia.get("/grants"))["waiting"] == []
    await town.max.accept()


async def test_an_invitation_belongs_to_the_address_that_the_account_has_now(town: Town) -> None:
    await town.erika.invite(town.max.email)
    path = f"/grants/invitations/{await _open_invitation(town.erika)}/accept"
    await rows("update account set email = 'max.new@example.org' where id = {}", town.max.account_id)
    assert await town.max.refused("POST", path) == "not-found"
    assert (await town.max.get("/grants"))["waiting"] == []
    await rows("update account set email = {} where id = {}", town.max.email, town.mia.account_id)
    await town.mia.accept()
    assert (await town.mia.received())["customer_name"] == town.invoice


async def test_a_session_that_acts_for_somebody_sees_nothing_once_that_is_revoked(town: Town) -> None:
    await town.erika.invite(town.max.email)
    await town.max.accept()
    invoice = f"/invoices/{town.invoice_id}"
    assert (await town.max.get(invoice))["subject"] == town.invoice
    await town.erika.do("DELETE", f"/grants/{(await town.max.received())['id']}")
    for path in (invoice, f"{invoice}/pdf", f"{invoice}/xml"):
        assert await town.max.refused("GET", path) == "not-found"
    assert await town.max.invoices() == []
    assert (await town.max.get("/session"))["customers"] == []
    assert await town.max.refused("PUT", "/session/customer", {"customer_id": str(town.customer_id)}) == "not-found"


@pytest.mark.parametrize("scope", ["everything", "read", "invoices", "appointments"])
async def test_access_that_was_given_cannot_be_given_on(town: Town, scope: str) -> None:
    await town.erika.invite(town.max.email, scope=scope)
    await town.max.accept()
    body = invitation(town.mia.email)
    assert await town.max.refused("POST", "/grants/invitations", body) == "not-contract-partner"
    given = (await town.max.get("/grants"))["given"]
    assert given == [], "nor is it told who else looks after the contracts"
    [own, _] = (await town.erika.get("/grants"))["given"]
    assert await town.max.refused("DELETE", f"/grants/{own['id']}") == "not-found"


async def test_a_scope_is_not_widened_by_what_a_browser_sends(town: Town) -> None:
    await town.erika.invite(town.max.email, scope="appointments")
    [waiting] = (await town.max.get("/grants"))["waiting"]
    more = {"scope": "everything", "kind": "own", "customer_id": str(town.customer_of_mia)}
    await town.max.do("POST", f"/grants/invitations/{waiting['id']}/accept", more)
    received = await town.max.received()
    assert (received["scope"], received["kind"], received["customer_name"]) == (
        "appointments",
        "delegated",
        town.invoice,
    )
    grant = f"/grants/{received['id']}"
    for method in ("PUT", "PATCH", "POST"):
        assert await town.max.refused(method, grant, more) == "method-not-allowed"


@pytest.mark.parametrize(
    "change",
    [
        {"scope": "own"},
        {"scope": "EVERYTHING"},
        {"relation": "owner"},
        {"relation": ""},
        {"language": "fr"},
        {"ends_on": "tomorrow"},
        {"ends_on": "9999-12-31"},
        {"starts_on": "0001-01-01"},
        {"email": "x" * 10_000},
        {"email": "max@example.org\r\nBcc: mia@example.org"},
        {"email": "max@example.org, mia@example.org"},
        {"email": "<b>max</b>@example.org"},
        {"email": "max\u202e@example.org"},
        {"email": "max\0@example.org"},
    ],
    ids=str,
)
async def test_what_no_page_sends_is_refused(town: Town, change: dict[str, Any]) -> None:
    body = invitation(town.max.email) | change
    assert await town.erika.refused("POST", "/grants/invitations", body) == "invalid-input"
    assert await rows("select 1 from access_invitation") == []
    assert await rows("select 1 from mail_message where template like 'grant%%'") == []


@pytest.mark.parametrize("token", ["x" * 10_000, "\0", "", "\ud800", "' or true --"])
async def test_a_token_that_is_none_opens_nothing(town: Town, token: str) -> None:
    await town.erika.invite(town.max.email)
    for action in ("look", "decline"):
        answer = await town.mia.browser.post(
            f"/grants/invitations/{action}",
            content=b'{"token": ' + _json(token) + b"}",
            headers={"Content-Type": "application/json"},
        )
        assert answer.status_code in {400, 410}
    assert await _open_invitation(town.erika)


def _json(text: str) -> bytes:
    return b'"' + "".join(f"\\u{ord(char):04x}" for char in text).encode() + b'"'


async def test_the_token_is_kept_as_a_hash(town: Town) -> None:
    mail = await town.erika.invite(town.max.email)
    [kept] = await rows("select token_hash from access_invitation")
    assert len(mail.token) >= 43, "256 random bits"
    assert mail.token.encode() not in kept["token_hash"]


async def test_inviting_does_not_tell_who_has_an_account(town: Town) -> None:
    answers = []
    for email in (town.max.email, "nobody-yet@example.org"):
        answer = await town.erika.browser.post("/grants/invitations", json=invitation(email))
        answers.append((answer.status_code, answer.content))
    assert answers[0] == answers[1] == (204, b"")
    shown = [{**item, "id": "", "email": "", "expires_at": ""} for item in (await town.erika.get("/grants"))["sent"]]
    assert shown[0] == shown[1]
    [known] = [mail.template for mail in await mails_to(town.max.email)]
    [unknown] = [mail.template for mail in await mails_to("nobody-yet@example.org")]
    assert known == unknown


async def test_nobody_fills_mailboxes_with_invitations(town: Town) -> None:
    for number in range(20):
        await town.erika.invite(f"somebody-{number}@example.org")
    body = invitation(town.max.email)
    assert await town.erika.refused("POST", "/grants/invitations", body) == "too-many-attempts"
    assert await mails_to(town.max.email) == []
    assert await town.mia.invite(town.max.email), "nobody else is kept from it"


async def test_who_is_no_longer_contract_partner_lets_nobody_in(town: Town, new_browser: Browsers) -> None:
    """An invitation that was sent before the inviting person lost access opens nothing afterwards."""
    spouse = await make_person(new_browser(), "spouse@example.org", customer_id=town.customer_id)
    await spouse.invite(town.max.email)
    [own] = [grant for grant in (await spouse.get("/grants"))["given"] if grant["email"] == spouse.email]
    await spouse.do("DELETE", f"/grants/{own['id']}")
    [waiting] = (await town.max.get("/grants"))["waiting"]
    assert await town.max.refused("POST", f"/grants/invitations/{waiting['id']}/accept") == "invitation-closed"
    assert await spouse.refused("POST", "/grants/invitations", invitation(town.mia.email)) == "not-contract-partner"


@pytest.mark.parametrize("role", ["agent", "dpo", "administrator"])
async def test_staff_take_no_part(town: Town, new_browser: Browsers, role: str) -> None:
    agent = await make_person(new_browser(), "agent@example.org", role=role)
    await town.erika.invite(agent.email)
    path = f"/grants/invitations/{await _open_invitation(town.erika)}/accept"
    assert await agent.refused("POST", path) == "not-allowed"
    assert await agent.refused("GET", "/grants") == "not-allowed"


async def test_who_has_not_just_proven_who_they_are_changes_no_access(town: Town, new_browser: Browsers) -> None:
    """A phone that was left unlocked: its finder can look, and give nothing away."""
    await town.erika.invite(town.max.email)
    await town.max.accept()
    found = await make_person(new_browser(), town.erika.email, fresh=False)
    given = (await found.get("/grants"))["given"]
    assert await found.refused("POST", "/grants/invitations", invitation(town.mia.email)) == "step-up-needed"
    assert await found.refused("DELETE", f"/grants/{given[1]['id']}") == "step-up-needed"
    await town.mia.invite(town.erika.email)
    [waiting] = (await found.get("/grants"))["waiting"]
    assert await found.refused("POST", f"/grants/invitations/{waiting['id']}/accept") == "step-up-needed"
    assert await town.max.invoices() == [town.invoice]


async def test_without_session_nothing_is_told_or_done(town: Town, new_browser: Browsers) -> None:
    await town.erika.invite(town.max.email)
    stranger = Person(uuid4(), "", new_browser())
    path = f"/grants/invitations/{await _open_invitation(town.erika)}"
    for method, address in (
        ("GET", "/grants"),
        ("DELETE", path),
        ("POST", f"{path}/accept"),
        ("POST", f"{path}/decline"),
    ):
        assert await stranger.refused(method, address) == "not-signed-in"


@pytest.mark.parametrize("path", ["", "/accept", "/decline"])
async def test_another_site_answers_no_invitation(town: Town, path: str) -> None:
    await town.erika.invite(town.max.email)
    address = f"/grants/invitations/{await _open_invitation(town.erika)}{path}"
    foreign = {"Origin": "https://evil.example"}
    person = town.max if path else town.erika
    answer = await person.browser.request("POST" if path else "DELETE", address, headers=foreign)
    assert answer.status_code == 403
    assert await _open_invitation(town.erika)


async def test_a_customers_name_is_text_in_the_mail_and_no_header(town: Town, settings: Settings) -> None:
    hostile = "<script>alert(1)</script>\r\nBcc: mia@example.org"
    await rows("update customer set name = {} where id = {}", hostile, town.customer_id)
    await town.erika.invite(town.max.email)
    [message] = await rows("select id from mail_message where recipient = {}", town.max.email)
    async with transaction(SYSTEM):
        attempt = await begin_attempt(message_id=message["id"], now=utc_now())
    assert attempt
    mail = compose(attempt, settings=settings)
    assert mail["Bcc"] is None
    assert str(mail["To"]) == town.max.email
    html = mail.get_body(("html",))
    assert html
    assert "<script>" not in html.get_content()
