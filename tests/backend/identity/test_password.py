"""Setting a password: which are taken, how they are kept, and how their owner gets rid of one that is not theirs."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type

from backend.core.errors import InvalidInput, NotFound
from backend.core.ids import new_id
from backend.core.settings import Settings
from backend.identity.two_factor.operations import passwords
from backend.identity.two_factor.password_strength import strength
from tests.backend.identity.factors import COMPANY, HOME, PASSWORD, Erika, make_erika, undo_latest
from tests.backend.identity.people import MINUTE, NOW, mails, rows

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
async def erika(database: str, settings: Settings) -> Erika:
    return await make_erika(settings, password=False, app=False)


@pytest.mark.parametrize(
    ("password", "advice"),
    [
        ("kurz!7X", "short"),
        ("x" * 300, "long"),
        ("Passwort1!", "word"),
        ("Sommer2024!", "word"),
        ("p4ssw0rd1", "common"),
        ("qwertzuiop", "word"),
        ("geheimgeheim", "repeat"),
        ("abcdefgh1234", "sequence"),
        ("19.03.1985x", "date"),
        ("StadtwerkeLindental1", "own-data"),
        ("stadtwerke-lindental", "own-data"),
        ("Erika1980!!", "own-data"),
        ("3r1k4mu5ter", "own-data"),
        ("erika@example.org", "own-data"),
    ],
)
async def test_what_would_be_guessed_is_refused_with_the_reason(erika: Erika, password: str, advice: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        await erika.set_password(password)
    assert caught.value.errors == {"password": f"password-{advice}"}
    assert await rows("select 1 from password_credential") == []


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "kkkkkkkk mond grüne lampe",  # No rule asks for digits or capitals, and blanks are welcome.
        "xK9#mQ2$vL",
        "Erika tanzt gern im Regen",  # Own words do no harm where enough is left.
        "Übermäßig viele Frösche 🐸",
        "a1!" + "Grünspecht und Zaunkönig " * 10,
    ],
)
async def test_what_nobody_guesses_is_taken(erika: Erika, password: str) -> None:
    await erika.set_password(password)
    assert len(await rows("select 1 from password_credential where removed_at is null")) == 1


async def test_what_is_known_of_the_person_weakens_a_password(erika: Erika) -> None:
    customer = new_id()
    await rows(
        "insert into customer (id, number, name, street, created_at) values ({}, {}, {}, {}, {})",
        *(customer, "4012345", "Muster", "Lindenallee 12", NOW),
    )
    await rows(
        "insert into access_grant (id, account_id, customer_id, starts_at, created_at) values ({}, {}, {}, {}, {})",
        *(new_id(), erika.account_id, customer, NOW, NOW),
    )
    rated = await passwords.rate(account_id=erika.account_id, password="Lindenallee 12 4012345", company=COMPANY)
    assert (rated.accepted, rated.advice) == (False, "own-data")
    assert (await strength("Lindenallee 12 4012345", own_words=[])).is_enough, "For anybody else it would do."


async def test_it_is_kept_as_argon2id_with_the_parameters_of_owasp(erika: Erika) -> None:
    await erika.set_password()
    [kept] = await rows("select hash from password_credential")
    parameters = extract_parameters(kept["hash"])
    assert (parameters.type, parameters.memory_cost, parameters.time_cost, parameters.parallelism) == (
        Type.ID,
        19_456,
        2,
        1,
    )
    assert PasswordHasher().verify(kept["hash"], PASSWORD)


async def test_another_password_ends_the_former_one_and_the_owner_is_told(erika: Erika) -> None:
    await erika.set_password()
    await erika.set_password("ein ganz anderer Satz", now=NOW + MINUTE)
    assert len(await rows("select 1 from password_credential where removed_at is null")) == 1
    assert [mail.template for mail in await mails()] == ["security_change", "security_change"]


async def test_who_says_it_was_not_them_gets_the_former_password_back(erika: Erika) -> None:
    await erika.set_password()
    [before] = await rows("select id from password_credential")
    await erika.set_password("ein ganz anderer Satz", now=NOW + MINUTE)
    await undo_latest("password-set", now=NOW + 2 * MINUTE)
    assert await rows("select id from password_credential where removed_at is null") == [before]


async def test_a_removed_password_can_be_given_back_for_a_week(erika: Erika) -> None:
    await erika.set_password()
    [before] = await rows("select id from password_credential")
    await passwords.remove_password(account_id=erika.account_id, client=HOME, settings=erika.settings, now=NOW + MINUTE)
    assert await rows("select id from password_credential where removed_at is null") == []
    await undo_latest("password-removed", now=NOW + timedelta(days=6))
    assert await rows("select id from password_credential where removed_at is null") == [before]


async def test_there_must_be_one_to_remove(erika: Erika) -> None:
    with pytest.raises(NotFound):
        await passwords.remove_password(account_id=erika.account_id, client=HOME, settings=erika.settings, now=NOW)
