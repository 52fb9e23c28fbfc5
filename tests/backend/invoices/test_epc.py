"""The QR code of a transfer (EPC069-12)."""

import re
from decimal import Decimal

import msgspec
import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.core.iban import check_digits, grouped, is_creditor_reference, is_iban, is_sepa_iban
from backend.core.qr_code import qr_modules, qr_path
from backend.invoices.document import CreditTransfer, InvoiceDocument, Party, Payment, PaymentMeans
from backend.invoices.epc import MAX_PAYLOAD_BYTES, TransferCode, transfer_code
from backend.invoices.reading.reader import read_invoice
from tests.backend.invoices.material import CII_SUMS, cii

IBAN = "DE02120300000000202051"
replace = msgspec.structs.replace


def invoice(*, code: str = "58", account: str = IBAN, remittance: str | None = None, **parts: str) -> InvoiceDocument:
    """An invoice over 119 euros to be transferred."""
    document = read_invoice(cii(**parts), name="rechnung.xml").document
    transfer = CreditTransfer(account=account, holder="Stadtwerke Lindental", bic="BYLADEM1001")
    means = PaymentMeans(code=code, credit_transfer=transfer)
    return replace(document, payment=Payment(means=(means,), remittance=remittance))


def code_of(document: InvoiceDocument) -> TransferCode:
    code = transfer_code(document)
    assert code is not None
    return code


def test_the_code_holds_the_transfer_in_the_order_of_the_guidelines() -> None:
    assert code_of(invoice(remittance="Kunde 4012345")).payload.split("\n") == [
        "BCD",
        "002",
        "1",
        "SCT",
        "BYLADEM1001",
        "Stadtwerke Lindental",
        IBAN,
        "EUR119.00",
        "",
        "",
        "Kunde 4012345",
    ]


def test_a_structured_reference_has_a_line_of_its_own_and_ends_the_code() -> None:
    assert code_of(invoice(remittance="RF18539007547034")).payload.split("\n")[8:] == ["", "RF18539007547034"]


def test_without_a_reference_the_number_of_the_invoice_is_the_purpose() -> None:
    assert code_of(invoice()).remittance == "R-1"


def test_without_a_holder_the_payee_and_then_the_seller_is_paid() -> None:
    document = invoice()
    transfer = CreditTransfer(account=IBAN)
    nameless = replace(document, payment=Payment(means=(PaymentMeans(code="58", credit_transfer=transfer),)))

    assert code_of(nameless).holder == "Stadtwerke"
    assert code_of(replace(nameless, payee=Party(name="Factoring GmbH"))).holder == "Factoring GmbH"


def dollars() -> InvoiceDocument:
    return replace(invoice(), currency="USD")


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(read_invoice(cii(), name="a.xml").document, id="no account"),
        pytest.param(invoice(code="59"), id="direct debit"),
        pytest.param(invoice(code="48"), id="card"),
        pytest.param(invoice(account="DE03120300000000202051"), id="wrong check digits"),
        pytest.param(invoice(account="4711"), id="not an IBAN"),
        pytest.param(invoice(account="BR1500000000000010932840814P2"), id="an IBAN beyond SEPA"),
        pytest.param(invoice(type_code="381"), id="a credit note"),
        pytest.param(invoice(sums=CII_SUMS.replace(">1", ">-1")), id="money back"),
        pytest.param(invoice(sums=re.sub(r"(Due\w+>)[\d.]+", r"\g<1>0.00", CII_SUMS)), id="nothing due"),
        pytest.param(invoice(sums=re.sub(r"(Due\w+>)[\d.]+", r"\g<1>1000000000.00", CII_SUMS)), id="too much"),
        pytest.param(dollars(), id="dollars"),
    ],
)
def test_there_is_no_code_where_there_is_nothing_to_transfer(document: InvoiceDocument) -> None:
    assert transfer_code(document) is None


@given(
    holder=st.text(min_size=1, max_size=120).filter(str.strip),
    remittance=st.text(max_size=300),
    cent=st.integers(1, 99_999_999_999),
)
@settings(deadline=None)
def test_a_banking_app_reads_back_what_was_put_in(holder: str, remittance: str, cent: int) -> None:
    document = invoice(remittance=remittance or None)
    transfer = CreditTransfer(account=IBAN, holder=holder)
    payment = replace(document.payment, means=(PaymentMeans(code="58", credit_transfer=transfer),))
    due = Decimal(cent) / 100
    code = code_of(replace(document, payment=payment, totals=replace(document.totals, due=due)))

    lines = code.payload.split("\n")
    assert lines[:5] == ["BCD", "002", "1", "SCT", ""]
    assert lines[5] == code.holder
    assert " ".join(holder.split()).startswith(code.holder)
    assert len(code.holder) <= 70
    assert lines[6:8] == [IBAN, f"EUR{due:.2f}"]
    assert (lines[8:] or ["", "", ""])[-1] == code.remittance
    assert len(code.remittance) <= 140
    assert len(code.payload.encode()) <= MAX_PAYLOAD_BYTES


def test_the_path_draws_the_modules_of_the_code_within_its_quiet_zone() -> None:
    text = code_of(invoice()).payload
    drawn = qr_path(text)
    expected = {(x + 4, y + 4) for y, row in enumerate(qr_modules(text)) for x, dark in enumerate(row) if dark}
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", drawn.path)

    assert {(x, int(row)) for left, row, width in runs for x in range(int(left), int(left) + int(width))} == expected
    assert "".join(f"M{x} {y}h{width}v1h-{width}z" for x, y, width in runs) == drawn.path
    assert drawn.size == len(qr_modules(text)) + 8


def test_the_code_has_the_level_and_size_the_guidelines_ask_for() -> None:
    largest = "BCD\n" + "ü" * 163
    expected = segno.make(largest, error="m", micro=False, boost_error=False, encoding="utf-8")

    assert qr_modules(largest) == [bytes(row) for row in expected.matrix]
    assert expected.error == "M"
    assert isinstance(expected.version, int)
    assert expected.version <= 13


# Account numbers


@given(st.text("0123456789", min_size=18, max_size=18))
def test_check_digits_make_an_iban(account: str) -> None:
    iban = f"DE{check_digits('DE', account)}{account}"

    assert is_sepa_iban(iban)
    assert not is_iban(f"DE{(int(iban[2:4]) + 1) % 100:02d}{account}")


@pytest.mark.parametrize(
    "value", ["", "DE", "de02120300000000202051", "DE02 1203 0000 0000 2020 51", "DE0212030000000020205Ä"]
)
def test_what_has_not_the_form_is_no_iban(value: str) -> None:
    assert not is_iban(value)


def test_a_reference_has_check_digits_too() -> None:
    assert is_creditor_reference("RF18539007547034")
    assert not is_creditor_reference("RF19539007547034")


def test_people_read_an_iban_in_groups_of_four() -> None:
    assert grouped(IBAN) == "DE02 1203 0000 0000 2020 51"
