"""Account data over HTTP: the person's own, the customer's, and what waits for staff."""

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, cast
from uuid import UUID

from litestar import Request, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter

from backend.core.clock import utc_now
from backend.core.database import transaction
from backend.core.errors import InvalidInput, NotFound, StepUpNeeded, TooManyAttempts
from backend.core.paging import DEFAULT_SIZE, LARGEST_SIZE, LAST_PAGE, PageRequest
from backend.identity.operations.email_codes import CodeExpired, CodeUsedUp, InvalidCode
from backend.identity.session_queries import Session
from backend.portal.schemas import load_portal
from backend.profile import queries, values
from backend.profile.operations import customer_data, email_change, person, review
from backend.profile.operations.customer_data import ChangedMeanwhile, MayNotChange, TooManyEntries
from backend.profile.schemas import (
    AcceptChange,
    ConfirmNewEmail,
    EmailChanged,
    EmailCodeSent,
    HistoryPage,
    Profile,
    RefuseChange,
    Remove,
    RequestNewEmail,
    SaveBillingAddress,
    SaveContractName,
    SaveDeliveryAddress,
    SaveLanguage,
    SaveMessages,
    SavePersonName,
    SavePhone,
    SaveResult,
    WaitingPage,
)
from backend.profile.values import CustomerField, Topic, Value
from backend.web.clients import client_of
from backend.web.configured import settings_of
from backend.web.policy import customer, fresh, fresh_customer, signed_in, staff
from backend.web.problems import FRESH, GUARDED, raises

SignedInRequest = Request[Any, Session, Any]
PageNumber = Annotated[int, QueryParameter(ge=1, le=LAST_PAGE, description="Counts from 1.")]
PageSize = Annotated[int, QueryParameter(ge=1, le=LARGEST_SIZE)]

_CHANGING = (*GUARDED, InvalidInput, MayNotChange, NotFound, ChangedMeanwhile)


def _reviewed(request: SignedInRequest) -> frozenset[CustomerField]:
    return _reviewed_fields(settings_of(request).portal_toml)


@lru_cache
def _reviewed_fields(portal_toml: Path) -> frozenset[CustomerField]:
    """What the company wants to look at does not change while the server runs."""
    return cast(frozenset[CustomerField], load_portal(portal_toml).profile.reviewed)


@get("/profile", guards=[signed_in], responses=raises(*GUARDED))
async def read_profile(request: SignedInRequest) -> Profile:
    """What the person may look after: their own data, and those of the customer that the session acts for."""
    async with transaction(request.auth.actor):
        return await queries.profile(
            account_id=request.auth.account_id, reviewed=_reviewed(request), zone=settings_of(request).zone
        )


@get("/profile/history", guards=[signed_in], responses=raises(*GUARDED))
async def read_history(request: SignedInRequest, page: PageNumber = 1, size: PageSize = DEFAULT_SIZE) -> HistoryPage:
    """Who changed what and when, newest first."""
    async with transaction(request.auth.actor):
        return await queries.history(
            account_id=request.auth.account_id, page=PageRequest(page, size), zone=settings_of(request).zone
        )


@put("/profile/name", guards=[signed_in], responses=raises(*GUARDED, InvalidInput, ChangedMeanwhile))
async def save_name(request: SignedInRequest, data: JSONBody[SavePersonName]) -> SaveResult:
    """How the portal calls the signed-in person."""
    value = values.person_name(salutation=data.salutation, given_name=data.given_name, family_name=data.family_name)
    return await person.save_name(actor=request.auth.actor, value=value, version=data.version, now=utc_now())


@put("/profile/language", guards=[signed_in], responses=raises(*GUARDED, InvalidInput))
async def save_language(request: SignedInRequest, data: JSONBody[SaveLanguage]) -> SaveResult:
    """The language of mails and letters."""
    return await person.save_language(actor=request.auth.actor, language=data.language, now=utc_now())


@put("/profile/messages", guards=[signed_in], responses=raises(*GUARDED, InvalidInput, ChangedMeanwhile))
async def save_messages(request: SignedInRequest, data: JSONBody[SaveMessages]) -> SaveResult:
    """What the person wants to be told, and how."""
    ticked: dict[Topic, list[str]] = {
        "invoices": _ticks(data.invoices),
        "appointments": _ticks(data.appointments),
        "security": _ticks(data.security),
        "news": _ticks(data.news),
    }
    return await person.save_messages(actor=request.auth.actor, ticked=ticked, version=data.version, now=utc_now())


