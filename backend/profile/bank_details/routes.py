"""Bank details over HTTP: the customer's own, and what staff see of them."""

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Router, delete, get, put
from litestar.params import FromPath, JSONBody, QueryParameter

from backend.core.clock import utc_now
from backend.core.database import transaction
from backend.core.errors import InvalidInput, NotFound
from backend.core.translations import Language
from backend.identity.session_queries import Session
from backend.portal.schemas import load_portal
from backend.profile.bank_details import queries
from backend.profile.bank_details.account import read_account
from backend.profile.bank_details.mandate import mandate_of
from backend.profile.bank_details.operations import changing
from backend.profile.bank_details.operations.changing import By
from backend.profile.bank_details.schemas import BankDetailsState, SaveBankDetails, StaffBankDetails
from backend.profile.operations.customer_data import ChangedMeanwhile, MayNotChange
from backend.profile.schemas import Remove, SaveResult
from backend.web.clients import client_of
from backend.web.configured import settings_of
from backend.web.policy import customer, fresh_customer, staff
from backend.web.problems import FRESH, GUARDED, raises

SignedInRequest = Request[Any, Session, Any]


@lru_cache
def _is_reviewed(portal_toml: Path) -> bool:
    return "bank_details" in load_portal(portal_toml).profile.reviewed


def _by(request: SignedInRequest) -> By:
    return By(request.auth.actor, client_of(request), settings_of(request))


@get(
    "/profile/customer/bank-details",
    guards=[customer],
    responses=raises(*GUARDED, queries.BankDetailsHidden),
)
async def read_bank_details(
    request: SignedInRequest,
    language: Annotated[Language, QueryParameter(description="Of the mandate's text.")] = "de",
) -> BankDetailsState:
    """The account that invoices are collected from, of the customer that the session acts for."""
    settings = settings_of(request)
    async with transaction(request.auth.actor):
        return await queries.bank_details(
            mandate=mandate_of(settings.portal_toml, language),
            reviewed=_is_reviewed(settings.portal_toml),
            zone=settings.zone,
        )


@put(
    "/profile/customer/bank-details",
    guards=[fresh_customer],
    responses=raises(*FRESH, InvalidInput, MayNotChange, NotFound, ChangedMeanwhile),
)
async def save_bank_details(request: SignedInRequest, data: JSONBody[SaveBankDetails]) -> SaveResult:
    """Have invoices collected from this account, which is a mandate to do so."""
    settings = settings_of(request)
    return await changing.save(
        by=_by(request),
        account=read_account(holder=data.holder, iban=data.iban, consent=bool(data.consent)),
        mandate=mandate_of(settings.portal_toml, data.language),
        version=data.version,
        reviewed=_is_reviewed(settings.portal_toml),
        now=utc_now(),
    )


@delete(
    "/profile/customer/bank-details",
    guards=[fresh_customer],
    status_code=200,
    responses=raises(*FRESH, MayNotChange, NotFound, ChangedMeanwhile),
)
async def remove_bank_details(request: SignedInRequest, data: JSONBody[Remove]) -> SaveResult:
    """Withdraw the mandate: invoices are paid by transfer from now on."""
    return await changing.remove(by=_by(request), version=data.version, now=utc_now())


@get("/service/customers/{customer_id:uuid}/bank-details", guards=[staff], responses=raises(*GUARDED, NotFound))
async def read_bank_details_of(request: SignedInRequest, customer_id: FromPath[UUID]) -> StaffBankDetails:
    """What an agent sees of the account that a customer's invoices are collected from."""
    async with transaction(request.auth.actor):
        return await queries.bank_details_of(customer_id=customer_id, zone=settings_of(request).zone)


router = Router(
    "/",
    route_handlers=[read_bank_details, save_bank_details, remove_bank_details, read_bank_details_of],
    tags=["bank details"],
)
