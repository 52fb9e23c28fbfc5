"""A server that a test can stop, as a network fails, and start again."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from dataclasses import dataclass
from pathlib import Path

import httpx

from frontend.building.places import ROOT


@dataclass
class SmallPortal:
    """`small_portal.py` on one port."""

    port: int
    site: Path
    process: Process | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.returncode is None

    async def start(self) -> None:
        """Returns when it answers."""
        module = "tests.frontend.browser.small_portal"
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", module, str(self.port), str(self.site), cwd=ROOT, stdout=PIPE
        )
        transport = httpx.AsyncHTTPTransport(retries=8)
        async with httpx.AsyncClient(transport=transport) as client, asyncio.timeout(60):
            while not await self._answers(client):
                assert self.process.returncode is None, "the server has ended"

    async def logged(self, words: str) -> str:
        """The next line of its log that holds these words."""
        assert self.process is not None, "it is running"
        assert self.process.stdout is not None, "its output is a pipe"
        async with asyncio.timeout(20):
            async for line in self.process.stdout:
                if words in line.decode():
                    return line.decode()
        raise AssertionError(f"it has ended without logging {words!r}")

    async def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            await self.process.wait()
            self.process = None

    async def _answers(self, client: httpx.AsyncClient) -> bool:
        try:
            return (await client.get(f"{self.url}/sw.js")).status_code == 200
        except httpx.ConnectError:
            return False
