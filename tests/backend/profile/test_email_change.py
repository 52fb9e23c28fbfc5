"""A new e-mail address: proven first, told to the old one, and undone from there."""

import asyncio
from datetime import datetime, timedelta
from uuid import UUID

import pytest

import backend.identity.kept_passkeys.operations  # noqa: F401 - says how a new passkey is undone
from backend.accounts.operations import open_account
from backend.accounts.queries import find_login
from backend.core.clock import utc_now
from backend.core.database import SYSTEM, transaction
from backend.core.errors import InvalidInput, TooManyAttempts
from backend.core.ids import new_id
from backend.core.settings import Settings
from backend.identity.history.operations import Change, announce_change, undo
from backend.identity.operations.email_codes import CodeExpired, CodeUsedUp, InvalidCode
from backend.profile.operations import email_change
from backend.profile.operations.clean_up import clean_up
from backend.profile.operations.email_change import EmailTaken
from backend.profile.schemas import EmailChanged
from tests.backend.profile.people import MINUTE, NOW, Household, as_system, history_of, mails_to
from tests.support.push_devices import devices_with_messages, forgotten_device
from tests.support.sessions import HOME, new_session

NEW = "erika.bach@example.org"


async def ask(who: Household, settings: Settings, email: str = NEW, *, now: datetime = NOW) -> UUID:
    requested = await email_change.request_code(
        account_id=who.account_id, email=email, language="de", client=HOME, settings=settings, now=now
    )
    return requested.request_id


async def answer(
    who: Household, request_id: UUID, code: str, settings: Settings, *, now: datetime = NOW + MINUTE
) -> EmailChanged:
    return await email_change.confirm(
        account_id=who.account_id,
        session_id=new_id(),
        request_id=request_id,
        code=code,
        client=HOME,
        settings=settings,
        now=now,
    )


async def newest_code(email: str = NEW) -> str:
    code: str = (await mails_to(email))[-1][1]["code"]
    return code


async def change(who: Household, settings: Settings, email: str = NEW, *, now: datetime = NOW) -> None:
    await answer(who, await ask(who, settings, email, now=now), await newest_code(email), settings, now=now + MINUTE)


async def email_of(who: Household) -> str:
    [row] = await as_system("select email from account where id = {}", who.account_id)
    email: str = row["email"]
    return email


async def object_to(who: Household, kind: str = "email-changed", *, now: datetime) -> None:
    """What the button behind the link in the mail to the old address does."""
    [row] = await as_system(
        "select id, account_id, kind, reference, subject from security_change where account_id = {} and kind = {} "
        "and frozen_at is null order by created_at limit 1",
        *(who.account_id, kind),
    )
    async with transaction(SYSTEM):
        await undo(change=Change(**row), now=now)


async def test_the_new_address_counts_once_its_code_was_typed(erika: Household, settings: Settings) -> None:
    request_id = await ask(erika, settings, f"  {NEW.upper()} ")
    assert await email_of(erika) == erika.email
    [(template, mail)] = await mails_to(NEW)
    assert template == "email_change_code"
    assert mail["link"] == f"http://localhost:8000/konto/e-mail#request={request_id}&code={mail['code']}"

    changed = await answer(erika, request_id, mail["code"], settings)
    assert changed.email == await email_of(erika) == NEW
    async with transaction(SYSTEM):
        assert await find_login(email=NEW) is not None
        assert await find_login(email=erika.email) is None
    [entry] = await history_of(erika)
    assert (entry.field, entry.by, entry.old, entry.new) == (
        "email",
        "you",
        {"email": erika.email},
        {"email": NEW},
    )


async def test_the_old_address_is_told_with_the_way_to_undo_it(erika: Household, settings: Settings) -> None:
    await change(erika, settings)
    [(template, mail)] = await mails_to(erika.email)
    assert (template, mail["changed"]) == ("security_change", NEW)
    assert mail["link"].startswith("http://localhost:8000/nicht-ich#token=")
    assert [template for template, _ in await mails_to(NEW)] == ["email_change_code", "email_changed"]


async def test_undoing_gives_the_old_address_back(erika: Household, settings: Settings) -> None:
    await change(erika, settings)
    await object_to(erika, now=NOW + timedelta(days=6))
    assert await email_of(erika) == erika.email
    newest = (await history_of(erika))[0]
    assert (newest.action, newest.by, newest.new) == ("undone", "system", {"email": erika.email})
    assert [template for template, _ in await mails_to(NEW)][-1] == "email_change_undone"


async def test_undoing_takes_back_what_changed_since(erika: Household, settings: Settings) -> None:
    """An intruder changes the address, and makes sure to come back: by another address and a passkey."""
    await change(erika, settings)
    await change(erika, settings, "thief@example.org", now=NOW + 2 * MINUTE)
    async with transaction(SYSTEM):
        await announce_change(
            account_id=erika.account_id,
            kind="passkey-added",
            subject="Thief's phone",
            reference=await _passkey(erika),
            client=HOME,
            settings=settings,
            now=NOW + 4 * MINUTE,
        )
    await object_to(erika, now=NOW + timedelta(hours=1))
    assert await email_of(erika) == erika.email
    assert await as_system("select 1 from passkey where account_id = {}", erika.account_id) == []
    left = await as_system(
        "select kind from security_change where frozen_at is null and kind <> 'email-changed'",
    )
    assert left == []


async def _passkey(who: Household) -> UUID:
    [row] = await as_system(
        "insert into passkey (id, account_id, credential_id, public_key, sign_count, aaguid, backup_eligible, "
        "backed_up, name, created_at) values ({}, {}, 'c', 'k', 0, '', true, true, 'Thief''s phone', {}) returning id",
        *(new_id(), who.account_id, NOW),
    )
    passkey_id: UUID = row["id"]
    return passkey_id


