"""Invoices over HTTP: the customer's list, page and files; the billing system's upload; the staff's lists."""

import re
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, Router, get, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath, FromQuery, JSONBody, QueryParameter

from backend.core.clock import day_in, utc_now
from backend.core.database import transaction
from backend.core.errors import NotFound
from backend.core.paging import DEFAULT_SIZE, LARGEST_SIZE, LAST_PAGE, PageRequest
from backend.core.qr_code import qr_path
from backend.core.storage import Storage
from backend.identity.session_queries import Session
from backend.invoices import batch, operations, queries
from backend.invoices.batch import IncomingFile
from backend.invoices.document import InvoiceDocument
from backend.invoices.epc import transfer_code
from backend.invoices.schemas import (
    AssignCustomer,
    DifferingPage,
    ImportSummary,
    InvoiceDetail,
    InvoicePage,
    InvoiceSort,
    InvoiceState,
    PaymentCode,
    UnmatchedPage,
)
from backend.web.configured import settings_of
from backend.web.policy import customer, service, staff
from backend.web.problems import GUARDED, raises

LINES_PER_PAGE = 100
_LARGEST_UPLOAD = 260_000_000

SignedInRequest = Request[Any, Session, Any]
PageNumber = Annotated[int, QueryParameter(ge=1, le=LAST_PAGE, description="Counts from 1.")]
PageSize = Annotated[int, QueryParameter(ge=1, le=LARGEST_SIZE)]
Year = Annotated[int | None, QueryParameter(ge=1900, le=9998)]
SearchText = Annotated[str, QueryParameter(max_length=200, description="All words must occur.")]


def _storage(request: Request[Any, Any, Any]) -> Storage:
    storage: Storage = request.app.state.storage
    return storage


@get("/invoices", guards=[customer], responses=raises(*GUARDED))
async def list_invoices(
    request: SignedInRequest,
    *,
    search: SearchText = "",
    year: Year = None,
    invoice_state: Annotated[InvoiceState | None, QueryParameter(name="state")] = None,
    sort: FromQuery[InvoiceSort] = "newest",
    page: PageNumber = 1,
    size: PageSize = DEFAULT_SIZE,
) -> InvoicePage:
    """The invoices of the customer that the session acts for, with the sum that is open."""
    wanted = queries.InvoiceFilter(search, year, invoice_state, sort)
    today = day_in(settings_of(request).time_zone, utc_now())
    async with transaction(request.auth.actor):
        return await queries.list_invoices(wanted=wanted, page=PageRequest(page, size), today=today)


@get("/invoices/{invoice_id:uuid}", guards=[customer], responses=raises(*GUARDED, NotFound))
async def read_invoice(
    request: SignedInRequest, invoice_id: FromPath[UUID], lines_page: PageNumber = 1
) -> InvoiceDetail:
    """One invoice as it stands in its XML, with one page of its lines."""
    return await _read(request, invoice_id, lines_page)


@get("/service/invoices/{invoice_id:uuid}", guards=[staff], responses=raises(*GUARDED, NotFound))
async def read_any_invoice(
    request: SignedInRequest, invoice_id: FromPath[UUID], lines_page: PageNumber = 1
) -> InvoiceDetail:
    """Any invoice, also one that waits, for staff."""
    return await _read(request, invoice_id, lines_page)


async def _read(request: SignedInRequest, invoice_id: UUID, lines_page: int) -> InvoiceDetail:
    today = day_in(settings_of(request).time_zone, utc_now())
    async with transaction(request.auth.actor):
        kept = await queries.get_invoice(invoice_id=invoice_id, today=today)
    return _detail(kept, PageRequest(lines_page, LINES_PER_PAGE))


def _detail(kept: queries.KeptInvoice, page: PageRequest) -> InvoiceDetail:
    document = kept.document
    shown = document.lines[page.offset : page.offset + page.size]
    return InvoiceDetail(
        today=kept.today,
        id=kept.id,
        state=kept.state,
        paid_on=kept.paid_on,
        subject=kept.subject,
        owed=document.owed_by_buyer,
        document=msgspec.structs.replace(document, lines=shown),
        lines_total=len(document.lines),
        lines_page=page.number,
        lines_pages=page.pages(len(document.lines)),
        syntax=kept.syntax,
        profile=kept.profile,
        pdf_size=kept.pdf_size,
        xml_size=kept.xml_size,
        payment_code=_payment_code(document) if kept.state in {"open", "overdue"} else None,
        mandate_ended=kept.mandate_ended,
    )


def _payment_code(document: InvoiceDocument) -> PaymentCode | None:
    transfer = transfer_code(document)
    if transfer is None:
        return None
    drawn = qr_path(transfer.payload)
    return PaymentCode(drawn.path, drawn.size, transfer.payload)


