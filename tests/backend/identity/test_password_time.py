"""How long signing in with a password takes tells nobody who has an account, and not whether a password is right."""

from collections.abc import Awaitable, Callable

import pytest

from backend.core.settings import Settings
from backend.identity.client import Client
from backend.identity.two_factor.operations.second_step import SignInFailed
from backend.identity.two_factor.schemas import SecondStep
from tests.backend.identity.factors import PASSWORD, Erika, make_erika
from tests.backend.identity.people import NOW, rows
from tests.support.statements import statements
from tests.support.timing import compare

pytestmark = pytest.mark.usefixtures("database")

_CASES = {
    "no account": ("nobody@example.org", PASSWORD),
    "no password": ("uta@example.org", PASSWORD),
    "wrong password": ("erika@example.org", "falsch und falsch"),
    "right password": ("erika@example.org", PASSWORD),
}


@pytest.fixture
async def erika(database: str, settings: Settings) -> Erika:
    await make_erika(settings, email="uta@example.org", password=False)
    return await make_erika(settings)


async def _fail(erika: Erika, step: SecondStep, code: str, client: Client) -> None:
    with pytest.raises(SignInFailed):
        await erika.type_code(step, code, client=client)


async def test_every_case_costs_the_same_statements(erika: Erika) -> None:
    work = {}
    for number, (case, (email, password)) in enumerate(_CASES.items()):
        client = Client(f"192.0.2.{number}")
        await erika.type_password("warm up", email=f"warm-up-{number}@example.org", client=client)
        async with statements() as asked:
            step = await erika.type_password(password, email=email, client=client)
            await _fail(erika, step, erika.wrong_code(NOW), client)
            await _fail(erika, step, "7K3M9-XWD2R", client)
        work[case] = asked
    assert len(work["no account"]) > 20
    assert all(asked == work["no account"] for asked in work.values())


@pytest.mark.parametrize("case", ["no account", "no password", "wrong password"])
async def test_time_does_not_tell_a_right_password(erika: Erika, case: str) -> None:
    def typing(email: str, password: str, network: int) -> Callable[[int], Awaitable[None]]:
        async def run(number: int) -> None:
            client = Client(f"10.{network}.0.{number}")
            step = await erika.type_password(password, email=email, client=client)
            # Nobody guesses recovery codes, so this goes on for as long as it takes.
            await _fail(erika, step, "7K3M9-XWD2R", client)

        return run

    compared = await compare(typing(*_CASES[case], network=1), typing(*_CASES["right password"], network=2))
    assert compared.tells_nothing, compared


async def test_no_foreign_key_to_an_account_is_checked(erika: Erika) -> None:
    """Such a check reads the account's row, which only a right password has: work that no statement shows."""
    found = await rows(
        "select 1 from information_schema.key_column_usage "
        "where table_name = 'pending_sign_in' and column_name = 'account_id'"
    )
    assert found == []
