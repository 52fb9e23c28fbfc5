"""The history over HTTP."""

from typing import Annotated, Any

from litestar import Request, Router, get
from litestar.params import QueryParameter

from backend.core.clock import utc_now
from backend.core.database import transaction
from backend.core.paging import DEFAULT_SIZE, LARGEST_SIZE, LAST_PAGE, PageRequest
from backend.identity.history.operations import KEPT
from backend.identity.history.queries import history_page
from backend.identity.history.schemas import HistoryPage
from backend.identity.session_queries import Session
from backend.web.configured import settings_of
from backend.web.policy import signed_in
from backend.web.problems import GUARDED, raises


@get("/security/history", guards=[signed_in], responses=raises(*GUARDED))
async def read_history(
    request: Request[Any, Session, Any],
    page: Annotated[int, QueryParameter(ge=1, le=LAST_PAGE, description="Counts from 1.")] = 1,
    size: Annotated[int, QueryParameter(ge=1, le=LARGEST_SIZE)] = DEFAULT_SIZE,
) -> HistoryPage:
    """Sign-ins, and changes of the ways in, of the last 90 days."""
    settings = settings_of(request)
    async with transaction(request.auth.actor):
        return await history_page(
            account_id=request.auth.account_id, page=PageRequest(page, size), since=utc_now() - KEPT, zone=settings.zone
        )


router = Router("/", route_handlers=[read_history], tags=["session"])
