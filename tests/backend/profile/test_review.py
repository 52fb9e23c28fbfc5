"""Staff decide on changes that wait for them."""

import asyncio
from uuid import uuid4

import asyncpg
import pytest

from backend.core.database import Actor, connection, transaction
from backend.core.errors import InvalidInput, NotFound
from backend.core.paging import PageRequest
from backend.core.settings import Settings
from backend.profile import queries
from backend.profile.operations import customer_data, review
from backend.profile.operations.customer_data import ChangedMeanwhile
from backend.profile.operations.review import AlreadyDecided
from backend.profile.schemas import WaitingChange
from backend.profile.values import CustomerField, Value
from tests.backend.profile.people import (
    MINUTE,
    NOW,
    STREET,
    ZONE,
    Household,
    as_system,
    customer_of,
    history_of,
    mails_to,
    make_agent,
)

REVIEWED: frozenset[CustomerField] = frozenset({"billing_address", "phone", "delivery_address", "customer_name"})
MOVED = {"street": "<b>Am Bach</b> 3", "postal_code": "54321", "city": "Neustadt", "country": "DE"}


async def ask(household: Household, value: Value = MOVED) -> None:
    await customer_data.save(
        actor=household.actor,
        field="billing_address",
        target=None,
        value=value,
        version=(await customer_of(household)).billing.version,
        reviewed=REVIEWED,
        now=NOW,
    )


async def waiting(agent: Actor) -> list[WaitingChange]:
    async with transaction(agent):
        return (await queries.waiting_changes(page=PageRequest(), zone=ZONE)).items


async def test_staff_see_old_and_new_side_by_side_and_accept(erika: Household, settings: Settings) -> None:
    agent = await make_agent()
    await ask(erika)
    [item] = await waiting(agent)
    assert (item.customer_number, item.customer_name, item.requested_by) == ("40-erika", "Erika Muster", "Erika Muster")
    assert item.current is not None
    assert (item.current["street"], item.new) == (STREET, MOVED)

    await review.accept(actor=agent, request_id=item.id, version=item.version, settings=settings, now=NOW + MINUTE)
    customer = await customer_of(erika)
    assert (customer.billing.street, customer.requests) == ("<b>Am Bach</b> 3", [])
    assert await waiting(agent) == []
    newest, _ = await history_of(erika)
    assert (newest.action, newest.by, newest.who, newest.new) == ("accepted", "staff", "", MOVED)
    assert [(template, mail["decision"]) for template, mail in await mails_to(erika.email)] == [
        ("change_decided", "accepted")
    ]


async def test_a_refusal_tells_why_until_it_is_put_away(erika: Household, settings: Settings) -> None:
    agent = await make_agent()
    await ask(erika)
    [item] = await waiting(agent)
    with pytest.raises(InvalidInput):
        await review.refuse(actor=agent, request_id=item.id, reason=" ", settings=settings, now=NOW)
    await review.refuse(
        actor=agent, request_id=item.id, reason="Der Nachweis fehlt.", settings=settings, now=NOW + MINUTE
    )

    customer = await customer_of(erika)
    assert customer.billing.street == STREET
    [refused] = customer.requests
    assert (refused.state, refused.reason) == ("refused", "Der Nachweis fehlt.")
    [(_, mail)] = await mails_to(erika.email)
    assert (mail["decision"], mail["reason"]) == ("refused", "Der Nachweis fehlt.")
    assert (await history_of(erika))[0].reason == "Der Nachweis fehlt."

    await customer_data.put_away(actor=erika.actor, request_id=refused.id, now=NOW + MINUTE)
    assert (await customer_of(erika)).requests == []


async def test_of_two_agents_at_once_one_decides(erika: Household, settings: Settings) -> None:
    jonas, aylin = await make_agent("jonas"), await make_agent("aylin")
    await ask(erika)
    [item] = await waiting(jonas)
    results = await asyncio.gather(
        review.accept(actor=jonas, request_id=item.id, version=item.version, settings=settings, now=NOW),
        review.refuse(actor=aylin, request_id=item.id, reason="Nein.", settings=settings, now=NOW),
        review.accept(actor=aylin, request_id=item.id, version=item.version, settings=settings, now=NOW),
        return_exceptions=True,
    )
    assert sorted(type(result).__name__ for result in results) == ["AlreadyDecided", "AlreadyDecided", "NoneType"]
    assert len(await mails_to(erika.email)) == 1


