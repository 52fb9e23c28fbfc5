"""Invoices over HTTP: the list, one invoice, its files, the upload of a billing system, the staff's lists."""

from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import httpx
import msgspec
import pytest
import pytest_asyncio

from backend.accounts.operations import grant_access, open_account
from backend.core.clock import utc_now
from backend.core.database import SYSTEM, fetch, transaction
from backend.core.ids import new_id
from backend.core.settings import Settings
from backend.core.storage import Storage
from backend.demo.invoices import schedule
from backend.identity.operations import service_tokens
from backend.invoices.document import InvoiceDocument
from backend.invoices.operations import record_settlement
from backend.invoices.routes import LINES_PER_PAGE, file_name
from backend.invoices.writing.cii import write_cii
from backend.invoices.writing.pdf import write_pdf
from tests.backend.invoices.conftest import TODAY, changed, make_customer, take_in
from tests.support.api import api, browser_of
from tests.support.sessions import new_session

_ORIGIN = "http://localhost:8000"


@pytest_asyncio.fixture
async def client(database: str, settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """Nobody, from somewhere."""
    async with browser_of(api(settings), settings, raises=True) as http:
        yield http


async def _sign_in(client: httpx.AsyncClient, *, role: str = "customer", customer: UUID | None = None) -> None:
    async with transaction(SYSTEM):
        account = await open_account(email=f"{uuid4().hex}@example.org", role=role, language="de", now=utc_now())
        if customer:
            await grant_access(account_id=account.id, customer_id=customer, now=utc_now())
        token = await new_session(account.id)
    client.cookies.set("session", token)


@pytest_asyncio.fixture
async def ingrid(client: httpx.AsyncClient, originals: Storage) -> httpx.AsyncClient:
    """The demo's customer with her 56 invoices, as XML."""
    customer = await make_customer()
    for each in schedule(TODAY):
        if each.customer_number == "40 12 345":
            done = await take_in(each.document, originals)
            if each.state in {"paid", "credited", "cancelled"}:
                async with transaction(SYSTEM):
                    await record_settlement(invoice_id=done.invoice_id, settlement=each.state, paid_on=each.paid_on)
    await _sign_in(client, customer=customer)
    return client


async def test_list_pages_filters_and_adds_up(ingrid: httpx.AsyncClient) -> None:
    first = (await ingrid.get("/invoices")).json()
    assert (first["total"], first["pages"], len(first["items"])) == (56, 3, 20)
    dates = [item["issue_date"] for item in first["items"]]
    assert dates == sorted(dates, reverse=True)

    still_open = (await ingrid.get("/invoices", params={"state": "open"})).json()
    assert still_open["total"] == first["open_count"] == len(still_open["items"])
    total = sum(float(item["amount_due"]) for item in still_open["items"])
    assert first["open_sums"] == [{"amount": f"{total:.2f}", "currency": "EUR"}]

    water = (await ingrid.get("/invoices", params={"search": "trinkwasser", "year": 2026, "sort": "oldest"})).json()
    assert water["total"] > 0
    assert all("Trinkwasser" in item["subject"] or "Wasser" in item["subject"] for item in water["items"])
    assert all(item["issue_date"].startswith("2026") for item in water["items"])


@pytest.mark.parametrize("search", ["%", "_", "\\", "Trinkwasser %"])
async def test_pattern_characters_are_taken_literally(ingrid: httpx.AsyncClient, search: str) -> None:
    assert (await ingrid.get("/invoices", params={"search": search})).json()["total"] == 0


@pytest.mark.parametrize(
    "query", [{"page": 0}, {"page": 10**30}, {"size": 101}, {"year": 10_000}, {"state": "lost"}, {"search": "x" * 201}]
)
async def test_unusable_filters_are_refused(ingrid: httpx.AsyncClient, query: dict[str, str | int]) -> None:
    answer = await ingrid.get("/invoices", params=query)
    assert answer.status_code == 400
    assert answer.json()["type"] == "/problems/invalid-input"


async def test_nul_in_a_search_is_no_server_error(ingrid: httpx.AsyncClient) -> None:
    assert (await ingrid.get("/invoices", params={"search": "a\0b"})).status_code == 400


async def test_one_invoice_with_payment_code(ingrid: httpx.AsyncClient) -> None:
    item = (await ingrid.get("/invoices", params={"state": "open"})).json()["items"][0]
    detail = (await ingrid.get(f"/invoices/{item['id']}")).json()
    assert detail["document"]["number"] == item["number"]
    assert detail["payment_code"]["text"].startswith("BCD\n002")
    assert f"EUR{item['amount_due']}" in detail["payment_code"]["text"]


async def test_paid_invoice_offers_no_payment(ingrid: httpx.AsyncClient) -> None:
    item = (await ingrid.get("/invoices", params={"state": "paid"})).json()["items"][0]
    assert (await ingrid.get(f"/invoices/{item['id']}")).json()["payment_code"] is None


async def test_many_lines_come_page_by_page(
    client: httpx.AsyncClient, originals: Storage, document: InvoiceDocument
) -> None:
    customer = await make_customer()
    line = document.lines[0]
    lines = tuple(msgspec.structs.replace(line, id=str(position)) for position in range(1, 251))
    done = await take_in(changed(document, lines=lines), originals)
    await _sign_in(client, customer=customer)
    last = (await client.get(f"/invoices/{done.invoice_id}", params={"lines_page": 3})).json()
    assert (last["lines_total"], last["lines_pages"]) == (250, 3)
    assert len(last["document"]["lines"]) == 250 - 2 * LINES_PER_PAGE


async def test_files_are_the_originals(client: httpx.AsyncClient, document: InvoiceDocument) -> None:
    token = await service_tokens.create(name="billing", now=utc_now())
    customer = await make_customer()
    xml = write_cii(document)
    pdf = write_pdf(document, xml)
    answer = await client.post(
        "/invoices", files=[("data", ("a.pdf", pdf))], headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.json()["imported"] == 1, answer.text
    invoice = answer.json()["results"][0]["invoice_id"]

    await _sign_in(client, customer=customer)
    downloaded = await client.get(f"/invoices/{invoice}/pdf")
    assert downloaded.content == pdf
    assert downloaded.headers["content-disposition"].startswith("attachment; filename=")
    assert (await client.get(f"/invoices/{invoice}/xml")).content == xml


async def test_upload_needs_a_service_token(client: httpx.AsyncClient, document: InvoiceDocument) -> None:
    files = [("data", ("a.xml", write_cii(document)))]
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic eDp5"}):
        assert (await client.post("/invoices", files=files, headers=headers)).status_code == 401
    await _sign_in(client, role="agent")
    assert (await client.post("/invoices", files=files)).status_code == 401


async def test_upload_of_a_plain_pdf_with_its_json(client: httpx.AsyncClient, document: InvoiceDocument) -> None:
    token = await service_tokens.create(name="billing", now=utc_now())
    answer = await client.post(
        "/invoices",
        files=[
            ("data", ("a.xml", write_cii(document))),
            ("data", ("b.xml", b"<nonsense/>")),
            ("data", ("c.txt", b"text")),
        ],
        headers={"Authorization": f"Bearer {token}"},
    )
    summary = answer.json()
    assert (summary["unmatched"], summary["refused"]) == (1, 2)
    assert [result["reason"] for result in summary["results"] if result["outcome"] == "refused"] == [
        "invoice-not-an-invoice",
        "invoice-file-type",
    ]


async def test_staff_assign_what_waits(
    client: httpx.AsyncClient, originals: Storage, document: InvoiceDocument
) -> None:
    done = await take_in(document, originals)
    await make_customer("77")
    await _sign_in(client)
    assert (await client.get("/service/invoices/unmatched")).status_code == 403

    await _sign_in(client, role="agent")
    assert (await client.get("/service/invoices/unmatched")).json()["total"] == 1
    address = f"/service/invoices/unmatched/{done.invoice_id}/assign"
    assert (await client.post(address, json={"customer_number": "78"})).status_code == 404
    assert (await client.post(address, json={"customer_number": "77"})).status_code == 204
    assert (await client.get("/service/invoices/unmatched")).json()["total"] == 0


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("R-2026/11", "Rechnung-R-2026-11.pdf"),
        ('a"\r\nSet-Cookie: x=1', "Rechnung-a-Set-Cookie-x-1.pdf"),
        ("№ ±", "Rechnung-ohne-Nummer.pdf"),
    ],
)
def test_file_names_hold_nothing_odd(number: str, name: str) -> None:
    assert file_name(number, "pdf") == name


