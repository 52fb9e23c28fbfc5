"""Signing somebody else out, closing their account and opening it again, over HTTP."""

from typing import Any
from uuid import UUID

from litestar import Request, Router, delete, post
from litestar.params import FromPath, JSONBody

from backend.accounts.operations import AccountClosed
from backend.core.clock import utc_now
from backend.core.errors import InvalidInput, NotFound
from backend.identity.closing import operations
from backend.identity.closing.operations import AccountNotClosed, LastAdministrator, OwnAccount
from backend.identity.closing.schemas import Reason, SignedOut
from backend.identity.session_queries import Session
from backend.web.configured import settings_of
from backend.web.policy import fresh_administrator, fresh_staff
from backend.web.problems import FRESH, raises

SignedInRequest = Request[Any, Session, Any]


@delete(
    "/service/accounts/{account_id:uuid}/sessions",
    guards=[fresh_staff],
    status_code=200,
    responses=raises(*FRESH, NotFound),
)
async def sign_out_account(request: SignedInRequest, account_id: FromPath[UUID]) -> SignedOut:
    """End every session of somebody's account, and tell them by mail."""
    ended = await operations.sign_out(
        account_id=account_id,
        done_by=request.auth.account_id,
        settings=settings_of(request),
        now=utc_now(),
    )
    return SignedOut(ended)


@post(
    "/service/accounts/{account_id:uuid}/close",
    guards=[fresh_administrator],
    status_code=204,
    responses=raises(*FRESH, NotFound, InvalidInput, AccountClosed, OwnAccount, LastAdministrator),
)
async def close_account(request: SignedInRequest, account_id: FromPath[UUID], data: JSONBody[Reason]) -> None:
    """Let nobody in by this account any more, and tell its owner by mail. The reason is noted for staff."""
    await operations.close(
        account_id=account_id,
        done_by=request.auth.account_id,
        reason=data.reason,
        settings=settings_of(request),
        now=utc_now(),
    )


@post(
    "/service/accounts/{account_id:uuid}/reopen",
    guards=[fresh_administrator],
    status_code=204,
    responses=raises(*FRESH, NotFound, InvalidInput, AccountNotClosed),
)
async def reopen_account(request: SignedInRequest, account_id: FromPath[UUID], data: JSONBody[Reason]) -> None:
    """Let the owner of a closed account in again, and tell them by mail. The reason is noted for staff."""
    await operations.reopen(
        account_id=account_id,
        done_by=request.auth.account_id,
        reason=data.reason,
        settings=settings_of(request),
        now=utc_now(),
    )


router = Router("/", route_handlers=[sign_out_account, close_account, reopen_account], tags=["service desk"])