async def test_what_the_customer_took_back_is_decided(erika: Household, settings: Settings) -> None:
    agent = await make_agent()
    await ask(erika)
    [item] = await waiting(agent)
    await customer_data.withdraw(actor=erika.actor, request_id=item.id, now=NOW)
    with pytest.raises(AlreadyDecided):
        await review.accept(actor=agent, request_id=item.id, version=item.version, settings=settings, now=NOW)
    with pytest.raises(NotFound):
        await review.accept(actor=agent, request_id=uuid4(), version=item.version, settings=settings, now=NOW)
    assert (await customer_of(erika)).billing.street == STREET


async def test_an_agent_decides_on_what_they_saw(erika: Household, settings: Settings) -> None:
    """The billing system may have delivered a new address meanwhile."""
    agent = await make_agent()
    await ask(erika)
    [item] = await waiting(agent)
    await as_system("update customer set street = 'Ring 1' where id = {}", erika.customer_id)
    with pytest.raises(ChangedMeanwhile):
        await review.accept(actor=agent, request_id=item.id, version=item.version, settings=settings, now=NOW)
    [item] = await waiting(agent)
    assert item.current is not None
    assert item.current["street"] == "Ring 1"
    await review.accept(actor=agent, request_id=item.id, version=item.version, settings=settings, now=NOW)
    assert (await customer_of(erika)).billing.street == "<b>Am Bach</b> 3"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("phone", {"number": "+4930901820", "kind": "home"}),
        ("delivery_address", {"label": "Garten", **MOVED}),
    ],
)
async def test_entries_of_lists_wait_and_come_and_go(
    erika: Household, settings: Settings, field: CustomerField, value: Value
) -> None:
    shown = {**value, "number": "030 901820"} if field == "phone" else value
    agent = await make_agent()
    added = await customer_data.add(actor=erika.actor, field=field, value=value, reviewed=REVIEWED, now=NOW)
    [item] = await waiting(agent)
    assert (item.current, item.new) == (None, shown)
    await review.accept(actor=agent, request_id=item.id, version=item.version, settings=settings, now=NOW)
    customer = await customer_of(erika)
    [listed] = customer.phones if field == "phone" else customer.delivery
    assert listed.id == added.id

    await customer_data.remove(
        actor=erika.actor, field=field, target=listed.id, version=listed.version, reviewed=REVIEWED, now=NOW
    )
    [item] = await waiting(agent)
    assert (item.current, item.new) == (shown, None)
    await review.accept(actor=agent, request_id=item.id, version=item.version, settings=settings, now=NOW)
    customer = await customer_of(erika)
    [listed] = customer.phones if field == "phone" else customer.delivery
    assert listed.removed_at is not None


async def test_who_lost_access_gets_no_mail(erika: Household, settings: Settings) -> None:
    agent = await make_agent()
    await ask(erika)
    await as_system("update access_grant set revoked_at = {} where account_id = {}", NOW, erika.account_id)
    [item] = await waiting(agent)
    await review.accept(actor=agent, request_id=item.id, version=item.version, settings=settings, now=NOW)
    assert await mails_to(erika.email) == []


async def test_customers_see_no_list_of_what_waits_and_decide_nothing(
    erika: Household, fritz: Household, settings: Settings
) -> None:
    await ask(erika)
    [request] = (await customer_of(erika)).requests
    assert await waiting(fritz.actor) == []
    with pytest.raises((NotFound, asyncpg.InsufficientPrivilegeError)):
        await review.accept(actor=fritz.actor, request_id=request.id, version="", settings=settings, now=NOW)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await review.accept(actor=erika.actor, request_id=request.id, version="", settings=settings, now=NOW)


async def test_the_database_keeps_decided_changes_as_they_are(erika: Household, settings: Settings) -> None:
    agent = await make_agent()
    await ask(erika)
    [item] = await waiting(agent)
    await review.refuse(actor=agent, request_id=item.id, reason="Nein.", settings=settings, now=NOW)
    async with transaction(agent):
        hit = await connection().fetch("update change_request set state = 'accepted' returning id")
    assert hit == []
