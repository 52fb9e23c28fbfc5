"""`servicetheke …`, as an administrator types it."""

import asyncio
import os
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Answer:
    """What a command left behind."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Terminal:
    """A shell whose environment names the test's database."""

    dsn: str
    var_dir: Path

    async def run(self, *words: str, typed: str = "") -> Answer:
        """`typed` is what the command is answered when it asks."""
        process = await asyncio.create_subprocess_exec(
            str(Path(sys.executable).with_name("servicetheke")),
            *words,
            env=os.environ | {"DATABASE_URL": self.dsn, "VAR_DIR": str(self.var_dir)},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, err = await process.communicate(typed.encode())
        return Answer(process.returncode or 0, out.decode(), err.decode())
