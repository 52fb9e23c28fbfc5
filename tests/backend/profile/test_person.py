"""What people say about themselves: name, language, and what they want to be told."""

import asyncio

import asyncpg
import pytest

from backend.core.database import SYSTEM, connection, fetch, transaction
from backend.core.errors import InvalidInput
from backend.core.ids import new_id
from backend.profile import queries
from backend.profile.operations import person
from backend.profile.operations.customer_data import ChangedMeanwhile
from backend.profile.queries import wants
from backend.profile.values import TOPICS, Channel, Topic
from tests.backend.profile.people import NOW, Household, history_of, make_agent, profile_of

MARRIED = {"salutation": "frau", "given_name": "Erika", "family_name": "<i>Muster</i>-Bach"}
MAILS: dict[Topic, list[str]] = {"invoices": ["mail"], "appointments": ["mail"], "security": [], "news": []}


async def test_the_name_changes_and_the_history_says_so(erika: Household) -> None:
    before = (await profile_of(erika)).name
    saved = await person.save_name(actor=erika.actor, value=MARRIED, version=before.version, now=NOW)
    assert saved.state == "done"
    assert (await profile_of(erika)).name.family_name == "<i>Muster</i>-Bach"
    [entry] = await history_of(erika)
    assert entry.old is not None
    assert (entry.field, entry.old["family_name"], entry.new) == ("name", "Muster", MARRIED)
    with pytest.raises(ChangedMeanwhile):
        await person.save_name(actor=erika.actor, value=MARRIED, version=before.version, now=NOW)


async def test_of_two_names_at_once_one_counts(erika: Household) -> None:
    version = (await profile_of(erika)).name.version
    results = await asyncio.gather(
        *(person.save_name(actor=erika.actor, value=MARRIED, version=version, now=NOW) for _ in range(3)),
        return_exceptions=True,
    )
    assert sorted(type(result).__name__ for result in results) == ["ChangedMeanwhile", "ChangedMeanwhile", "SaveResult"]


async def test_staff_have_a_name_and_a_language_too(database: str) -> None:
    agent = await make_agent()
    assert agent.account_id is not None
    saved = await person.save_language(actor=agent, language="en", now=NOW)
    assert saved.state == "done"
    assert (await person.save_language(actor=agent, language="en", now=NOW)).state == "unchanged"
    async with transaction(agent):
        [row] = await connection().fetch("select language from account where id = $1", agent.account_id)
        [entry] = await connection().fetch("select done_by, field from profile_change")
    assert (row["language"], entry["done_by"], entry["field"]) == ("en", "person", "language")


