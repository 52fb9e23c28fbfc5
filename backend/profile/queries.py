"""What is asked about account data. Everything here runs in the caller's transaction, as the session's actor."""

from collections.abc import Collection, Mapping
from typing import Any, Final, cast
from uuid import UUID

from backend.core.database import fetch
from backend.core.errors import NotSignedIn
from backend.core.paging import PageRequest
from backend.profile.phone_numbers import shown_phone_number
from backend.profile.schemas import (
    BillingAddress,
    Changer,
    ContractName,
    CustomerProfile,
    DeliveryAddressItem,
    HistoryEntry,
    HistoryPage,
    PersonName,
    PhoneItem,
    Profile,
    RequestItem,
    TopicChoice,
    WaitingChange,
    WaitingPage,
)
from backend.profile.values import SENDABLE, TOPICS, Channel, CustomerField, Topic, Value, decode, version_of

_DEFAULTS: Final[Mapping[Topic, list[Channel]]] = {
    "invoices": ["mail"],
    "appointments": ["mail"],
    "security": ["mail"],
    "news": [],  # Advertising needs consent (§ 7 (2) UWG).
}
_FIXED: Final[Mapping[Topic, list[Channel]]] = {"security": ["mail"]}


async def profile(*, account_id: UUID, reviewed: Collection[CustomerField], zone: str) -> Profile:
    """Everything that the person may look after. `reviewed`: fields whose changes wait for staff."""
    rows = await fetch(
        "select email, language, salutation, given_name, family_name from account where id = {}", account_id
    )
    if not rows:
        raise NotSignedIn
    name = {key: rows[0][key] for key in ("salutation", "given_name", "family_name")}
    messages = await message_choices(account_id=account_id)
    return Profile(
        email=rows[0]["email"],
        language=rows[0]["language"],
        name=PersonName(**name, version=version_of(name)),
        messages=messages,
        messages_version=messages_version(messages),
        customer=await _customer(reviewed),
        zone=zone,
    )


async def message_choices(*, account_id: UUID) -> list[TopicChoice]:
    """What the account wants to be told and how, for every topic: of the channels that can be sent by."""
    return [
        TopicChoice(topic, [channel for channel in channels if channel in SENDABLE[topic]], list(_FIXED.get(topic, [])))
        for topic, channels in (await stored_channels(account_id=account_id)).items()
    ]


async def stored_channels(*, account_id: UUID) -> dict[Topic, list[Channel]]:
    """The channels of every topic as they were chosen, also those that cannot be sent by now."""
    rows = await fetch("select topic, channels from message_choice where account_id = {}", account_id)
    chosen: dict[Topic, list[Channel]] = {**_DEFAULTS, **{row["topic"]: row["channels"] for row in rows}}
    return {topic: list(chosen[topic]) for topic in TOPICS}


async def wants(*, account_id: UUID, topic: Topic, channel: Channel) -> bool:
    """Whether the account wants to be told of this topic in this way.

    To be asked before anything is sent that can be switched off; what somebody has to get is sent without asking.
    """
    choices = await message_choices(account_id=account_id)
    return any(choice.topic == topic and channel in choice.channels for choice in choices)


def messages_version(choices: list[TopicChoice]) -> str:
    """See `backend.profile.values.version_of`."""
    return version_of({choice.topic: ",".join(choice.channels) for choice in choices})


async def _customer(reviewed: Collection[CustomerField]) -> CustomerProfile | None:
    """The customer that the session acts for, if its grant covers account data."""
    rows = await fetch(
        "select id, number, kind, salutation, given_name, name, street, postal_code, city, country, "
        "id is not distinct from app.changeable_customer() as may_change "
        "from customer where id = app.current_customer('account')"
    )
    if not rows:
        return None
    row = rows[0]
    name = {key: row[key] for key in ("salutation", "given_name", "name")}
    billing = {key: row[key] for key in ("street", "postal_code", "city", "country")}
    return CustomerProfile(
        number=row["number"],
        kind=row["kind"],
        may_change=row["may_change"],
        name=ContractName(**name, version=version_of(name)),
        billing=BillingAddress(**billing, version=version_of(billing)),
        delivery=await _addresses(row["id"]),
        phones=await _phones(row["id"]),
        bank_details=await _bank_details(row["id"]),
        requests=await _requests(row["id"]),
        reviewed=sorted(reviewed),
    )


async def _addresses(customer_id: UUID) -> list[DeliveryAddressItem]:
    rows = await fetch(
        "select id, label, street, postal_code, city, country, removed_at from delivery_address "
        "where customer_id = {} order by removed_at nulls first, created_at, id",
        customer_id,
    )
    return [DeliveryAddressItem(**row, version=version_of(_without_state(row))) for row in rows]


