"""The portal to be measured: the demo in a folder of its own, and a customer with sixty invoices beside its people."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import psutil

from backend.accounts.operations import grant_access, open_account
from backend.accounts.tables import Customer
from backend.commands.preparation import database_server
from backend.core.clock import utc_now
from backend.core.database import SYSTEM, close_pool, open_pool, transaction
from backend.core.ids import new_id
from backend.core.settings import Settings
from backend.core.storage import storage
from backend.invoices.batch import import_each
from backend.invoices.operations import record_settlement
from tests.bench import material
from tests.support.commands import ROOT, SERVICETHEKE, started
from tests.support.network import free_port
from tests.support.sessions import new_session

READY: Final = "The portal is ready"
_EMAIL: Final = "sixty.invoices@example.org"
_STILL_OPEN: Final = 2
_STOP_SECONDS: Final = 60


@dataclass(frozen=True)
class Stand:
    """A portal that is running."""

    settings: Settings
    server: psutil.Process

    @property
    def url(self) -> str:
        return self.settings.origin

    async def sign_in(self, *, sessions: int = 1) -> list[str]:
        """Tokens of new sessions of the customer with sixty invoices."""
        async with self.database(), transaction(SYSTEM):
            account = await open_account(email=_EMAIL, language="de", now=utc_now())
            return [await new_session(account.id) for _ in range(sessions)]

    @asynccontextmanager
    async def database(self, *, size: int = 2) -> AsyncIterator[None]:
        """The portal's database, for this process, by so many connections."""
        with database_server(self.settings, join=True) as dsn:
            await open_pool(dsn, size=size)
            try:
                yield
            finally:
                await close_pool()


@contextmanager
def data_folder() -> Iterator[Settings]:
    """Settings of a portal whose folder holds all data; it is not running."""
    with TemporaryDirectory(prefix="servicetheke-bench-") as name:
        folder = Path(name)
        (folder / "site").symlink_to(ROOT / "var" / "site")
        settings = Settings(
            demo=True,
            port=free_port(),
            var_dir=folder,
            # All load comes from one address.
            requests_per_minute=100_000_000,
        )
        with running(settings) as stand:
            asyncio.run(_add_customer(stand))
        yield settings


@contextmanager
def running(settings: Settings) -> Iterator[Stand]:
    """The portal from the moment it is ready until the end of the block."""
    with started([SERVICETHEKE, "demo"], ready=READY, **environment(settings)) as command:
        yield Stand(settings, psutil.Process(command.process.pid))
        command.process.terminate()
        command.process.wait(_STOP_SECONDS)


def environment(settings: Settings) -> dict[str, str]:
    """What tells the portal's commands of these settings."""
    return {
        "PORT": str(settings.port),
        "VAR_DIR": str(settings.var_dir),
        "REQUESTS_PER_MINUTE": str(settings.requests_per_minute),
    }


async def _add_customer(stand: Stand) -> None:
    """The customer, an account for them, and the invoices, of which all but the youngest are paid."""
    now = utc_now()
    async with stand.database():
        customer = Customer(id=new_id(), number=material.NUMBER, name=material.NAME, created_at=now)
        async with transaction(SYSTEM):
            await customer.save()
            account = await open_account(
                email=_EMAIL, given_name="Sigrid", family_name="Sechzig", language="de", now=now
            )
            await grant_access(account_id=account.id, customer_id=customer.id, now=now)
        files = material.files(material.sixty_invoices())
        imported = import_each(files=files, storage=storage(stand.settings), language="de", now=now)
        found = [result.invoice_id async for result in imported if result.outcome == "imported"]
        assert len(found) == 60, "all are new, and the customer is known"
        async with transaction(SYSTEM):
            for invoice_id in found[:-_STILL_OPEN]:
                assert invoice_id is not None, "an imported invoice has an id"
                await record_settlement(invoice_id=invoice_id, settlement="paid", paid_on=now.date())