async def test_an_invoice_whose_mandate_has_ended_is_not_collected(
    client: httpx.AsyncClient, originals: Storage
) -> None:
    """Whoever may see invoices is told so, without seeing bank details."""
    customer = await make_customer("4023456")
    document = next(each.document for each in reversed(schedule(TODAY)) if each.customer_number == "40 23 456")
    debit = document.payment.direct_debit
    assert debit
    invoice = (await take_in(document, originals)).invoice_id
    await _sign_in(client, customer=customer)
    async with transaction(SYSTEM):
        await fetch("update access_grant set kind = 'delegated', scope = 'invoices'")
        await fetch(
            "insert into bank_details (id, customer_id, holder, iban_sealed, iban_masked, mandate, mandate_text, "
            "signed_at, valid_from) values ({}, {}, 'x', 'x', 'x', {}, 'x', now(), now())",
            *(new_id(), customer, debit.mandate),
        )

    async def collected() -> tuple[bool, bool]:
        [listed] = (await client.get("/invoices")).json()["items"]
        return listed["direct_debit"], not (await client.get(f"/invoices/{invoice}")).json()["mandate_ended"]

    assert await collected() == (True, True)
    async with transaction(SYSTEM):
        await fetch("update bank_details set ended_at = now()")
    assert await collected() == (False, False)
    async with transaction(SYSTEM):
        await fetch("update bank_details set mandate = 'M-other'")
    assert await collected() == (True, True), "a mandate that the portal does not know may well be valid"
