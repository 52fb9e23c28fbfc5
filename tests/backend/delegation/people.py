"""People who let each other look after contracts, each at their own browser."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx

from backend.accounts.operations import grant_access, open_account
from backend.core.clock import utc_now
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.ids import new_id
from backend.identity.client import Client
from backend.identity.operations.sessions import open_session

ORIGIN = "http://localhost:8000"
HOME = Client("192.0.2.1", "Firefox 140", "Android")


@dataclass(frozen=True)
class Mail:
    template: str
    language: str
    parameters: dict[str, Any]

    @property
    def step(self) -> str:
        step: str = self.parameters["step"]
        return step

    @property
    def token(self) -> str:
        """The secret in the link of an invitation."""
        link: str = self.parameters["link"]
        return link.partition("#token=")[2]


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in."""

    account_id: UUID
    email: str
    browser: httpx.AsyncClient

    async def get(self, path: str) -> Any:
        answer = await self.browser.get(path)
        assert answer.is_success, answer.text
        return answer.json()

    async def refused(self, method: str, path: str, body: Any = None) -> str:
        """Why the portal refuses this request: the problem's slug."""
        answer = await self.browser.request(method, path, json=body)
        assert not answer.is_success, answer.text
        slug: str = answer.json()["type"].removeprefix("/problems/")
        return slug

    async def do(self, method: str, path: str, body: Any = None) -> Any:
        answer = await self.browser.request(method, path, json=body)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    async def invite(self, email: str, **wanted: Any) -> Mail:
        """Invite somebody; returns the mail that they get."""
        await self.do("POST", "/grants/invitations", invitation(email, **wanted))
        return (await mails_to(email))[-1]

    async def accept(self) -> None:
        """Accept the one invitation that waits."""
        [waiting] = (await self.get("/grants"))["waiting"]
        await self.do("POST", f"/grants/invitations/{waiting['id']}/accept")

    async def received(self) -> Any:
        """The one grant that was given to this person."""
        [grant] = (await self.get("/grants"))["received"]
        return grant

    async def act_for(self, customer_id: UUID) -> None:
        await self.do("PUT", "/session/customer", {"customer_id": str(customer_id)})

    async def invoices(self) -> list[str]:
        """The numbers of the invoices that the person is shown."""
        return [item["number"] for item in (await self.get("/invoices"))["items"]]


def invitation(email: str, **wanted: Any) -> dict[str, Any]:
    """What the page sends; without anything said, for everything and without end."""
    days = {name: day.isoformat() for name, day in wanted.items() if isinstance(day, date)}
    return {"email": email, "relation": "household", "scope": "everything", "language": "de", **wanted, **days}


async def make_person(
    browser: httpx.AsyncClient,
    email: str,
    *,
    customer_id: UUID | None = None,
    language: str = "de",
    role: str = "customer",
    fresh: bool = True,
) -> Person:
    """Somebody who is signed in; as the contract partner of `customer_id`, if there is one."""
    async with transaction(SYSTEM):
        login = await open_account(
            email=email, given_name="Erika", family_name="Muster", language=language, role=role, now=utc_now()
        )
        if customer_id:
            await grant_access(account_id=login.id, customer_id=customer_id, now=utc_now())
        token = await open_session(
            account_id=login.id,
            method="passkey",
            client=HOME,
            strong=True,
            fresh=fresh,
            replaced_token=None,
            now=utc_now(),
            lifetime=timedelta(hours=1),
        )
    browser.headers["Cookie"] = f"session={token}"
    return Person(login.id, email, browser)


async def make_customer(number: str, name: str) -> UUID:
    customer_id = new_id()
    async with transaction(SYSTEM):
        await fetch(
            "insert into customer (id, number, name, city, created_at) values ({}, {}, {}, 'Lindental', {})",
            *(customer_id, number, name, utc_now()),
        )
    return customer_id


async def mails_to(email: str) -> list[Mail]:
    """All mail to this address, oldest first."""
    found = await rows(
        "select template, language, parameters from mail_message where recipient = {} order by id", email
    )
    return [Mail(row["template"], row["language"], json.loads(row["parameters"])) for row in found]


async def rows(sql: str, *values: Any) -> list[dict[str, Any]]:
    async with transaction(SYSTEM):
        return await fetch(sql, *values)


def midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), UTC)