async def test_undoing_never_leaves_the_new_address(erika: Household, settings: Settings) -> None:
    """Should the owner have opened another account with the old address meanwhile, this one keeps neither."""
    await change(erika, settings)
    async with transaction(SYSTEM):
        await open_account(email=erika.email, language="de", now=NOW)
    await object_to(erika, now=NOW + timedelta(days=1))
    assert await email_of(erika) == f"{erika.account_id}@undone.invalid"


async def test_all_other_sessions_end(erika: Household, settings: Settings) -> None:
    async with transaction(SYSTEM):
        for _ in range(2):
            await new_session(erika.account_id)
    [kept, _] = await as_system("select id from portal_session where account_id = {} order by id", erika.account_id)
    await forgotten_device(erika.account_id)
    request_id = await ask(erika, settings)
    await email_change.confirm(
        account_id=erika.account_id,
        session_id=kept["id"],
        request_id=request_id,
        code=await newest_code(),
        client=HOME,
        settings=settings,
        now=NOW,
    )
    assert await as_system("select id from portal_session where account_id = {}", erika.account_id) == [kept]
    assert await devices_with_messages(erika.account_id) == 0


async def test_an_address_of_another_account_gets_the_same_answer(
    erika: Household, fritz: Household, settings: Settings
) -> None:
    free = await email_change.request_code(
        account_id=erika.account_id, email=NEW, language="de", client=HOME, settings=settings, now=NOW
    )
    taken = await email_change.request_code(
        account_id=erika.account_id, email=fritz.email, language="de", client=HOME, settings=settings, now=NOW
    )
    assert free.expires_at == taken.expires_at
    assert type(free.request_id) is type(taken.request_id)
    [(template, mail)] = await mails_to(fritz.email)
    assert template == "email_change_taken"
    assert mail == {}, "no code, and no link to use one"
    for request_id in (free.request_id, taken.request_id):
        with pytest.raises(InvalidCode):
            await answer(erika, request_id, "000000" if await newest_code() != "000000" else "000001", settings)


async def test_a_code_belongs_to_the_account_that_asked(erika: Household, fritz: Household, settings: Settings) -> None:
    request_id = await ask(erika, settings)
    with pytest.raises(CodeExpired):
        await answer(fritz, request_id, await newest_code(), settings)
    assert (await email_of(erika), await email_of(fritz)) == (erika.email, fritz.email)


async def test_a_code_works_once_and_for_ten_minutes(erika: Household, settings: Settings) -> None:
    request_id = await ask(erika, settings)
    code = await newest_code()
    with pytest.raises(CodeExpired):
        await answer(erika, request_id, code, settings, now=NOW + 11 * MINUTE)
    await answer(erika, request_id, code, settings)
    with pytest.raises(CodeExpired):
        await answer(erika, request_id, code, settings)


async def test_guessing_ends_after_five_tries(erika: Household, settings: Settings) -> None:
    request_id = await ask(erika, settings)
    right = await newest_code()
    wrong = "000000" if right != "000000" else "000001"
    for _ in range(4):
        with pytest.raises(InvalidCode):
            await answer(erika, request_id, wrong, settings)
    with pytest.raises(CodeUsedUp):
        await answer(erika, request_id, wrong, settings)
    with pytest.raises((CodeUsedUp, CodeExpired)):
        await answer(erika, request_id, right, settings)
    assert await email_of(erika) == erika.email


async def test_two_accounts_that_prove_one_address_at_once(
    erika: Household, fritz: Household, settings: Settings
) -> None:
    first = await ask(erika, settings)
    first_code = await newest_code()
    second = await ask(fritz, settings)
    second_code = await newest_code()
    results = await asyncio.gather(
        answer(erika, first, first_code, settings),
        answer(fritz, second, second_code, settings),
        return_exceptions=True,
    )
    assert sorted(type(result).__name__ for result in results) == ["EmailChanged", "EmailTaken"]
    assert {await email_of(erika), await email_of(fritz)} > {NEW}
    assert EmailTaken.status == 409


@pytest.mark.parametrize(
    "typed",
    [
        "erika",
        "a@b",
        f"x@example.org\r\nBcc: {NEW}",
        f"{NEW}, other@example.org",
        "x" * 10_000 + "@example.org",
        "e\0@example.org",
    ],
)
async def test_what_is_no_address_is_refused(erika: Household, settings: Settings, typed: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        await ask(erika, settings, typed)
    assert caught.value.errors == {"email": "email"}
    assert await as_system("select 1 from mail_message") == []


async def test_the_own_address_is_no_new_one(erika: Household, settings: Settings) -> None:
    with pytest.raises(InvalidInput) as caught:
        await ask(erika, settings, erika.email.upper())
    assert caught.value.errors == {"email": "email-same"}


async def test_a_mailbox_is_not_flooded(erika: Household, settings: Settings) -> None:
    for _ in range(5):
        await ask(erika, settings)
    with pytest.raises(TooManyAttempts):
        await ask(erika, settings)


async def test_nothing_is_kept_beyond_the_time_to_object(erika: Household, settings: Settings) -> None:
    await change(erika, settings)
    async with transaction(SYSTEM):
        await clean_up(now=utc_now() + timedelta(days=6))
    assert len(await as_system("select 1 from email_change")) == 1
    async with transaction(SYSTEM):
        await clean_up(now=utc_now() + timedelta(days=8))
    assert await as_system("select 1 from email_change") == []
