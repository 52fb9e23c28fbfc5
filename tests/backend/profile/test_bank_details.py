"""Bank details: given with a mandate, changed, removed, looked at by staff; never seen whole, never by others."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import asyncpg
import pytest
from pydantic import SecretStr

from backend.core.database import SYSTEM, Actor, connection, transaction
from backend.core.errors import InvalidInput, NotFound
from backend.core.paging import PageRequest
from backend.core.sealed import SealBroken
from backend.core.settings import Settings
from backend.profile import queries as profile_queries
from backend.profile.bank_details import queries
from backend.profile.bank_details.account import open_iban, read_account
from backend.profile.bank_details.operations import changing
from backend.profile.bank_details.operations.changing import By
from backend.profile.bank_details.operations.clean_up import clean_up
from backend.profile.bank_details.queries import BankDetailsHidden
from backend.profile.operations import customer_data, review
from backend.profile.operations.customer_data import ChangedMeanwhile, MayNotChange
from backend.profile.schemas import WaitingChange
from tests.backend.profile.bank import (
    FIRST,
    FIRST_SHOWN,
    SECOND,
    SECOND_SHOWN,
    THIRD,
    THIRD_SHOWN,
    give,
    rows_of,
    shown,
    state_of,
    take_out,
)
from tests.backend.profile.people import (
    MINUTE,
    NOW,
    ZONE,
    Household,
    as_system,
    customer_of,
    history_of,
    let_look_after,
    mails_to,
    make_agent,
)
from tests.support.sessions import HOME

_WHOLE = ("370400440532013000", "512108001245126199", "1904300234573201")


async def test_given_details_are_shown_masked_with_their_mandate(erika: Household, settings: Settings) -> None:
    before = await state_of(erika, settings)
    assert (before.valid, before.waiting, before.version) == (None, None, "")
    assert before.mandate
    assert before.mandate.creditor_id == "DE98ZZZ09999999999"
    assert before.mandate.paragraphs[0].startswith("Ich ermächtige Stadtwerke Lindental GmbH, wiederkehrende")

    assert (await give(erika, settings, holder="  Erika   <b>Muster</b> ")).state == "done"
    [row] = await rows_of(erika)
    valid = (await state_of(erika, settings)).valid
    assert valid
    assert (valid.holder, valid.iban) == ("Erika <b>Muster</b>", FIRST_SHOWN)
    assert (valid.signed_at, valid.valid_from, valid.mandate) == (NOW, NOW, row["mandate"])
    assert row["signed_by"] == erika.account_id
    assert "DE98ZZZ09999999999" in row["mandate_text"]
    assert "Ich ermächtige Stadtwerke Lindental GmbH" in row["mandate_text"], "what was agreed to, word for word"
    assert (await customer_of(erika)).bank_details == {"holder": "Erika <b>Muster</b>", "iban": FIRST_SHOWN}


async def test_the_iban_is_sealed_for_its_row(erika: Household, settings: Settings) -> None:
    await give(erika, settings)
    await give(erika, settings, SECOND, now=NOW + MINUTE)
    first, second = await rows_of(erika)
    assert open_iban(settings, first["id"], first["iban_sealed"]) == FIRST.replace(" ", "")
    with pytest.raises(SealBroken):
        open_iban(settings, first["id"], second["iban_sealed"])


async def test_nothing_but_the_sealed_column_holds_the_whole_number(erika: Household, settings: Settings) -> None:
    for number, iban in enumerate((FIRST, SECOND, THIRD)):
        await give(erika, settings, iban, reviewed=number == 2, now=NOW + number * MINUTE)
    await take_out(erika, settings, now=NOW + 5 * MINUTE)
    tables = ("bank_details", "change_request", "profile_change", "security_change", "security_event", "mail_message")
    for table in tables:
        [row] = await as_system(f"select coalesce(json_agg(t), '[]') as rows from {table} t")
        text = row["rows"].replace(" ", "")
        assert json.loads(row["rows"]), table
        assert not any(whole in text for whole in _WHOLE), table


async def test_changing_ends_the_former_mandate_and_gives_a_new_one(erika: Household, settings: Settings) -> None:
    await give(erika, settings)
    await give(erika, settings, SECOND, now=NOW + MINUTE)
    former, valid = await rows_of(erika)
    assert (former["ended_at"], valid["valid_from"], valid["ended_at"]) == (NOW + MINUTE, NOW + MINUTE, None)
    assert former["mandate"] != valid["mandate"]
    assert await shown(erika, settings) == SECOND_SHOWN
    changed, added = await history_of(erika)
    assert (added.field, added.action, added.by, added.old) == ("bank_details", "changed", "you", None)
    assert changed.old == {"holder": "Erika Muster", "iban": FIRST_SHOWN}
    assert changed.new == {"holder": "Erika Muster", "iban": SECOND_SHOWN}


async def test_the_same_again_changes_nothing(erika: Household, settings: Settings) -> None:
    await give(erika, settings)
    assert (await give(erika, settings, FIRST.lower(), now=NOW + MINUTE)).state == "unchanged"
    assert len(await rows_of(erika)) == 1
    assert len(await mails_to(erika.email)) == 1
    assert (await give(erika, settings, holder="Emil Muster", now=NOW + MINUTE)).state == "done"


async def test_with_another_key_of_the_portal_they_can_still_be_changed(erika: Household, settings: Settings) -> None:
    await give(erika, settings)
    rekeyed = settings.model_copy(update={"secret_key": SecretStr("n" * 32)})
    assert (await give(erika, rekeyed, now=NOW + MINUTE)).state == "done"
    assert await shown(erika, rekeyed) == FIRST_SHOWN


async def test_removing_ends_the_mandate(erika: Household, settings: Settings) -> None:
    await give(erika, settings)
    assert (await take_out(erika, settings, now=NOW + MINUTE)).state == "done"
    state = await state_of(erika, settings)
    assert (state.valid, state.version) == (None, "")
    newest = (await history_of(erika))[0]
    assert (newest.action, newest.old, newest.new) == (
        "changed",
        {"holder": "Erika Muster", "iban": FIRST_SHOWN},
        None,
    )
    with pytest.raises(NotFound):
        await take_out(erika, settings)


@pytest.mark.parametrize(
    ("holder", "iban", "consent", "errors"),
    [
        ("", "", False, {"holder": "holder-needed", "iban": "iban-needed", "consent": "mandate-needed"}),
        ("Erika\u202e", FIRST, True, {"holder": "unreadable"}),
        ("x" * 71, FIRST, True, {"holder": "holder-length"}),
        ("Erika", FIRST, False, {"consent": "mandate-needed"}),
        ("Erika", "DE00", True, {"iban": "iban-length"}),
    ],
)
def test_all_that_is_wrong_is_told_at_once(holder: str, iban: str, consent: bool, errors: dict[str, str]) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_account(holder=holder, iban=iban, consent=consent)
    assert refused.value.errors == errors


async def test_of_two_tabs_the_second_is_told(erika: Household, settings: Settings) -> None:
    async def save(iban: str, version: str) -> None:
        await changing.save(
            by=By(erika.actor, HOME, settings),
            account=read_account(holder="Erika", iban=iban, consent=True),
            mandate=(await state_of(erika, settings)).mandate,
            version=version,
            reviewed=False,
            now=NOW,
        )

    results = await asyncio.gather(save(FIRST, ""), save(SECOND, ""), return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["ChangedMeanwhile", "NoneType"]
    assert len(await rows_of(erika)) == 1
    with pytest.raises(ChangedMeanwhile):
        await changing.remove(by=By(erika.actor, HOME, settings), version="", now=NOW)


async def test_without_creditor_nobody_gives_a_mandate(erika: Household, settings: Settings) -> None:
    account = read_account(holder="Erika", iban=FIRST, consent=True)
    with pytest.raises(NotFound):
        await changing.save(
            by=By(erika.actor, HOME, settings), account=account, mandate=None, version="", reviewed=False, now=NOW
        )


@pytest.mark.parametrize("scope", ["read", "invoices", "appointments"])
async def test_less_than_everything_neither_sees_nor_changes_them(
    erika: Household, fritz: Household, settings: Settings, scope: str
) -> None:
    await give(erika, settings)
    await let_look_after(fritz, erika, scope=scope)
    helper = fritz.acting_for(erika)
    with pytest.raises(BankDetailsHidden):
        await state_of(helper, settings)
    by = By(helper.actor, HOME, settings)
    [row] = await rows_of(erika)
    with pytest.raises(MayNotChange):
        await changing.remove(by=by, version=str(row["id"]), now=NOW)
    async with transaction(helper.actor):
        assert await connection().fetch("select id from bank_details") == []
    if scope == "read":
        assert (await customer_of(helper)).bank_details is None


async def test_a_stranger_reaches_nothing(erika: Household, fritz: Household, settings: Settings) -> None:
    await give(erika, settings)
    with pytest.raises(BankDetailsHidden):
        await state_of(fritz.acting_for(erika), settings)
    async with transaction(fritz.actor):
        assert await connection().execute("update bank_details set ended_at = now()") == "UPDATE 0"
    assert await shown(erika, settings) == FIRST_SHOWN


async def test_the_database_itself_says_who_gives_a_mandate(
    erika: Household, fritz: Household, settings: Settings
) -> None:
    """Nobody signs in another's name, nor for another's contract."""
    insert = (
        "insert into bank_details (id, customer_id, holder, iban_sealed, iban_masked, mandate, mandate_text, "
        "signed_at, signed_by) values (gen_random_uuid(), $1, 'x', 'x', 'x', 'M-1', 'x', now(), $2)"
    )
    for customer_id, account_id in ((erika.customer_id, fritz.account_id), (fritz.customer_id, erika.account_id)):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with transaction(fritz.actor):
                await connection().execute(insert, customer_id, account_id)


async def test_staff_see_them_masked_and_cannot_open_them(erika: Household, settings: Settings) -> None:
    await give(erika, settings)
    agent = await make_agent()
    async with transaction(agent):
        seen = await queries.bank_details_of(customer_id=erika.customer_id, zone=ZONE)
    assert seen.valid
    assert seen.valid.iban == FIRST_SHOWN
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with transaction(agent):
            await connection().fetch("select iban_sealed from bank_details")


async def waiting(agent: Actor) -> list[WaitingChange]:
    async with transaction(agent):
        return (await profile_queries.waiting_changes(page=PageRequest(), zone=ZONE)).items


async def test_reviewed_details_wait_beside_the_valid_ones(erika: Household, settings: Settings) -> None:
    await give(erika, settings)
    assert (await give(erika, settings, SECOND, reviewed=True, now=NOW + MINUTE)).state == "waiting"
    await give(erika, settings, THIRD, reviewed=True, now=NOW + 2 * MINUTE)
    state = await state_of(erika, settings)
    assert state.valid
    assert state.waiting
    assert (state.valid.iban, state.waiting.iban) == (FIRST_SHOWN, THIRD_SHOWN), "the later takes the earlier's place"

    agent = await make_agent()
    [item] = await waiting(agent)
    assert item.current == {"holder": "Erika Muster", "iban": FIRST_SHOWN}
    assert item.new == {"holder": "Erika Muster", "iban": THIRD_SHOWN}
    later = NOW + 3 * MINUTE
    await review.accept(actor=agent, request_id=item.id, version=item.version, settings=settings, now=later)
    assert await shown(erika, settings) == THIRD_SHOWN
    first, second, third = await rows_of(erika)
    assert (first["ended_at"], second["valid_from"], third["valid_from"]) == (later, None, later)
    assert (await mails_to(erika.email))[-1][0] == "change_decided"


async def test_what_staff_refuse_is_gone_within_the_hour(erika: Household, settings: Settings) -> None:
    await give(erika, settings, reviewed=True)
    agent = await make_agent()
    [item] = await waiting(agent)
    await clean_up_at(NOW + MINUTE)
    assert len(await rows_of(erika)) == 1, "it still waits"
    await review.refuse(actor=agent, request_id=item.id, reason="Name stimmt nicht.", settings=settings, now=NOW)
    assert await shown(erika, settings) == ""
    await clean_up_at(NOW + MINUTE)
    assert await rows_of(erika) == []


async def test_a_waiting_change_can_be_withdrawn(erika: Household, settings: Settings) -> None:
    await give(erika, settings, reviewed=True)
    request = (await state_of(erika, settings)).waiting
    assert request
    await customer_data.withdraw(actor=erika.actor, request_id=request.id, now=NOW + MINUTE)
    assert (await state_of(erika, settings)).waiting is None


async def test_removing_does_not_wait_and_withdraws_what_does(erika: Household, settings: Settings) -> None:
    await give(erika, settings)
    await give(erika, settings, SECOND, reviewed=True, now=NOW + MINUTE)
    await take_out(erika, settings, now=NOW + 2 * MINUTE)
    state = await state_of(erika, settings)
    assert (state.valid, state.waiting) == (None, None)


async def clean_up_at(now: datetime) -> None:
    async with transaction(SYSTEM):
        await clean_up(zone=ZoneInfo(ZONE), now=now)


async def test_an_ended_mandate_is_kept_for_six_calendar_years(erika: Household, settings: Settings) -> None:
    """Counted in the company's zone: on New Year's Eve at 23:30 UTC the new year has begun there."""
    await give(erika, settings)
    await as_system("update bank_details set ended_at = {}", datetime(2020, 5, 4, tzinfo=UTC))
    await clean_up_at(datetime(2026, 12, 31, 22, 30, tzinfo=UTC))
    assert len(await rows_of(erika)) == 1
    await clean_up_at(datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
    assert await rows_of(erika) == []


async def test_valid_details_stay(erika: Household, settings: Settings) -> None:
    await give(erika, settings)
    await clean_up_at(NOW + timedelta(days=20_000))
    assert len(await rows_of(erika)) == 1
