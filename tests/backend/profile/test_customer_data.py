"""Names, addresses and phone numbers of a customer: who may change them, and what happens to each change."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest

from backend.core.database import connection, transaction
from backend.core.errors import InvalidInput, NotFound
from backend.profile.operations import customer_data
from backend.profile.operations.customer_data import MOST_IN_A_LIST, ChangedMeanwhile, MayNotChange, TooManyEntries
from backend.profile.schemas import SaveResult
from backend.profile.values import CustomerField, Value
from tests.backend.profile.people import (
    MINUTE,
    NO_REVIEW,
    NOW,
    STREET,
    Household,
    as_system,
    customer_of,
    history_of,
    let_look_after,
    profile_of,
)

ALL_REVIEWED: frozenset[CustomerField] = frozenset({"customer_name", "billing_address", "delivery_address", "phone"})
MOVED = {"street": "Am Bach 3", "postal_code": "54321", "city": "Neustadt", "country": "DE"}
GARDEN = {"label": "Garten", **MOVED}
MOBILE = {"number": "+491711234567", "kind": "mobile"}


async def move(household: Household, *, version: str, reviewed: frozenset[CustomerField] = NO_REVIEW) -> SaveResult:
    return await customer_data.save(
        actor=household.actor,
        field="billing_address",
        target=None,
        value=MOVED,
        version=version,
        reviewed=reviewed,
        now=NOW,
    )


async def add(household: Household, field: CustomerField, value: Value, **more: frozenset[CustomerField]) -> UUID:
    saved = await customer_data.add(
        actor=household.actor, field=field, value=value, reviewed=more.get("reviewed", NO_REVIEW), now=NOW
    )
    assert saved.id is not None
    return saved.id


async def test_a_change_counts_at_once_and_stands_in_the_history(erika: Household) -> None:
    before = (await customer_of(erika)).billing
    assert (await move(erika, version=before.version)).state == "done"
    after = (await customer_of(erika)).billing
    assert (after.street, after.postal_code, after.city) == ("Am Bach 3", "54321", "Neustadt")
    [entry] = await history_of(erika)
    assert (entry.field, entry.action, entry.by) == ("billing_address", "changed", "you")
    assert entry.old is not None
    assert (entry.old["street"], entry.new) == (STREET, MOVED)


async def test_saving_what_is_there_changes_nothing(erika: Household) -> None:
    await move(erika, version=(await customer_of(erika)).billing.version)
    assert (await move(erika, version=(await customer_of(erika)).billing.version)).state == "unchanged"
    assert len(await history_of(erika)) == 1


async def test_what_another_tab_has_changed_is_not_overwritten(erika: Household) -> None:
    seen = (await customer_of(erika)).billing.version
    await move(erika, version=seen)
    with pytest.raises(ChangedMeanwhile):
        await customer_data.save(
            actor=erika.actor,
            field="billing_address",
            target=None,
            value={**MOVED, "street": "Ring 1"},
            version=seen,
            reviewed=NO_REVIEW,
            now=NOW,
        )
    assert (await customer_of(erika)).billing.street == "Am Bach 3"


async def test_of_two_changes_at_the_same_time_one_counts(erika: Household) -> None:
    seen = (await customer_of(erika)).billing.version
    results = await asyncio.gather(*(move(erika, version=seen) for _ in range(4)), return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == [*["ChangedMeanwhile"] * 3, "SaveResult"]
    assert len(await history_of(erika)) == 1


async def test_a_removed_address_can_be_brought_back(erika: Household) -> None:
    garden = await add(erika, "delivery_address", GARDEN)
    [listed] = (await customer_of(erika)).delivery
    removed = await customer_data.remove(
        actor=erika.actor,
        field="delivery_address",
        target=garden,
        version=listed.version,
        reviewed=NO_REVIEW,
        now=NOW,
    )
    assert removed.state == "done"
    [listed] = (await customer_of(erika)).delivery
    assert listed.removed_at == NOW
    await customer_data.restore(
        actor=erika.actor, field="delivery_address", target=garden, reviewed=NO_REVIEW, now=NOW + MINUTE
    )
    [listed] = (await customer_of(erika)).delivery
    assert (listed.id, listed.label, listed.removed_at) == (garden, "Garten", None)
    assert [(entry.old is None, entry.new is None) for entry in await history_of(erika)] == [
        (True, False),
        (False, True),
        (True, False),
    ]
    with pytest.raises(NotFound):
        await customer_data.restore(
            actor=erika.actor, field="delivery_address", target=garden, reviewed=NO_REVIEW, now=NOW
        )


async def test_a_phone_number_is_kept_once(erika: Household) -> None:
    mobile = await add(erika, "phone", MOBILE)
    with pytest.raises(InvalidInput) as caught:
        await add(erika, "phone", {**MOBILE, "kind": "work"})
    assert caught.value.errors == {"number": "phone-twice"}
    [listed] = (await customer_of(erika)).phones
    assert (listed.id, listed.shown) == (mobile, "0171 1234567")
    await customer_data.remove(
        actor=erika.actor, field="phone", target=mobile, version=listed.version, reviewed=NO_REVIEW, now=NOW
    )
    await add(erika, "phone", {**MOBILE, "kind": "work"})
    with pytest.raises(InvalidInput):
        await customer_data.restore(actor=erika.actor, field="phone", target=mobile, reviewed=NO_REVIEW, now=NOW)


async def test_lists_end_somewhere(erika: Household) -> None:
    for number in range(MOST_IN_A_LIST - 1):
        await add(erika, "delivery_address", {**GARDEN, "label": f"Garten {number}"})
    await add(erika, "delivery_address", GARDEN, reviewed=ALL_REVIEWED)
    with pytest.raises(TooManyEntries):
        await add(erika, "delivery_address", GARDEN)


async def test_a_reviewed_change_waits_while_the_old_value_holds(erika: Household) -> None:
    before = (await customer_of(erika)).billing
    assert (await move(erika, version=before.version, reviewed=ALL_REVIEWED)).state == "waiting"
    customer = await customer_of(erika)
    assert customer.billing == before
    [waiting] = customer.requests
    assert (waiting.field, waiting.new, waiting.state) == ("billing_address", MOVED, "waiting")
    assert [entry.action for entry in await history_of(erika)] == ["requested"]

    await customer_data.withdraw(actor=erika.actor, request_id=waiting.id, now=NOW)
    assert (await customer_of(erika)).requests == []
    assert [entry.action for entry in await history_of(erika)] == ["withdrawn", "requested"]
    with pytest.raises(NotFound):
        await customer_data.withdraw(actor=erika.actor, request_id=waiting.id, now=NOW)


async def test_a_later_change_takes_the_place_of_one_that_waits(erika: Household) -> None:
    version = (await customer_of(erika)).billing.version
    for street in ("Am Bach 3", "Ring 1"):
        await customer_data.save(
            actor=erika.actor,
            field="billing_address",
            target=None,
            value={**MOVED, "street": street},
            version=version,
            reviewed=ALL_REVIEWED,
            now=NOW,
        )
    [waiting] = (await customer_of(erika)).requests
    assert waiting.new is not None
    assert waiting.new["street"] == "Ring 1"
    states = await as_system("select state from change_request order by requested_at, id")
    assert [row["state"] for row in states] == ["withdrawn", "waiting"]


async def test_a_new_phone_number_waits_too_where_that_is_wanted(erika: Household) -> None:
    await add(erika, "phone", MOBILE, reviewed=ALL_REVIEWED)
    customer = await customer_of(erika)
    assert (customer.phones, [request.old for request in customer.requests]) == ([], [None])


_Attempt = Callable[[Household, UUID], Awaitable[object]]


async def _save(household: Household, _target: UUID) -> object:
    return await move(household, version="whatever")


async def _add(household: Household, _target: UUID) -> object:
    return await add(household, "phone", MOBILE)


async def _remove(household: Household, target: UUID) -> object:
    return await customer_data.remove(
        actor=household.actor, field="delivery_address", target=target, version="", reviewed=NO_REVIEW, now=NOW
    )


async def _restore(household: Household, target: UUID) -> object:
    return await customer_data.restore(
        actor=household.actor, field="delivery_address", target=target, reviewed=NO_REVIEW, now=NOW
    )


async def _withdraw(household: Household, target: UUID) -> None:
    await customer_data.withdraw(actor=household.actor, request_id=target, now=NOW)


async def _put_away(household: Household, target: UUID) -> None:
    await customer_data.put_away(actor=household.actor, request_id=target, now=NOW)


@pytest.mark.parametrize("attempt", [_save, _add, _remove, _restore, _withdraw, _put_away])
@pytest.mark.parametrize("scope", ["read", "invoices", "appointments"])
async def test_only_a_grant_for_everything_changes_data(
    erika: Household, fritz: Household, scope: str, attempt: _Attempt
) -> None:
    await let_look_after(fritz, erika, scope=scope)
    with pytest.raises(MayNotChange):
        await attempt(fritz.acting_for(erika), uuid4())


@pytest.mark.parametrize("attempt", [_save, _add, _remove, _restore, _withdraw, _put_away])
@pytest.mark.parametrize(
    "ended",
    [None, {"ends_at": NOW - MINUTE}, {"revoked_at": NOW - MINUTE}, {"starts_at": NOW + timedelta(days=1)}],
    ids=["none", "expired", "revoked", "not begun"],
)
async def test_without_a_valid_grant_nobody_changes_anothers_data(
    erika: Household, fritz: Household, ended: dict[str, object] | None, attempt: _Attempt
) -> None:
    if ended is not None:
        await let_look_after(fritz, erika, scope="everything", **ended)
    with pytest.raises(MayNotChange):
        await attempt(fritz.acting_for(erika), uuid4())


async def test_anothers_entries_are_not_found(erika: Household, fritz: Household) -> None:
    garden = await add(erika, "delivery_address", GARDEN)
    version = (await customer_of(erika)).delivery[0].version
    with pytest.raises(NotFound):
        await customer_data.remove(
            actor=fritz.actor, field="delivery_address", target=garden, version=version, reviewed=NO_REVIEW, now=NOW
        )
    with pytest.raises(NotFound):
        await customer_data.save(
            actor=fritz.actor,
            field="delivery_address",
            target=garden,
            value=GARDEN,
            version=version,
            reviewed=NO_REVIEW,
            now=NOW,
        )
    await move(erika, version=(await customer_of(erika)).billing.version, reviewed=ALL_REVIEWED)
    [waiting] = (await customer_of(erika)).requests
    with pytest.raises(NotFound):
        await customer_data.withdraw(actor=fritz.actor, request_id=waiting.id, now=NOW)
    assert (await customer_of(fritz)).delivery == []


_FORBIDDEN = [
    "update customer set city = 'Neustadt' returning id",
    "update delivery_address set city = 'Neustadt' returning id",
    "update phone_number set kind = 'work' returning id",
    "update change_request set state = 'withdrawn', decided_at = now() returning id",
]


@pytest.mark.parametrize("sql", _FORBIDDEN)
@pytest.mark.parametrize(("scope", "hits"), [("read", 0), ("invoices", 0), ("appointments", 0), ("everything", 1)])
async def test_the_database_itself_knows_who_may_change(
    erika: Household, fritz: Household, scope: str, hits: int, sql: str
) -> None:
    """A forgotten check in an operation changes nothing of another customer."""
    await add(erika, "delivery_address", GARDEN)
    await add(erika, "phone", MOBILE)
    await move(erika, version=(await customer_of(erika)).billing.version, reviewed=ALL_REVIEWED)
    await let_look_after(fritz, erika, scope=scope)
    async with transaction(fritz.acting_for(erika).actor):
        assert len(await connection().fetch(sql)) == hits


_FORGED = (
    "phone_number (id, customer_id, number, kind, created_at) values ($1, $2, '+4930901820', 'home', now())",
    "change_request (id, customer_id, field, requested_at) values ($1, $2, 'billing_address', now())",
    "profile_change (id, customer_id, field, action, done_by, at) values ($1, $2, 'phone', 'undone', 'staff', now())",
)


@pytest.mark.parametrize("scope", ["read", "invoices", "appointments"])
async def test_the_database_lets_nobody_add_in_anothers_name(erika: Household, fritz: Household, scope: str) -> None:
    await let_look_after(fritz, erika, scope=scope)
    for sql in _FORGED:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with transaction(fritz.acting_for(erika).actor):
                await connection().execute(f"insert into {sql}", uuid4(), erika.customer_id)


async def test_customers_cannot_accept_their_own_changes(erika: Household) -> None:
    await move(erika, version=(await customer_of(erika)).billing.version, reviewed=ALL_REVIEWED)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with transaction(erika.actor):
            await connection().execute("update change_request set state = 'accepted', decided_at = now()")


async def test_what_a_grant_shows(erika: Household, fritz: Household) -> None:
    await add(erika, "phone", MOBILE)
    for scope, shown in (("appointments", False), ("invoices", False), ("read", True)):
        await let_look_after(fritz, erika, scope=scope)
        customer = (await profile_of(fritz.acting_for(erika))).customer
        assert (customer is not None) == shown
    assert customer is not None
    assert (customer.may_change, customer.phones[0].number) == (False, "+491711234567")
    assert (await customer_of(erika)).may_change


async def test_the_history_names_the_other_person_and_hides_their_account(erika: Household, fritz: Household) -> None:
    await let_look_after(fritz, erika, scope="everything")
    await add(fritz.acting_for(erika), "phone", MOBILE)
    [entry] = await history_of(erika)
    assert (entry.by, entry.who) == ("delegate", "Fritz Muster")
    assert await history_of(fritz) == []
    [entry] = await history_of(fritz.acting_for(erika))
    assert (entry.by, entry.who) == ("you", "")
