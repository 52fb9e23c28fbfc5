"""Drafts over HTTP. Saving one is no use of the session: pages do it by themselves and would keep it alive."""

from typing import Any

from litestar import Request, Router, delete, get, put
from litestar.params import FromPath, JSONBody

from backend.core.clock import utc_now
from backend.core.database import transaction
from backend.core.errors import NotFound
from backend.drafts import operations, queries
from backend.drafts.operations import DraftTooLarge
from backend.drafts.schemas import FoundDraft, SaveDraft
from backend.identity.session_queries import Session
from backend.web.configured import settings_of
from backend.web.policy import signed_in_unnoticed
from backend.web.problems import GUARDED, raises

SignedInRequest = Request[Any, Session, Any]


@get("/drafts/{key:str}", guards=[signed_in_unnoticed], responses=raises(*GUARDED, NotFound))
async def read_draft(request: SignedInRequest, key: FromPath[str]) -> FoundDraft:
    """What the person has typed into this form and not sent, for the customer they act for."""
    operations.check_key(key=key)
    settings = settings_of(request)
    session = request.auth
    async with transaction(session.actor):
        draft = await queries.find_draft(
            account_id=session.account_id, customer_id=session.customer_id, key=key, zone=settings.zone
        )
    return FoundDraft(draft)


@put(
    "/drafts/{key:str}",
    guards=[signed_in_unnoticed],
    status_code=204,
    responses=raises(*GUARDED, NotFound, DraftTooLarge),
)
async def save_draft(request: SignedInRequest, key: FromPath[str], data: JSONBody[SaveDraft]) -> None:
    """Keep what the person has typed so far, for 24 hours."""
    session = request.auth
    async with transaction(session.actor):
        await operations.save_draft(
            account_id=session.account_id,
            customer_id=session.customer_id,
            key=key,
            fields=data.fields,
            now=utc_now(),
        )


@delete("/drafts/{key:str}", guards=[signed_in_unnoticed], responses=raises(*GUARDED, NotFound))
async def discard_draft(request: SignedInRequest, key: FromPath[str]) -> None:
    """Forget it: it was sent, or is not wanted. Forgetting what is not there is no error."""
    operations.check_key(key=key)
    session = request.auth
    async with transaction(session.actor):
        await operations.discard_draft(account_id=session.account_id, customer_id=session.customer_id, key=key)


router = Router("/", route_handlers=[read_draft, save_draft, discard_draft], tags=["drafts"])
