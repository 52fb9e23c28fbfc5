"""“That wasn't me”: everybody with full access can put the former bank details back, and throws the maker out."""

import re
from datetime import datetime, timedelta

import pytest

from backend.core.database import SYSTEM, transaction
from backend.core.settings import Settings
from backend.identity.freezing import operations as freezing
from backend.identity.freezing.operations import ChangeFrozen
from backend.profile.operations import review
from tests.backend.profile.bank import (
    FIRST_SHOWN,
    SECOND,
    SECOND_SHOWN,
    THIRD,
    THIRD_SHOWN,
    give,
    links_to,
    rows_of,
    shown,
    state_of,
    take_out,
)
from tests.backend.profile.people import (
    MINUTE,
    NOW,
    Household,
    as_system,
    history_of,
    let_look_after,
    mails_to,
    make_agent,
    move_in,
)
from tests.backend.profile.test_bank_details import waiting
from tests.support.sessions import HOME, new_session

HOUR = timedelta(hours=1)


@pytest.fixture
def helper(erika: Household, fritz: Household) -> Household:
    """Fritz, acting for Erika."""
    return fritz.acting_for(erika)


async def press(link: str, settings: Settings, *, now: datetime = NOW + HOUR) -> None:
    """What the button behind the link does."""
    await freezing.freeze(token=link, client=HOME, settings=settings, now=now)


async def sessions_of(who: Household) -> int:
    return len(await as_system("select 1 from portal_session where account_id = {}", who.account_id))


async def test_the_mail_tells_the_masked_number_and_the_way_to_stop_it(erika: Household, settings: Settings) -> None:
    await give(erika, settings)
    [(template, mail)] = await mails_to(erika.email)
    assert template == "security_change"
    assert (mail["changed"], mail["made_by"]) == ("IBAN DE … 3000", "")
    assert "Wir buchen ab jetzt von diesem Konto ab" in mail["sentence"]
    assert re.fullmatch(r"http://localhost:8000/nicht-ich#token=[\w-]{43}", mail["link"])


async def test_the_former_details_are_valid_again(erika: Household, settings: Settings) -> None:
    await give(erika, settings)
    await give(erika, settings, SECOND, now=NOW + MINUTE)
    async with transaction(SYSTEM):
        await new_session(erika.account_id)
    await press((await links_to(erika.email))[-1], settings)
    former, foreign = await rows_of(erika)
    assert (former["ended_at"], foreign["ended_at"]) == (None, NOW + HOUR)
    assert await shown(erika, settings) == FIRST_SHOWN
    assert await sessions_of(erika) == 0
    newest = (await history_of(erika))[0]
    assert (newest.field, newest.action, newest.by) == ("bank_details", "undone", "system")
    assert newest.old == {"holder": "Erika Muster", "iban": SECOND_SHOWN}
    assert newest.new == {"holder": "Erika Muster", "iban": FIRST_SHOWN}


async def test_without_former_details_there_are_none(erika: Household, settings: Settings) -> None:
    await give(erika, settings)
    await press((await links_to(erika.email))[-1], settings)
    assert await shown(erika, settings) == ""


async def test_removed_details_come_back(erika: Household, settings: Settings) -> None:
    await give(erika, settings)
    await take_out(erika, settings, now=NOW + MINUTE)
    assert "wurde entfernt" in (await mails_to(erika.email))[-1][1]["sentence"]
    await press((await links_to(erika.email))[-1], settings)
    assert await shown(erika, settings) == FIRST_SHOWN


async def test_what_the_same_account_did_since_goes_with_it(erika: Household, settings: Settings) -> None:
    """An intruder changes them twice, and the owner sees the first mail first."""
    await give(erika, settings)
    await give(erika, settings, SECOND, now=NOW + MINUTE)
    await give(erika, settings, THIRD, now=NOW + 2 * MINUTE)
    _, second, third = await links_to(erika.email)
    await press(second, settings)
    assert await shown(erika, settings) == FIRST_SHOWN
    with pytest.raises(ChangeFrozen):
        await press(third, settings, now=NOW + 2 * HOUR)
    assert await shown(erika, settings) == FIRST_SHOWN


async def test_each_of_two_changes_can_be_stopped_the_later_first(erika: Household, settings: Settings) -> None:
    await give(erika, settings)
    await give(erika, settings, SECOND, now=NOW + MINUTE)
    await give(erika, settings, THIRD, now=NOW + 2 * MINUTE)
    _, second, third = await links_to(erika.email)
    await press(third, settings)
    assert await shown(erika, settings) == SECOND_SHOWN
    await press(second, settings, now=NOW + 2 * HOUR)
    assert await shown(erika, settings) == FIRST_SHOWN


