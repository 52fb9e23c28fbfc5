"""What people say about themselves: their name, their language, and what they want to be told."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from backend.core.database import Actor, fetch, transaction
from backend.core.errors import InvalidInput, NotSignedIn
from backend.core.ids import new_id
from backend.core.translations import Language
from backend.profile import queries
from backend.profile.operations.customer_data import ChangedMeanwhile
from backend.profile.operations.history import note
from backend.profile.schemas import SaveResult
from backend.profile.values import CHANNELS, SENDABLE, TOPICS, Channel, Field, Topic, Value, version_of

_MUST_REACH: Final[Mapping[Topic, frozenset[Channel]]] = {"invoices": frozenset({"mail", "post"})}
"""Of these channels a topic needs at least one: who hears of no invoice pays none."""


async def save_name(*, actor: Actor, value: Value, version: str, now: datetime) -> SaveResult:
    """Raises `ChangedMeanwhile`."""
    async with transaction(actor):
        row = await _account(actor)
        old = {name: row[name] for name in ("salutation", "given_name", "family_name")}
        if version_of(old) != version:
            raise ChangedMeanwhile
        if old == value:
            return SaveResult("unchanged")
        await fetch(
            "update account set salutation = {}, given_name = {}, family_name = {} where id = {}",
            *(value["salutation"], value["given_name"], value["family_name"], actor.account_id),
        )
        return await _noted(actor, "name", old, value, now)


async def save_language(*, actor: Actor, language: Language, now: datetime) -> SaveResult:
    """The language of mails and letters. Raises `InvalidInput`."""
    async with transaction(actor):
        row = await _account(actor)
        if row["language"] == language:
            return SaveResult("unchanged")
        await fetch("update account set language = {} where id = {}", language, actor.account_id)
        return await _noted(actor, "language", {"language": row["language"]}, {"language": language}, now)


async def save_messages(
    *, actor: Actor, ticked: Mapping[Topic, Collection[str]], version: str, now: datetime
) -> SaveResult:
    """What the person wants to be told, and how: the channels that are ticked, by topic.

    Warnings about the account's security always go out by mail, ticked or not, and choices of channels that are not
    offered stay as they are. Raises `InvalidInput`, `ChangedMeanwhile`.
    """
    _refuse_impossible(ticked)
    async with transaction(actor):
        account_id: UUID = (await _account(actor))["id"]
        held = {choice.topic: choice for choice in await queries.message_choices(account_id=account_id)}
        if queries.messages_version(list(held.values())) != version:
            raise ChangedMeanwhile
        stored = await queries.stored_channels(account_id=account_id)
        saved = SaveResult("unchanged")
        for topic in TOPICS:
            not_offered = set(stored[topic]) - set(SENDABLE[topic])
            wanted = {*ticked[topic], *held[topic].fixed, *not_offered}
            channels = [channel for channel in CHANNELS if channel in wanted]
            if channels != stored[topic]:
                await _choose(account_id, topic, channels, now)
                old = {"topic": topic, "channels": ",".join(stored[topic])}
                new = {"topic": topic, "channels": ",".join(channels)}
                saved = await _noted(actor, "messages", old, new, now)
        return saved


def _refuse_impossible(ticked: Mapping[Topic, Collection[str]]) -> None:
    errors = {
        str(topic): "message-channel" for topic, channels in ticked.items() if set(channels) - set(SENDABLE[topic])
    }
    errors |= {topic: f"{topic}-channel" for topic, least in _MUST_REACH.items() if not least & set(ticked[topic])}
    if errors:
        raise InvalidInput(errors)


async def _choose(account_id: UUID, topic: Topic, channels: list[Channel], now: datetime) -> None:
    await fetch(
        "insert into message_choice (id, account_id, topic, channels, changed_at) values ({}, {}, {}, {}, {}) "
        "on conflict (account_id, topic) do update set channels = excluded.channels, changed_at = excluded.changed_at",
        *(new_id(), account_id, topic, channels, now),
    )


async def _account(actor: Actor) -> dict[str, Any]:
    """The actor's account, locked: its changes come one after the other."""
    rows = await fetch(
        "select id, salutation, given_name, family_name, language from account where id = {} for no key update",
        actor.account_id,
    )
    if not rows:
        raise NotSignedIn
    return rows[0]


async def _noted(actor: Actor, field: Field, old: Value, new: Value, now: datetime) -> SaveResult:
    await note(
        field=field,
        action="changed",
        old=old,
        new=new,
        account_id=actor.account_id,
        done_by="person",
        done_by_account=actor.account_id,
        now=now,
    )
    return SaveResult("done")