@pytest.mark.parametrize("kind", ["customer", "staff"])
async def test_the_database_lets_people_change_themselves_only(erika: Household, kind: str) -> None:
    """A forgotten WHERE renames nobody else; nobody makes themselves an administrator or takes another address."""
    actor = erika.actor if kind == "customer" else await make_agent()
    async with transaction(actor):
        changed = await connection().fetch("update account set given_name = 'X' returning id")
    assert [row["id"] for row in changed] == [actor.account_id]
    for column in ("role", "email", "closed_at"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with transaction(actor):
                await connection().execute(f"update account set {column} = null")


async def test_choices_are_kept_topic_by_topic(erika: Household) -> None:
    before = await profile_of(erika)
    assert {choice.topic: choice.channels for choice in before.messages} == {
        "invoices": ["mail"],
        "appointments": ["mail"],
        "security": ["mail"],
        "news": [],
    }
    saved = await person.save_messages(
        actor=erika.actor,
        ticked={**MAILS, "invoices": ["post"], "appointments": [], "news": ["mail"]},
        version=before.messages_version,
        now=NOW,
    )
    assert saved.state == "done"
    after = await profile_of(erika)
    assert {choice.topic: choice.channels for choice in after.messages} == {
        "invoices": ["post"],
        "appointments": [],
        "security": ["mail"],
        "news": ["mail"],
    }
    assert {(entry.old or {})["topic"]: (entry.new or {})["channels"] for entry in await history_of(erika)} == {
        "invoices": "post",
        "appointments": "",
        "news": "mail",
    }
    with pytest.raises(ChangedMeanwhile):
        await person.save_messages(actor=erika.actor, ticked=MAILS, version=before.messages_version, now=NOW)


@pytest.mark.parametrize(
    ("changed", "errors"),
    [
        ({"invoices": []}, {"invoices": "invoices-channel"}),
        ({"invoices": ["push"]}, {"invoices": "invoices-channel"}),
        ({"news": ["fax"]}, {"news": "message-channel"}),
        ({"appointments": ["mail", "post"]}, {"appointments": "message-channel"}),
        ({"news": ["mail", "<script>"]}, {"news": "message-channel"}),
    ],
)
async def test_choices_that_nobody_can_make(
    erika: Household, changed: dict[Topic, list[str]], errors: dict[str, str]
) -> None:
    version = (await profile_of(erika)).messages_version
    with pytest.raises(InvalidInput) as caught:
        await person.save_messages(actor=erika.actor, ticked={**MAILS, **changed}, version=version, now=NOW)
    assert caught.value.errors == errors


async def test_a_choice_of_what_cannot_be_sent_is_kept_and_promised_to_nobody(
    erika: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a version of the portal that cannot show messages on devices."""
    for module in (person, queries):
        monkeypatch.setattr(module, "SENDABLE", dict.fromkeys(TOPICS, ("mail", "post")))
    async with transaction(SYSTEM):
        await fetch(
            "insert into message_choice (id, account_id, topic, channels, changed_at) "
            "values ({}, {}, 'news', array['push'], {})",
            *(new_id(), erika.actor.account_id, NOW),
        )
    assert await _news(erika) == []
    assert not await _wants(erika, "news", "push")
    version = (await profile_of(erika)).messages_version
    await person.save_messages(actor=erika.actor, ticked={**MAILS, "news": ["post"]}, version=version, now=NOW)
    assert await _news(erika) == ["post"]
    async with transaction(erika.actor):
        assert await fetch("select channels from message_choice") == [{"channels": ["push", "post"]}]


async def test_devices_can_be_chosen_beside_what_must_reach_people(erika: Household) -> None:
    version = (await profile_of(erika)).messages_version
    ticked = {**MAILS, "invoices": ["mail", "push"], "security": ["push"]}
    await person.save_messages(actor=erika.actor, ticked=ticked, version=version, now=NOW)
    assert await _wants(erika, "invoices", "push")
    assert await _wants(erika, "security", "push")
    assert await _wants(erika, "security", "mail"), "always"
    assert not await _wants(erika, "appointments", "push")


async def test_features_ask_before_they_send(erika: Household) -> None:
    assert await _wants(erika, "appointments", "mail")
    assert await _wants(erika, "security", "mail")
    assert not await _wants(erika, "news", "mail")
    assert not await _wants(erika, "appointments", "post")
    version = (await profile_of(erika)).messages_version
    ticked = {**MAILS, "appointments": [], "news": ["mail"]}
    await person.save_messages(actor=erika.actor, ticked=ticked, version=version, now=NOW)
    assert not await _wants(erika, "appointments", "mail")
    assert await _wants(erika, "security", "mail")
    assert await _wants(erika, "news", "mail")


async def _wants(whose: Household, topic: Topic, channel: Channel) -> bool:
    assert whose.actor.account_id is not None
    async with transaction(SYSTEM):
        return await wants(account_id=whose.actor.account_id, topic=topic, channel=channel)


async def _news(whose: Household) -> list[Channel]:
    [news] = [choice for choice in (await profile_of(whose)).messages if choice.topic == "news"]
    return news.channels


async def test_nobody_is_cut_off_from_warnings(erika: Household) -> None:
    version = (await profile_of(erika)).messages_version
    await person.save_messages(actor=erika.actor, ticked={**MAILS, "security": ["post"]}, version=version, now=NOW)
    [security] = [choice for choice in (await profile_of(erika)).messages if choice.topic == "security"]
    assert (security.channels, security.fixed) == (["mail", "post"], ["mail"])
    with pytest.raises(asyncpg.CheckViolationError):
        async with transaction(erika.actor):
            await connection().execute("update message_choice set channels = '{}' where topic = 'security'")