async def _phones(customer_id: UUID) -> list[PhoneItem]:
    rows = await fetch(
        "select id, number, kind, removed_at from phone_number where customer_id = {} "
        "order by removed_at nulls first, created_at, id",
        customer_id,
    )
    return [
        PhoneItem(**row, shown=shown_phone_number(row["number"]), version=version_of(_without_state(row)))
        for row in rows
    ]


def _without_state(row: dict[str, Any]) -> Value:
    return {name: text for name, text in row.items() if name not in {"id", "removed_at"}}


async def _bank_details(customer_id: UUID) -> Value | None:
    rows = await fetch(
        "select holder, iban_masked as iban from bank_details "
        "where customer_id = {} and valid_from is not null and ended_at is null",
        customer_id,
    )
    return rows[0] if rows else None


async def _requests(customer_id: UUID) -> list[RequestItem]:
    """What waits, and what was refused and not yet put away."""
    rows = await fetch(
        "select id, field, target, old_value, new_value, state, requested_at, decided_at, reason from change_request "
        "where customer_id = {} and (state = 'waiting' or (state = 'refused' and read_at is null)) "
        "order by requested_at, id",
        customer_id,
    )
    return [RequestItem(**_with_values(row)) for row in rows]


async def history(*, account_id: UUID, page: PageRequest, zone: str) -> HistoryPage:
    """Changes of the account and of the customer that the session acts for, newest first."""
    rows = await fetch(
        "select id, at, field, action, old_value, new_value, reason, done_by, done_by_account, "
        "case when done_by = 'person' and done_by_account <> {} then app.name_of_delegate(done_by_account) end as who, "
        "count(*) over () as total from profile_change order by at desc, id desc limit {} offset {}",
        account_id,
        page.size,
        page.offset,
    )
    total = rows[0]["total"] if rows else 0
    return HistoryPage([_entry(row, account_id) for row in rows], page.number, page.pages(total), total, zone)


def _entry(row: dict[str, Any], account_id: UUID) -> HistoryEntry:
    by: Changer = cast(Changer, row["done_by"])
    if row["done_by"] == "person":
        by = "you" if row["done_by_account"] == account_id else "delegate"
    return HistoryEntry(
        id=row["id"],
        at=row["at"],
        field=row["field"],
        action=row["action"],
        old=_readable(decode(row["old_value"])),
        new=_readable(decode(row["new_value"])),
        reason=row["reason"],
        by=by,
        who=row["who"] or "",
    )


async def waiting_changes(*, page: PageRequest, zone: str) -> WaitingPage:
    """Changes that wait for staff, oldest first, each beside what holds now."""
    rows = await fetch(
        "select r.id, c.number as customer_number, trim(c.given_name || ' ' || c.name) as customer_name, "
        "coalesce(trim(a.given_name || ' ' || a.family_name), '') as requested_by, r.requested_at, r.field, "
        "r.new_value, "
        "case r.field "
        " when 'customer_name' then jsonb_build_object('salutation', c.salutation, 'given_name', c.given_name, "
        "  'name', c.name) "
        " when 'billing_address' then jsonb_build_object('street', c.street, 'postal_code', c.postal_code, "
        "  'city', c.city, 'country', c.country) "
        " when 'delivery_address' then (select jsonb_build_object('label', d.label, 'street', d.street, "
        "  'postal_code', d.postal_code, 'city', d.city, 'country', d.country) from delivery_address d "
        "  where d.id = r.target and d.removed_at is null) "
        " when 'bank_details' then (select jsonb_build_object('holder', b.holder, 'iban', b.iban_masked) "
        "  from bank_details b where b.customer_id = c.id and b.valid_from is not null and b.ended_at is null) "
        " else (select jsonb_build_object('number', p.number, 'kind', p.kind) from phone_number p "
        "  where p.id = r.target and p.removed_at is null) "
        "end as current, count(*) over () as total "
        "from change_request r join customer c on c.id = r.customer_id left join account a on a.id = r.requested_by "
        "where r.state = 'waiting' order by r.requested_at, r.id limit {} offset {}",
        page.size,
        page.offset,
    )
    total = rows[0]["total"] if rows else 0
    return WaitingPage([_waiting(row) for row in rows], page.number, page.pages(total), total, zone)


def _waiting(row: dict[str, Any]) -> WaitingChange:
    current = decode(row.pop("current"))
    new = decode(row.pop("new_value"))
    row.pop("total")
    return WaitingChange(**row, current=_readable(current), new=_readable(new), version=version_of(current))


def _with_values(row: dict[str, Any]) -> dict[str, Any]:
    old, new = decode(row.pop("old_value")), decode(row.pop("new_value"))
    return {**row, "old": _readable(old), "new": _readable(new)}


def _readable(value: Value | None) -> Value | None:
    """The value as people read it: phone numbers are kept in another form."""
    return {**value, "number": shown_phone_number(value["number"])} if value and "number" in value else value