def _ticks(sent: list[str] | str) -> list[str]:
    return [sent] if isinstance(sent, str) else sent


@post(
    "/profile/email/request",
    guards=[fresh],
    status_code=202,
    responses=raises(*FRESH, InvalidInput, TooManyAttempts),
)
async def request_email_code(request: SignedInRequest, data: JSONBody[RequestNewEmail]) -> EmailCodeSent:
    """Send a code to a new address. The answer does not tell whether another account has it."""
    return await email_change.request_code(
        account_id=request.auth.account_id,
        email=data.email,
        language=data.language,
        client=client_of(request),
        settings=settings_of(request),
        now=utc_now(),
    )


@post(
    "/profile/email/confirm",
    guards=[fresh],
    status_code=200,
    responses=raises(
        *FRESH,
        InvalidInput,
        TooManyAttempts,
        InvalidCode,
        CodeExpired,
        CodeUsedUp,
        email_change.EmailTaken,
    ),
)
async def confirm_email(request: SignedInRequest, data: JSONBody[ConfirmNewEmail]) -> EmailChanged:
    """Sign in with the new address from now on. All other sessions end, and the old address is told."""
    return await email_change.confirm(
        account_id=request.auth.account_id,
        session_id=request.auth.id,
        request_id=data.request_id,
        code=data.code,
        client=client_of(request),
        settings=settings_of(request),
        now=utc_now(),
    )


@put("/profile/customer/name", guards=[customer], responses=raises(*_CHANGING))
async def save_contract_name(request: SignedInRequest, data: JSONBody[SaveContractName]) -> SaveResult:
    """The name of the contract partner."""
    value = values.contract_name(salutation=data.salutation, given_name=data.given_name, name=data.name)
    return await customer_data.save(
        actor=request.auth.actor,
        field="customer_name",
        target=None,
        value=value,
        version=data.version,
        reviewed=_reviewed(request),
        now=utc_now(),
    )


@put("/profile/customer/billing-address", guards=[fresh_customer], responses=raises(*_CHANGING, StepUpNeeded))
async def save_billing_address(request: SignedInRequest, data: JSONBody[SaveBillingAddress]) -> SaveResult:
    """Where invoices go, and letters with a code for getting back into the account: so it needs a fresh proof."""
    value = values.postal_address(
        street=data.street, postal_code=data.postal_code, city=data.city, country=data.country
    )
    return await customer_data.save(
        actor=request.auth.actor,
        field="billing_address",
        target=None,
        value=value,
        version=data.version,
        reviewed=_reviewed(request),
        now=utc_now(),
    )


@post("/profile/customer/addresses", guards=[customer], status_code=200, responses=raises(*_CHANGING, TooManyEntries))
async def save_address(request: SignedInRequest, data: JSONBody[SaveDeliveryAddress]) -> SaveResult:
    """A delivery address: another one in place of the one with this id, or one more."""
    return await _save_entry(request, "delivery_address", _delivery_address(data), data)


def _delivery_address(data: SaveDeliveryAddress) -> Value:
    return values.delivery_address(
        label=data.label, street=data.street, postal_code=data.postal_code, city=data.city, country=data.country
    )


@delete(
    "/profile/customer/addresses/{address_id:uuid}", guards=[customer], status_code=200, responses=raises(*_CHANGING)
)
async def remove_address(request: SignedInRequest, address_id: FromPath[UUID], data: JSONBody[Remove]) -> SaveResult:
    """Remove a delivery address; for seven days it can be brought back."""
    return await _remove(request, "delivery_address", address_id, data)


@post(
    "/profile/customer/addresses/{address_id:uuid}/restore",
    guards=[customer],
    status_code=200,
    responses=raises(*_CHANGING, TooManyEntries),
)
async def restore_address(request: SignedInRequest, address_id: FromPath[UUID]) -> SaveResult:
    """Bring a removed delivery address back."""
    return await _restore(request, "delivery_address", address_id)


@post("/profile/customer/phones", guards=[customer], status_code=200, responses=raises(*_CHANGING, TooManyEntries))
async def save_phone(request: SignedInRequest, data: JSONBody[SavePhone]) -> SaveResult:
    """A phone number: another one in place of the one with this id, or one more."""
    return await _save_entry(request, "phone", values.phone(number=data.number, kind=data.kind), data)


@delete("/profile/customer/phones/{phone_id:uuid}", guards=[customer], status_code=200, responses=raises(*_CHANGING))
async def remove_phone(request: SignedInRequest, phone_id: FromPath[UUID], data: JSONBody[Remove]) -> SaveResult:
    """Remove a phone number; for seven days it can be brought back."""
    return await _remove(request, "phone", phone_id, data)


