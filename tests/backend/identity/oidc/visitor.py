"""Somebody with a browser, who goes to a service and comes back."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from tests.backend.identity.people import last_code, make_account

ORIGIN = "http://localhost:8000"
ERIKA = "erika@example.org"
NOT_LINKED = "/anmelden?next=/konto/sicherheit/dienste#unlinked=example"
LINKED = "/konto/sicherheit/dienste#linked=example"


@dataclass
class Visitor:
    """`portal` and `service` are one browser: what it keeps for the one and for the other."""

    portal: httpx.AsyncClient
    service: httpx.AsyncClient

    async def begin(self, provider: str = "example", *, purpose: str = "sign-in", **more: str) -> str:
        """Press the button; returns where the browser is sent."""
        answer = await self.portal.post(f"/api/v1/oidc/{provider}/{purpose}", json={"language": "de", **more})
        assert answer.status_code == 200, answer.text
        address: str = answer.json()["address"]
        return address

    async def choose(self, address: str, account: str = "1") -> str:
        """Sign in at the service, or say no with an empty account; returns the address back to the portal."""
        answer = await self.service.get(address)
        while not (location := _location(answer)).startswith(ORIGIN):
            page = httpx.URL(str(answer.url)).join(location)
            answer = await self.service.get(page)
            if answer.status_code == 200:
                answer = await self.service.post(page, data={"account": account})
        return location

    async def come_back(self, address: str) -> str:
        """Follow the way back; returns the page of the portal that it leads to."""
        answer = await self.portal.get(address)
        assert answer.status_code == 303, answer.text
        return _location(answer)

    async def visit(self, account: str = "1", *, purpose: str = "sign-in", **more: str) -> str:
        """All of it; returns the page of the portal that it leads to."""
        return await self.come_back(await self.choose(await self.begin(purpose=purpose, **more), account))

    async def sign_in_by_code(self, email: str = ERIKA) -> None:
        requested = await self.portal.post("/api/v1/sign-in/code/request", json={"email": email, "language": "de"})
        typed = {"request_id": requested.json()["request_id"], "code": await last_code(email)}
        answer = await self.portal.post("/api/v1/sign-in/code", json=typed)
        assert answer.status_code == 200, answer.text

    async def sign_out(self) -> None:
        assert (await self.portal.post("/api/v1/sign-out", json={})).is_success

    async def session(self) -> dict[str, Any] | None:
        answer = await self.portal.get("/api/v1/session")
        found: dict[str, Any] | None = answer.json() if answer.status_code == 200 else None
        return found

    async def identities(self) -> list[dict[str, Any]]:
        answer = await self.portal.get("/api/v1/oidc/identities")
        found: list[dict[str, Any]] = answer.json()
        return found


def query(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def _location(answer: httpx.Response) -> str:
    assert answer.is_redirect, answer.text
    return answer.headers["location"]


async def linked(visitor: Visitor) -> None:
    """Erika, who has linked her account and signed out again."""
    await make_account()
    await visitor.sign_in_by_code()
    assert await visitor.visit(purpose="link") == LINKED
    await visitor.sign_out()
