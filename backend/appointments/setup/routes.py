"""What can be booked, over HTTP, for staff."""

from typing import Any, Literal
from uuid import UUID

from litestar import Request, Router, delete, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody

from backend.appointments.setup import queries
from backend.appointments.setup.operations import changing, misfits, resources, services
from backend.appointments.setup.operations.changing import By, Kind, SetupChangedMeanwhile
from backend.appointments.setup.operations.locations import save_location
from backend.appointments.setup.operations.services import TooManyQuestions
from backend.appointments.setup.schemas import (
    Consent,
    LocationItem,
    Misfits,
    QuestionItem,
    Rota,
    SaveException,
    SaveHours,
    SaveLocation,
    SaveQuestion,
    SaveResource,
    SaveResult,
    SaveService,
    ServiceDetail,
    Setup,
)
from backend.core.clock import utc_now
from backend.core.database import transaction
from backend.core.errors import InvalidInput, NotFound
from backend.identity.session_queries import Session
from backend.web.configured import settings_of
from backend.web.policy import staff
from backend.web.problems import GUARDED, raises

StaffRequest = Request[Any, Session, Any]
_ROOT = "/service/setup"
_CHANGING = (*GUARDED, InvalidInput, NotFound, SetupChangedMeanwhile)


def _by(request: StaffRequest, consent: Consent = Consent()) -> By:  # noqa: B008 - it is frozen, so nobody changes it for others
    return By(request.auth.account_id, utc_now(), settings_of(request).time_zone, consent)


@get(_ROOT, guards=[staff], responses=raises(*GUARDED))
async def read_setup(request: StaffRequest) -> Setup:
    """Everything that can be booked, and what is no longer offered."""
    async with transaction(request.auth.actor):
        return await queries.setup()


@get(f"{_ROOT}/misfits", guards=[staff], responses=raises(*GUARDED))
async def list_misfits(request: StaffRequest) -> Misfits:
    """Booked appointments that do not fit to what is set up."""
    return await misfits.misfits(now=utc_now(), zone=settings_of(request).time_zone)


@get(f"{_ROOT}/locations/{{location_id:uuid}}", guards=[staff], responses=raises(*GUARDED, NotFound))
async def read_location(request: StaffRequest, location_id: FromPath[UUID]) -> LocationItem:
    """One location."""
    async with transaction(request.auth.actor):
        return await queries.read_location(location_id=location_id)


@post(f"{_ROOT}/locations", guards=[staff], status_code=200, responses=raises(*_CHANGING))
async def post_location(request: StaffRequest, data: JSONBody[SaveLocation]) -> SaveResult:
    """Add a location, or change one."""
    return await save_location(data=data, by=_by(request, data))


@get(f"{_ROOT}/services/{{service_id:uuid}}", guards=[staff], responses=raises(*GUARDED, NotFound))
async def read_service(request: StaffRequest, service_id: FromPath[UUID]) -> ServiceDetail:
    """One service, with what it asks."""
    async with transaction(request.auth.actor):
        return await queries.read_service_detail(service_id=service_id)


@post(f"{_ROOT}/services", guards=[staff], status_code=200, responses=raises(*_CHANGING))
async def post_service(request: StaffRequest, data: JSONBody[SaveService]) -> SaveResult:
    """Add a service, or change one."""
    return await services.save_service(data=data, by=_by(request, data))


@post(
    f"{_ROOT}/services/{{service_id:uuid}}/questions",
    guards=[staff],
    status_code=200,
    responses=raises(*_CHANGING, TooManyQuestions),
)
async def post_question(
    request: StaffRequest, service_id: FromPath[UUID], data: JSONBody[SaveQuestion]
) -> list[QuestionItem]:
    """Ask something more, or change a question."""
    await services.save_question(service_id=service_id, data=data)
    return await _questions(request, service_id)


@post(
    f"{_ROOT}/services/{{service_id:uuid}}/questions/{{question_id:uuid}}/move",
    guards=[staff],
    status_code=200,
    responses=raises(*GUARDED, NotFound),
)
async def move_question(
    request: StaffRequest,
    service_id: FromPath[UUID],
    question_id: FromPath[UUID],
    way: FromQuery[Literal["up", "down"]],
) -> list[QuestionItem]:
    """Ask it one place earlier or later."""
    await services.move_question(service_id=service_id, question_id=question_id, way=way)
    return await _questions(request, service_id)


