"""“That wasn't me” over HTTP."""

from typing import Annotated, Any

from litestar import Request, Router, get, post
from litestar.params import JSONBody, QueryParameter

from backend.core.clock import utc_now
from backend.core.database import transaction
from backend.core.errors import NotFound, TooManyAttempts
from backend.core.paging import DEFAULT_SIZE, LAST_PAGE, PageRequest
from backend.identity.freezing import operations, queries
from backend.identity.freezing.schemas import ChangeNotice, ChangeToken, FrozenPage
from backend.identity.session_queries import Session
from backend.web.clients import client_of
from backend.web.configured import settings_of
from backend.web.policy import public, staff
from backend.web.problems import GUARDED, raises

AnyRequest = Request[Any, Any, Any]
PageNumber = Annotated[int, QueryParameter(ge=1, le=LAST_PAGE, description="Counts from 1.")]


@post(
    "/security-changes/look",
    guards=[public],
    status_code=200,
    responses=raises(NotFound, TooManyAttempts, operations.ChangeSettled),
)
async def look_at_change(request: AnyRequest, data: JSONBody[ChangeToken]) -> ChangeNotice:
    """Which change the link's mail was about. Changes nothing."""
    return await operations.look(
        token=data.token, client=client_of(request), settings=settings_of(request), now=utc_now()
    )


@post(
    "/security-changes/freeze",
    guards=[public],
    status_code=204,
    responses=raises(NotFound, TooManyAttempts, operations.ChangeFrozen, operations.ChangeSettled),
)
async def freeze_change(request: AnyRequest, data: JSONBody[ChangeToken]) -> None:
    """Take the change back and end all sessions of the account. Works once, for seven days after the change."""
    await operations.freeze(token=data.token, client=client_of(request), settings=settings_of(request), now=utc_now())


@get("/service/frozen-changes", guards=[staff], responses=raises(*GUARDED))
async def list_frozen_changes(request: Request[Any, Session, Any], page: PageNumber = 1) -> FrozenPage:
    """Changes that their owners have frozen: signs of an attack."""
    async with transaction(request.auth.actor):
        return await queries.frozen_changes(page=PageRequest(page, DEFAULT_SIZE), zone=settings_of(request).zone)


router = Router("/", route_handlers=[look_at_change, freeze_change, list_frozen_changes], tags=["security changes"])