@get(
    "/invoices/{invoice_id:uuid}/pdf",
    guards=[customer],
    media_type="application/pdf",
    responses=raises(*GUARDED, NotFound),
)
async def download_pdf(request: SignedInRequest, invoice_id: FromPath[UUID]) -> Response[bytes]:
    """The PDF exactly as the company sent it."""
    return await _download(request, invoice_id, "pdf", "application/pdf")


@get(
    "/invoices/{invoice_id:uuid}/xml",
    guards=[customer],
    media_type="application/xml",
    responses=raises(*GUARDED, NotFound),
)
async def download_xml(request: SignedInRequest, invoice_id: FromPath[UUID]) -> Response[bytes]:
    """The electronic invoice (EN 16931), for programs."""
    return await _download(request, invoice_id, "xml", "application/xml")


@get("/service/invoices/{invoice_id:uuid}/pdf", guards=[staff], responses=raises(*GUARDED, NotFound))
async def download_any_pdf(request: SignedInRequest, invoice_id: FromPath[UUID]) -> Response[bytes]:
    """The PDF of any invoice, for staff."""
    return await _download(request, invoice_id, "pdf", "application/pdf")


@get("/service/invoices/{invoice_id:uuid}/xml", guards=[staff], responses=raises(*GUARDED, NotFound))
async def download_any_xml(request: SignedInRequest, invoice_id: FromPath[UUID]) -> Response[bytes]:
    """The electronic invoice, for staff."""
    return await _download(request, invoice_id, "xml", "application/xml")


async def _download(
    request: SignedInRequest, invoice_id: UUID, kind: queries.FileKind, media_type: str
) -> Response[bytes]:
    async with transaction(request.auth.actor):
        sha256, number = await queries.get_file(invoice_id=invoice_id, kind=kind)
    data = await _storage(request).get(sha256)
    disposition = f'attachment; filename="{file_name(number, kind)}"'
    return Response(data, media_type=media_type, headers={"Content-Disposition": disposition})


def file_name(number: str, kind: str) -> str:
    """A file name of ASCII letters, digits and hyphens, whatever the invoice number holds (RFC 6266, 4.3)."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", number).strip("-")[:80]
    return f"Rechnung-{plain or 'ohne-Nummer'}.{kind}"


@post(
    "/invoices",
    guards=[service],
    status_code=200,
    request_max_body_size=_LARGEST_UPLOAD,
    responses=raises(*GUARDED),
)
async def upload_invoices(
    request: Request[Any, Any, Any],
    data: Annotated[list[UploadFile], Body(media_type=RequestEncodingType.MULTI_PART)],
) -> ImportSummary:
    """Import files from the billing system. A JSON named like a plain PDF says what stands in it.

    A file that cannot be used is reported in the answer and does not stop the others.
    """
    received = [IncomingFile(file.filename, await file.read()) for file in data]
    files = batch.with_companions(received)
    imported = batch.import_each(files=files, storage=_storage(request), language="de", now=utc_now())
    return batch.summarise([result async for result in imported])


@get("/service/invoices/unmatched", guards=[staff], responses=raises(*GUARDED))
async def list_unmatched(
    request: SignedInRequest, page: PageNumber = 1, size: PageSize = DEFAULT_SIZE
) -> UnmatchedPage:
    """Invoices that no customer could be found for, or whose number is taken."""
    async with transaction(request.auth.actor):
        return await queries.unmatched(page=PageRequest(page, size))


@post(
    "/service/invoices/unmatched/{invoice_id:uuid}/assign",
    guards=[staff],
    status_code=204,
    responses=raises(*GUARDED, NotFound, operations.UnknownCustomer),
)
async def assign(request: SignedInRequest, invoice_id: FromPath[UUID], data: JSONBody[AssignCustomer]) -> None:
    """Say whose invoice it is."""
    async with transaction(request.auth.actor):
        await operations.assign_customer(invoice_id=invoice_id, customer_number=data.customer_number, now=utc_now())


@get("/service/invoices/differences", guards=[staff], responses=raises(*GUARDED))
async def list_differences(
    request: SignedInRequest, page: PageNumber = 1, size: PageSize = DEFAULT_SIZE
) -> DifferingPage:
    """Invoices whose stated totals do not follow from their lines."""
    async with transaction(request.auth.actor):
        return await queries.differing(page=PageRequest(page, size))


router = Router(
    "/",
    route_handlers=[
        list_invoices,
        read_invoice,
        download_pdf,
        download_xml,
        upload_invoices,
        list_unmatched,
        assign,
        list_differences,
        read_any_invoice,
        download_any_pdf,
        download_any_xml,
    ],
    tags=["invoices"],
)