@delete(
    f"{_ROOT}/services/{{service_id:uuid}}/questions/{{question_id:uuid}}",
    guards=[staff],
    responses=raises(*GUARDED, NotFound),
)
async def remove_question(request: StaffRequest, service_id: FromPath[UUID], question_id: FromPath[UUID]) -> None:
    """Ask it no longer."""
    await services.remove_question(service_id=service_id, question_id=question_id, by=_by(request))


@post(f"{_ROOT}/resources", guards=[staff], status_code=200, responses=raises(*_CHANGING))
async def post_resource(request: StaffRequest, data: JSONBody[SaveResource]) -> SaveResult:
    """Add a person or a room, or change one."""
    return await resources.save_resource(data=data, by=_by(request, data))


@get(f"{_ROOT}/resources/{{resource_id:uuid}}", guards=[staff], responses=raises(*GUARDED, NotFound))
async def read_rota(request: StaffRequest, resource_id: FromPath[UUID]) -> Rota:
    """A person or a room, and when they are to be had."""
    today = utc_now().astimezone(settings_of(request).time_zone).date()
    async with transaction(request.auth.actor):
        return await queries.read_rota(resource_id=resource_id, today=today)


@put(f"{_ROOT}/resources/{{resource_id:uuid}}/hours", guards=[staff], responses=raises(*_CHANGING))
async def put_hours(request: StaffRequest, resource_id: FromPath[UUID], data: JSONBody[SaveHours]) -> SaveResult:
    """Replace the weekly hours."""
    return await resources.save_hours(resource_id=resource_id, data=data, by=_by(request, data))


@post(
    f"{_ROOT}/resources/{{resource_id:uuid}}/exceptions",
    guards=[staff],
    status_code=200,
    responses=raises(*GUARDED, InvalidInput, NotFound),
)
async def post_exception(
    request: StaffRequest, resource_id: FromPath[UUID], data: JSONBody[SaveException]
) -> SaveResult:
    """Enter leave, another absence, or hours besides the weekly ones."""
    return await resources.add_exception(resource_id=resource_id, data=data, by=_by(request, data))


@post(
    f"{_ROOT}/resources/{{resource_id:uuid}}/exceptions/{{exception_id:uuid}}/remove",
    guards=[staff],
    status_code=200,
    responses=raises(*GUARDED, NotFound),
)
async def remove_exception(
    request: StaffRequest, resource_id: FromPath[UUID], exception_id: FromPath[UUID], data: JSONBody[Consent]
) -> SaveResult:
    """Take an exception back."""
    return await resources.remove_exception(resource_id=resource_id, exception_id=exception_id, by=_by(request, data))


@post(
    f"{_ROOT}/retire/{{kind:str}}/{{thing_id:uuid}}",
    guards=[staff],
    status_code=200,
    responses=raises(*GUARDED, NotFound),
)
async def retire(
    request: StaffRequest, kind: FromPath[str], thing_id: FromPath[UUID], data: JSONBody[Consent]
) -> SaveResult:
    """Offer it no longer."""
    return await changing.retire(kind=_kind(kind), thing_id=thing_id, by=_by(request, data))


@post(
    f"{_ROOT}/restore/{{kind:str}}/{{thing_id:uuid}}",
    guards=[staff],
    status_code=204,
    responses=raises(*GUARDED, NotFound),
)
async def restore(kind: FromPath[str], thing_id: FromPath[UUID]) -> None:
    """Offer it again."""
    await changing.restore(kind=_kind(kind), thing_id=thing_id)


async def _questions(request: StaffRequest, service_id: UUID) -> list[QuestionItem]:
    async with transaction(request.auth.actor):
        return await queries.read_questions(service_id=service_id)


def _kind(plural: str) -> Kind:
    """Raises `NotFound`."""
    kinds: dict[str, Kind] = {"locations": "location", "services": "service", "resources": "resource"}
    if plural not in kinds:
        raise NotFound
    return kinds[plural]


router = Router(
    "/",
    route_handlers=[
        read_setup,
        list_misfits,
        read_location,
        post_location,
        read_service,
        post_service,
        post_question,
        move_question,
        remove_question,
        post_resource,
        read_rota,
        put_hours,
        post_exception,
        remove_exception,
        retire,
        restore,
    ],
)