@post(
    "/profile/customer/phones/{phone_id:uuid}/restore",
    guards=[customer],
    status_code=200,
    responses=raises(*_CHANGING, TooManyEntries),
)
async def restore_phone(request: SignedInRequest, phone_id: FromPath[UUID]) -> SaveResult:
    """Bring a removed phone number back."""
    return await _restore(request, "phone", phone_id)


async def _save_entry(
    request: SignedInRequest, field: CustomerField, value: Value, data: SaveDeliveryAddress | SavePhone
) -> SaveResult:
    actor, reviewed = request.auth.actor, _reviewed(request)
    if not data.id:
        return await customer_data.add(actor=actor, field=field, value=value, reviewed=reviewed, now=utc_now())
    return await customer_data.save(
        actor=actor,
        field=field,
        target=_entry(data.id),
        value=value,
        version=data.version,
        reviewed=reviewed,
        now=utc_now(),
    )


def _entry(text: str) -> UUID:
    """Which entry a form is about; it names it among its fields. Raises `NotFound` for what is no id."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


async def _remove(request: SignedInRequest, field: CustomerField, target: UUID, data: Remove) -> SaveResult:
    return await customer_data.remove(
        actor=request.auth.actor,
        field=field,
        target=target,
        version=data.version,
        reviewed=_reviewed(request),
        now=utc_now(),
    )


async def _restore(request: SignedInRequest, field: CustomerField, target: UUID) -> SaveResult:
    return await customer_data.restore(
        actor=request.auth.actor, field=field, target=target, reviewed=_reviewed(request), now=utc_now()
    )


@post(
    "/profile/changes/{request_id:uuid}/withdraw",
    guards=[customer],
    status_code=204,
    responses=raises(*GUARDED, MayNotChange, NotFound),
)
async def withdraw_change(request: SignedInRequest, request_id: FromPath[UUID]) -> None:
    """Take a change back that still waits for staff."""
    await customer_data.withdraw(actor=request.auth.actor, request_id=request_id, now=utc_now())


@post(
    "/profile/changes/{request_id:uuid}/put-away",
    guards=[customer],
    status_code=204,
    responses=raises(*GUARDED, MayNotChange, NotFound),
)
async def put_change_away(request: SignedInRequest, request_id: FromPath[UUID]) -> None:
    """Show a refused change no longer."""
    await customer_data.put_away(actor=request.auth.actor, request_id=request_id, now=utc_now())


@get("/service/changes", guards=[staff], responses=raises(*GUARDED))
async def list_waiting_changes(
    request: SignedInRequest, page: PageNumber = 1, size: PageSize = DEFAULT_SIZE
) -> WaitingPage:
    """Changes that wait for a decision, oldest first."""
    async with transaction(request.auth.actor):
        return await queries.waiting_changes(page=PageRequest(page, size), zone=settings_of(request).zone)


@post(
    "/service/changes/{request_id:uuid}/accept",
    guards=[staff],
    status_code=204,
    responses=raises(*GUARDED, InvalidInput, NotFound, review.AlreadyDecided, ChangedMeanwhile),
)
async def accept_change(request: SignedInRequest, request_id: FromPath[UUID], data: JSONBody[AcceptChange]) -> None:
    """Make the new value hold, and tell who asked for it."""
    await review.accept(
        actor=request.auth.actor,
        request_id=request_id,
        version=data.version,
        settings=settings_of(request),
        now=utc_now(),
    )


@post(
    "/service/changes/{request_id:uuid}/refuse",
    guards=[staff],
    status_code=204,
    responses=raises(*GUARDED, InvalidInput, NotFound, review.AlreadyDecided),
)
async def refuse_change(request: SignedInRequest, request_id: FromPath[UUID], data: JSONBody[RefuseChange]) -> None:
    """Leave the old value, and tell who asked for the change why."""
    await review.refuse(
        actor=request.auth.actor,
        request_id=request_id,
        reason=data.reason,
        settings=settings_of(request),
        now=utc_now(),
    )


router = Router(
    "/",
    route_handlers=[
        read_profile,
        read_history,
        save_name,
        save_language,
        save_messages,
        request_email_code,
        confirm_email,
        save_contract_name,
        save_billing_address,
        save_address,
        remove_address,
        restore_address,
        save_phone,
        remove_phone,
        restore_phone,
        withdraw_change,
        put_change_away,
        list_waiting_changes,
        accept_change,
        refuse_change,
    ],
    tags=["profile"],
)