async def test_everybody_with_full_access_is_told_who_it_was(
    erika: Household, helper: Household, settings: Settings
) -> None:
    await let_look_after(helper, erika, scope="everything")
    await give(helper, settings)
    [(_, told)] = await mails_to(erika.email)
    [(_, own)] = await mails_to(helper.email)
    assert (told["name"], told["made_by"], told["device"]) == ("Erika Muster", "Fritz Muster", "")
    assert (own["name"], own["made_by"], own["device"]) == ("Fritz Muster", "", "Firefox 140, Android")
    assert told["link"] != own["link"]
    events = await as_system("select browser from security_event where account_id = {}", erika.account_id)
    assert events == [{"browser": ""}], "another person's device is none of hers"


@pytest.mark.parametrize("scope", ["read", "invoices", "appointments"])
async def test_nobody_else_is_told(erika: Household, helper: Household, settings: Settings, scope: str) -> None:
    await let_look_after(helper, erika, scope=scope)
    former = (await move_in("gerda")).acting_for(erika)
    await let_look_after(former, erika, scope="everything", revoked_at=NOW - MINUTE)
    await give(erika, settings)
    assert await mails_to(helper.email) == await mails_to(former.email) == []


async def test_another_stops_it_and_the_maker_is_signed_out(
    erika: Household, helper: Household, settings: Settings
) -> None:
    await let_look_after(helper, erika, scope="everything")
    await give(erika, settings)
    await give(helper, settings, SECOND, now=NOW + MINUTE)
    async with transaction(SYSTEM):
        await new_session(helper.account_id)
    await press((await links_to(erika.email))[-1], settings)
    assert await shown(erika, settings) == FIRST_SHOWN
    assert await sessions_of(helper) == 0
    template, mail = (await mails_to(helper.email))[-1]
    assert (template, mail["changed"]) == ("bank_details_undone", "IBAN DE … 3000")
    assert [template for template, _ in await mails_to(erika.email)][-1] == "change_frozen"
    with pytest.raises(ChangeFrozen):
        await press((await links_to(helper.email))[-1], settings)


async def test_what_somebody_else_gave_since_stays(erika: Household, helper: Household, settings: Settings) -> None:
    """Erika has put it right by herself; the old link no longer matters."""
    await let_look_after(helper, erika, scope="everything")
    await give(erika, settings)
    await give(helper, settings, SECOND, now=NOW + MINUTE)
    await give(erika, settings, THIRD, now=NOW + 2 * MINUTE)
    async with transaction(SYSTEM):
        await new_session(helper.account_id)
    await press((await links_to(erika.email))[1], settings)
    assert await shown(erika, settings) == THIRD_SHOWN
    assert await sessions_of(helper) == 0


async def test_a_request_is_withdrawn(erika: Household, settings: Settings) -> None:
    await give(erika, settings)
    await give(erika, settings, SECOND, reviewed=True, now=NOW + MINUTE)
    assert "soll geändert werden" in (await mails_to(erika.email))[-1][1]["sentence"]
    await press((await links_to(erika.email))[-1], settings)
    state = await state_of(erika, settings)
    assert state.waiting is None
    assert state.valid
    assert state.valid.iban == FIRST_SHOWN
    newest = (await history_of(erika))[0]
    assert (newest.action, newest.old, newest.new) == (
        "undone",
        {"holder": "Erika Muster", "iban": SECOND_SHOWN},
        {"holder": "Erika Muster", "iban": FIRST_SHOWN},
    )


async def test_an_accepted_request_is_taken_back_too(erika: Household, settings: Settings) -> None:
    await give(erika, settings)
    await give(erika, settings, SECOND, reviewed=True, now=NOW + MINUTE)
    agent = await make_agent()
    [item] = await waiting(agent)
    at = NOW + 2 * MINUTE
    await review.accept(actor=agent, request_id=item.id, version=item.version, settings=settings, now=at)
    assert await shown(erika, settings) == SECOND_SHOWN
    await press((await links_to(erika.email))[-1], settings)
    assert await shown(erika, settings) == FIRST_SHOWN


async def test_other_customers_keep_theirs(erika: Household, fritz: Household, settings: Settings) -> None:
    await give(fritz, settings, holder="Fritz", now=NOW)
    await give(erika, settings, SECOND, now=NOW)
    await press((await links_to(erika.email))[-1], settings)
    assert await shown(fritz, settings) == FIRST_SHOWN


async def test_the_customer_may_be_gone_by_then(erika: Household, settings: Settings) -> None:
    await give(erika, settings)
    await as_system("update access_grant set revoked_at = {}", NOW)
    await press((await links_to(erika.email))[-1], settings)
    assert (await rows_of(erika))[0]["ended_at"] is not None
