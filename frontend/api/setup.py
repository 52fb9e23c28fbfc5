"""What can be booked, through the API, for staff."""

from typing import Any, Literal
from uuid import UUID

import msgspec

from backend.appointments.setup.schemas import (
    FACTS,
    MINUTES,
    NEEDS,
    Consent,
    DayHours,
    ExceptionItem,
    Hit,
    HitChoice,
    LocationItem,
    Misfits,
    QuestionItem,
    Reason,
    ResourceItem,
    Rota,
    SaveResult,
    ServiceDetail,
    ServiceItem,
    Setup,
    TimeUnit,
)
from frontend.api.client import Api

__all__ = [
    "FACTS",
    "MINUTES",
    "NEEDS",
    "Consent",
    "DayHours",
    "ExceptionItem",
    "Hit",
    "HitChoice",
    "LocationItem",
    "Misfits",
    "QuestionItem",
    "Reason",
    "ResourceItem",
    "Rota",
    "SaveResult",
    "ServiceDetail",
    "ServiceItem",
    "Setup",
    "TimeUnit",
    "list_misfits",
    "move_question",
    "read_location",
    "read_rota",
    "read_service",
    "read_setup",
    "remove_exception",
    "remove_question",
    "restore",
    "result_of",
    "retire",
]

Things = Literal["locations", "services", "resources"]
_ROOT = "/service/setup"


async def read_setup(api: Api) -> Setup:
    """Everything that can be booked."""
    return await api.get(_ROOT, Setup)


async def list_misfits(api: Api) -> Misfits:
    """Booked appointments that do not fit."""
    return await api.get(f"{_ROOT}/misfits", Misfits)


async def read_location(api: Api, location: UUID) -> LocationItem:
    """One location."""
    return await api.get(f"{_ROOT}/locations/{location}", LocationItem)


async def read_service(api: Api, service: UUID) -> ServiceDetail:
    """One service with its questions."""
    return await api.get(f"{_ROOT}/services/{service}", ServiceDetail)


async def read_rota(api: Api, resource: UUID) -> Rota:
    """A person or a room, and when they are to be had."""
    return await api.get(f"{_ROOT}/resources/{resource}", Rota)


async def retire(api: Api, things: Things, thing: UUID, consent: Consent) -> SaveResult:
    """Offer it no longer."""
    return await api.post(f"{_ROOT}/retire/{things}/{thing}", consent, result=SaveResult)


async def restore(api: Api, things: Things, thing: UUID) -> None:
    """Offer it again."""
    await api.post(f"{_ROOT}/restore/{things}/{thing}")


async def remove_exception(api: Api, resource: UUID, exception: UUID, consent: Consent) -> SaveResult:
    """Take an absence or extra hours back."""
    return await api.post(f"{_ROOT}/resources/{resource}/exceptions/{exception}/remove", consent, result=SaveResult)


async def move_question(api: Api, service: UUID, question: UUID, way: Literal["up", "down"]) -> None:
    """Ask it one place earlier or later."""
    await api.post(f"{_ROOT}/services/{service}/questions/{question}/move?way={way}")


async def remove_question(api: Api, service: UUID, question: UUID) -> None:
    """Ask it no longer."""
    await api.delete(f"{_ROOT}/services/{service}/questions/{question}")


def result_of(answer: dict[str, Any]) -> SaveResult:
    """What the API has answered to a form that the browser has sent."""
    return msgspec.convert(answer, SaveResult)
