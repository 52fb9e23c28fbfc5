"""`servicetheke token`, as an administrator types it."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from backend.core.clock import utc_now
from backend.identity.operations import service_tokens


class Terminal:
    """A shell whose environment names the test's database."""

    def __init__(self, dsn: str, var_dir: Path) -> None:
        self._environment = os.environ | {"DATABASE_URL": dsn, "VAR_DIR": str(var_dir)}

    async def run(self, *words: str) -> tuple[int, str, str]:
        """Exit code, standard output, standard error."""
        process = await asyncio.create_subprocess_exec(
            str(Path(sys.executable).with_name("servicetheke")),
            *("token", *words),
            env=self._environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, err = await process.communicate()
        return process.returncode or 0, out.decode(), err.decode()


@pytest.fixture
def terminal(database: str, tmp_path: Path) -> Terminal:
    return Terminal(database, tmp_path)


async def test_a_token_is_made_listed_and_revoked(terminal: Terminal) -> None:
    code, out, _ = await terminal.run("create", "billing")
    token = out.strip()
    assert code == 0
    assert await service_tokens.authenticate(token=token, now=utc_now()) is not None

    _, listed, _ = await terminal.run("list")
    assert "billing" in listed
    assert "last used" in listed
    assert token not in listed

    assert (await terminal.run("revoke", "billing"))[0] == 0
    assert await service_tokens.authenticate(token=token, now=utc_now()) is None
    assert "revoked" in (await terminal.run("list"))[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("create", "Billing system"), "cannot be a name"),
        (("create", "taken"), "There is a token “taken” already"),
        (("revoke", "unheard-of"), "There is no valid token “unheard-of”"),
    ],
)
async def test_what_cannot_be_done_is_one_sentence(terminal: Terminal, words: tuple[str, str], said: str) -> None:
    await service_tokens.create(name="taken", now=utc_now())
    code, out, err = await terminal.run(*words)
    assert (code, out) == (1, "")
    assert said in err
    assert err.count("\n") == 1, "One sentence, no traceback."
