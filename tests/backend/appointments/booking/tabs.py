"""Pages in the browsers of people who are signed in, as the API sees them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

import httpx

from tests.backend.appointments.booking.office import Office
from tests.backend.profile.people import Household

CONTACT: Final = {"name": "Erika Muster", "email": "erika@example.org", "phone": "+49 69 90009120"}


@dataclass(frozen=True)
class Tab:
    """A page in the browser of somebody who is signed in."""

    http: httpx.AsyncClient
    office: Office

    async def times(self) -> list[str]:
        address = f"/appointments/services/{self.office.service_id}/times"
        answer = await self.http.get(address, params={"channel": "phone"})
        assert answer.status_code == 200, answer.text
        return [time["starts_at"] for time in answer.json()["times"]]

    async def hold(self, starts_at: str, **others: Any) -> httpx.Response:
        wish = {
            "service_id": str(self.office.service_id),
            "time": {"starts_at": starts_at, "channel": "phone"},
            "request_key": str(uuid4()),
        }
        return await self.http.post("/appointments/holds", json=wish | others)

    async def book(self, booking_id: object, **others: Any) -> httpx.Response:
        return await self.http.post(f"/appointments/holds/{booking_id}/book", json={"contact": CONTACT, **others})

    async def hold_first(self) -> str:
        """The id of a seat at the first free time."""
        held = await self.hold((await self.times())[0])
        assert held.status_code == 201, held.text
        booking_id: str = held.json()["booking_id"]
        return booking_id

    async def move(self, booking_id: object, starts_at: str) -> httpx.Response:
        time = {"starts_at": starts_at, "channel": "phone"}
        return await self.http.post(f"/appointments/{booking_id}/move", json=time)

    async def cancel(self, booking_id: object) -> httpx.Response:
        return await self.http.post(f"/appointments/{booking_id}/cancel")


OpenTab = Callable[[Household], Awaitable[Tab]]


def told(answer: httpx.Response) -> tuple[int, str]:
    """Status, and the name of the problem if it is one."""
    is_problem = answer.headers.get("content-type", "").startswith("application/problem+json")
    return answer.status_code, answer.json()["type"].rpartition("/")[2] if is_problem else ""


async def booked(tab: Tab, starts_at: str) -> str:
    held = (await tab.hold(starts_at)).json()["booking_id"]
    made = await tab.book(held)
    assert made.status_code == 200, made.text
    booking_id: str = made.json()["id"]
    return booking_id
