"""The invoices of the demo."""

from collections import Counter
from datetime import date, timedelta

import pytest
from lxml import etree

from backend.core.iban import is_sepa_iban
from backend.demo.invoices import Scheduled, demo_invoices, schedule
from backend.demo.tariffs import ACCOUNT_OF_COMPANY, ACCOUNT_OF_YILDIZ
from backend.invoices.epc import transfer_code
from backend.invoices.reading.reader import read_invoice
from backend.invoices.totals import check_totals
from tests.backend.invoices.test_round_trip import schema

TODAY = date(2026, 11, 22)
INGRID, YILDIZ, KORNBLUME = "40 12 345", "40 23 456", "40 34 567"
DAYS = [TODAY, date(2026, 1, 1), date(2026, 1, 12), date(2026, 2, 24), date(2024, 2, 29), date(2026, 12, 31)]


def of(customer: str, found: list[Scheduled]) -> list[Scheduled]:
    return [each for each in found if each.customer_number == customer]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_three_customers_have_three_years_of_invoices_in_every_state(today: date) -> None:
    found = schedule(today)
    states = Counter(each.state for each in found)

    assert {each.customer_number for each in found} == {INGRID, YILDIZ, KORNBLUME}
    assert 38 <= len(of(INGRID, found)) <= 60
    assert set(states) == {"open", "overdue", "paid", "credited", "cancelled"}
    assert {each.document.type_code for each in found} == {"326", "380", "381", "384"}
    assert any(each.document.owed_by_buyer < 0 and not each.document.is_credit_note for each in found)
    first = min(each.document.issue_date for each in found)
    assert timedelta(days=1060) < today - first <= timedelta(days=1130)


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_each_state_fits_the_day(today: date) -> None:
    for each in schedule(today):
        due = each.document.payment.due_date
        assert each.document.issue_date <= today
        assert (each.paid_on is not None) == (each.state == "paid")
        if each.paid_on is not None:
            assert each.document.issue_date <= each.paid_on < today
        if each.state == "overdue":
            assert due is not None
            assert due < today
        if each.state == "open" and each.document.owed_by_buyer > 0:
            assert due is not None
            assert due >= today


def test_ingrid_has_one_invoice_that_is_due_in_two_days_and_can_be_transferred() -> None:
    (waiting,) = (each for each in of(INGRID, schedule(TODAY)) if each.state == "open")

    assert waiting.document.payment.due_date == TODAY + timedelta(days=2)
    assert waiting.document.lines[0].name == "Abschlag Strom November 2026"
    code = transfer_code(waiting.document)
    assert code is not None
    assert code.iban == ACCOUNT_OF_COMPANY


def test_nothing_is_transferred_where_the_company_collects() -> None:
    found = of(YILDIZ, schedule(TODAY))

    assert all(each.document.payment.by_direct_debit for each in found)
    assert all(transfer_code(each.document) is None for each in found)


def test_numbers_are_unique_and_all_sums_follow_from_the_lines() -> None:
    found = schedule(TODAY)

    assert len({each.document.number for each in found}) == len(found)
    assert [each.document.number for each in found if check_totals(each.document)] == []


def test_a_statement_takes_off_the_instalments_it_names() -> None:
    by_number = {each.document.number: each.document for each in schedule(TODAY)}
    statement = by_number["J2025-700123"]
    instalments = [by_number[reference.number] for reference in statement.references.preceding_invoices]

    assert len(instalments) == 12
    assert statement.totals.prepaid == sum(each.totals.gross for each in instalments)


def test_a_credit_note_takes_back_the_whole_invoice_it_names() -> None:
    found = schedule(TODAY)
    by_number = {each.document.number: each for each in found}
    notes = [each.document for each in found if each.document.is_credit_note]

    assert notes
    for note in notes:
        (reference,) = note.references.preceding_invoices
        original = by_number[reference.number]
        assert original.state == "credited"
        assert original.document.owed_by_buyer + note.owed_by_buyer == 0


def test_what_an_invoice_says_does_not_depend_on_the_day() -> None:
    earlier = {each.document.number: each.document for each in schedule(TODAY - timedelta(days=40))}
    later = {each.document.number: each.document for each in schedule(TODAY)}

    assert all(later[number] == earlier[number] for number in earlier.keys() & later.keys())
    assert len(earlier.keys() & later.keys()) > 140


def test_all_data_are_recognisably_invented() -> None:
    for each in schedule(TODAY):
        buyer = each.document.buyer
        assert buyer.contact is not None
        assert (buyer.contact.email or "").endswith("example.org")
        assert buyer.address is not None
        assert buyer.address.post_code == "00000"
    assert all(is_sepa_iban(account) for account in (ACCOUNT_OF_COMPANY, ACCOUNT_OF_YILDIZ))
    assert all(account[4:12] == "00000000" for account in (ACCOUNT_OF_COMPANY, ACCOUNT_OF_YILDIZ))


def test_the_files_are_valid_and_say_what_the_documents_say() -> None:
    made = list(demo_invoices(TODAY))
    checked = schema()

    assert len(made) == len(schedule(TODAY))
    for each in made:
        checked.assertValid(etree.fromstring(each.xml))
        read = read_invoice(each.pdf, name=f"{each.document.number}.pdf")
        assert read.document == each.document
        assert read.xml == each.xml


def test_the_same_day_gives_the_same_bytes() -> None:
    first, second = (next(demo_invoices(TODAY)) for _ in range(2))

    assert (first.xml, first.pdf) == (second.xml, second.pdf)
