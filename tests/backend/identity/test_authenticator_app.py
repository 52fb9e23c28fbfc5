"""Setting up an authenticator app and its recovery codes, and getting rid of an app that is not one's own."""

from datetime import timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pyotp
import pytest

from backend.core.database import SYSTEM, transaction
from backend.core.errors import InvalidInput
from backend.core.sealed import SealBroken
from backend.core.settings import Settings
from backend.identity import queries
from backend.identity.two_factor.operations import apps, recovery_codes
from backend.identity.two_factor.operations.proof import open_secret
from backend.identity.two_factor.operations.second_step import SignInFailed
from backend.identity.two_factor.queries import factors, has_app
from backend.identity.ways_in import LastWayIn
from tests.backend.identity.factors import COMPANY, HOME, Erika, make_erika, undo_latest
from tests.backend.identity.people import MINUTE, NOW, mails, rows

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
async def erika(database: str, settings: Settings) -> Erika:
    return await make_erika(settings, app=False)


async def _begin(erika: Erika) -> str:
    setup = await apps.begin_setup(account_id=erika.account_id, company=COMPANY, settings=erika.settings, now=NOW)
    return setup.secret


async def _prove(erika: Erika, code: str) -> list[str]:
    shown = await apps.prove_setup(account_id=erika.account_id, code=code, settings=erika.settings, now=NOW)
    return shown.codes


async def test_an_app_reads_everything_from_the_address(erika: Erika) -> None:
    setup = await apps.begin_setup(account_id=erika.account_id, company=COMPANY, settings=erika.settings, now=NOW)
    address = urlsplit(setup.address)
    assert (address.scheme, address.netloc) == ("otpauth", "totp")
    assert unquote(address.path) == "/Stadtwerke Lindental:erika@example.org"
    assert parse_qs(address.query) == {"secret": [setup.secret], "issuer": [COMPANY]}
    assert len(setup.secret) == 32, "160 bits"
    assert setup.qr_path.startswith("M")


async def test_three_steps_put_an_app_into_use(erika: Erika) -> None:
    session = await erika.set_up_app()
    async with transaction(SYSTEM):
        found = await factors(account_id=erika.account_id)
        assert await queries.has_strong_way(account_id=erika.account_id)
    assert (found.app_added_at, found.recovery_codes_left) == (NOW, 10)
    [proven] = await rows("select strong_at, fresh_at from portal_session where id = {}", session.id)
    assert proven == {"strong_at": NOW, "fresh_at": NOW}, "The person has just proven the app."
    assert [mail.template for mail in await mails()] == ["security_change"] * 2


async def test_nothing_changes_before_the_last_step(erika: Erika) -> None:
    secret = await _begin(erika)
    await _prove(erika, pyotp.TOTP(secret).at(NOW))
    async with transaction(SYSTEM):
        assert not await has_app(account_id=erika.account_id)
        assert (await factors(account_id=erika.account_id)).recovery_codes_left == 0
    assert [mail.template for mail in await mails()] == ["security_change"], "Only that of the password."


async def test_an_app_is_not_finished_without_a_right_code(erika: Erika) -> None:
    session = await erika.session()
    with pytest.raises(apps.AppSetupExpired):
        await apps.finish_setup(session=session, client=HOME, settings=erika.settings, now=NOW)
    erika.secret = await _begin(erika)
    with pytest.raises(apps.InvalidAppCode):
        await _prove(erika, erika.wrong_code(NOW))
    with pytest.raises(apps.AppSetupExpired):
        await apps.finish_setup(session=session, client=HOME, settings=erika.settings, now=NOW)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "12345a", "7K3M9-XWD2R", "\0" * 6])
async def test_what_is_no_code_of_an_app(erika: Erika, typed: str) -> None:
    await _begin(erika)
    with pytest.raises(InvalidInput):
        await _prove(erika, typed)


async def test_setting_up_ends_after_half_an_hour(erika: Erika) -> None:
    secret = await _begin(erika)
    later = NOW + timedelta(minutes=30)
    with pytest.raises(apps.AppSetupExpired):
        await apps.prove_setup(
            account_id=erika.account_id, code=pyotp.TOTP(secret).at(later), settings=erika.settings, now=later
        )


async def test_a_new_beginning_ends_the_former_one(erika: Erika) -> None:
    former = await _begin(erika)
    erika.secret = await _begin(erika)
    with pytest.raises(apps.InvalidAppCode):
        await _prove(erika, pyotp.TOTP(former).at(NOW))
    assert await _prove(erika, erika.app_code(NOW))


async def test_nobody_can_finish_what_another_one_has_begun(erika: Erika, settings: Settings) -> None:
    stranger = await make_erika(settings, email="max@example.org", password=False, app=False)
    secret = await _begin(erika)
    with pytest.raises(apps.AppSetupExpired):
        await _prove(stranger, pyotp.TOTP(secret).at(NOW))


async def test_the_secret_is_sealed_for_its_row(erika: Erika) -> None:
    await erika.set_up_app()
    [row] = await rows("select id, secret from totp")
    assert erika.secret.encode() not in row["secret"]
    assert open_secret(erika.settings, row) == erika.secret
    with pytest.raises(SealBroken):
        open_secret(erika.settings, row | {"id": erika.account_id})
    with pytest.raises(SealBroken):
        open_secret(erika.settings, row | {"secret": row["secret"][:-1] + b"\0"})
    other_key = erika.settings.model_copy(update={"secret_key": type(erika.settings.secret_key)("x" * 32)})
    with pytest.raises(SealBroken):
        open_secret(other_key, row)


