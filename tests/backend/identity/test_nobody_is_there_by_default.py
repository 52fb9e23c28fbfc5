"""A new portal knows nobody: no account, no key, no token that a manual could name."""

import pytest

from tests.backend.identity.people import make_account, rows
from tests.support.sources import sources

_OPENS_SOMETHING = (
    "account",
    "passkey",
    "password_credential",
    "totp",
    "recovery_code",
    "oidc_identity",
    "activation_code",
    "service_token",
    "portal_session",
)


@pytest.mark.usefixtures("database")
async def test_a_new_database_has_nobody_who_could_sign_in() -> None:
    assert [table for table in _OPENS_SOMETHING if await rows(f"select 1 from {table}")] == []
    await make_account()
    assert await rows("select 1 from account"), "Else nothing would have been found above either."


def test_no_migration_brings_somebody_along() -> None:
    written = [
        (source.path, table)
        for source in sources(".sql", folders=("backend",))
        for table in _OPENS_SOMETHING
        if f"insert into {table} " in source.text.lower()
    ]
    assert written == []