async def test_recovery_codes_are_kept_as_hashes_only(erika: Erika) -> None:
    await erika.set_up_app()
    assert len(set(erika.recovery_codes)) == 10
    kept = await rows("select code_hash from recovery_code")
    text = str(kept)
    assert not [code for code in erika.recovery_codes if code in text or code.replace("-", "") in text]


async def test_a_new_phone_takes_the_place_of_the_old_one(erika: Erika) -> None:
    await erika.set_up_app()
    old = erika.recovery_codes
    await erika.set_up_app(now=NOW + MINUTE)
    assert len(await rows("select 1 from totp where confirmed_at is not null and removed_at is null")) == 1
    assert len(await rows("select 1 from recovery_code where removed_at is null")) == 10
    assert not set(old) & set(erika.recovery_codes)


async def test_new_recovery_codes_end_the_former_ones(erika: Erika) -> None:
    await erika.set_up_app()
    new = await recovery_codes.renew(
        account_id=erika.account_id, client=HOME, settings=erika.settings, now=NOW + MINUTE
    )
    async with transaction(SYSTEM):
        assert (await factors(account_id=erika.account_id)).recovery_codes_left == 10
    step = await erika.type_password(now=NOW + MINUTE)
    with pytest.raises(SignInFailed):
        await erika.type_code(step, erika.recovery_codes[0], now=NOW + MINUTE)
    assert await erika.type_code(step, new.codes[0], now=NOW + MINUTE)


async def test_without_app_there_are_no_recovery_codes(erika: Erika) -> None:
    with pytest.raises(recovery_codes.NoAuthenticatorApp):
        await recovery_codes.renew(account_id=erika.account_id, client=HOME, settings=erika.settings, now=NOW)
    with pytest.raises(recovery_codes.NoAuthenticatorApp):
        await apps.remove_app(account_id=erika.account_id, client=HOME, settings=erika.settings, now=NOW)


async def _left(erika: Erika) -> tuple[bool, bool, int]:
    async with transaction(SYSTEM):
        found = await factors(account_id=erika.account_id)
    return found.password_set_at is not None, found.app_added_at is not None, found.recovery_codes_left


async def test_the_app_takes_password_and_recovery_codes_along(erika: Erika) -> None:
    await erika.set_up_app()
    await apps.remove_app(account_id=erika.account_id, client=HOME, settings=erika.settings, now=NOW + MINUTE)
    assert await _left(erika) == (False, False, 0)


async def test_who_did_not_remove_the_app_gets_everything_back(erika: Erika) -> None:
    await erika.set_up_app()
    await apps.remove_app(account_id=erika.account_id, client=HOME, settings=erika.settings, now=NOW + MINUTE)
    thief = Erika(erika.settings, erika.account_id, erika.email)
    await thief.set_up_app(now=NOW + 2 * MINUTE)
    await undo_latest("totp-removed", now=NOW + 3 * MINUTE)
    assert await _left(erika) == (True, True, 10)
    step = await erika.type_password(now=NOW + 4 * MINUTE)
    with pytest.raises(SignInFailed):
        await erika.type_code(step, thief.app_code(NOW + 4 * MINUTE), now=NOW + 4 * MINUTE)
    assert await erika.type_code(step, erika.app_code(NOW + 4 * MINUTE), now=NOW + 4 * MINUTE)


async def test_who_did_not_add_the_app_gets_rid_of_it(erika: Erika) -> None:
    await erika.set_up_app()
    thief = Erika(erika.settings, erika.account_id, erika.email)
    await thief.set_up_app(now=NOW + MINUTE)
    await undo_latest("totp-added", now=NOW + 2 * MINUTE)
    assert await _left(erika) == (True, True, 10)
    step = await erika.type_password(now=NOW + 4 * MINUTE)
    assert await erika.type_code(step, erika.recovery_codes[0], now=NOW + 4 * MINUTE)


async def test_who_did_not_renew_the_recovery_codes_gets_theirs_back(erika: Erika) -> None:
    await erika.set_up_app()
    await recovery_codes.renew(account_id=erika.account_id, client=HOME, settings=erika.settings, now=NOW + MINUTE)
    await undo_latest("recovery-codes-made", now=NOW + 2 * MINUTE)
    step = await erika.type_password(now=NOW + 3 * MINUTE)
    assert await erika.type_code(step, erika.recovery_codes[0], now=NOW + 3 * MINUTE)


@pytest.mark.parametrize("role", ["agent", "dpo", "administrator"])
async def test_staff_cannot_remove_their_only_strong_way(settings: Settings, role: str) -> None:
    agent = await make_erika(settings, email="agent@example.org", role=role)
    with pytest.raises(LastWayIn):
        await apps.remove_app(account_id=agent.account_id, client=HOME, settings=settings, now=NOW)
    assert await _left(agent) == (True, True, 10), "Refused as a whole."


async def test_the_first_app_of_staff_needs_no_strong_session(settings: Settings) -> None:
    agent = await make_erika(settings, email="agent@example.org", role="agent", password=False, app=False)
    session = await agent.set_up_app()
    assert not session.is_strong
    [proven] = await rows("select strong_at from portal_session where id = {}", session.id)
    assert proven["strong_at"] == NOW
