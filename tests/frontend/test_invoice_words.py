"""How an invoice list is put into words."""

from datetime import date
from decimal import Decimal

import pytest

from backend.invoices.schemas import InvoicePage, OpenSum
from frontend.i18n import Language, translator
from frontend.state.invoice_list_view import standing

EUROS = OpenSum(amount=Decimal("87.50"), currency="EUR")
FRANCS = OpenSum(amount=Decimal(12), currency="CHF")


def _page(*open_sums: OpenSum, overdue: int = 0) -> InvoicePage:
    return InvoicePage(
        today=date(2026, 11, 22),
        items=[],
        total=5,
        page=1,
        pages=1,
        open_sums=list(open_sums),
        open_count=2 if open_sums else 0,
        overdue_count=overdue,
        all_count=5,
        years=[2026],
    )


@pytest.mark.parametrize(
    ("language", "page", "sentence"),
    [
        ("de", _page(), "Es ist nichts offen."),
        ("de", _page(EUROS), "Offen sind 87,50\xa0€ aus 2 Rechnungen."),
        ("de", _page(FRANCS, EUROS), "Offen sind 12,00\xa0CHF und 87,50\xa0€ aus 2 Rechnungen."),
        ("de", _page(EUROS, overdue=1), "Offen sind 87,50\xa0€ aus 2 Rechnungen. Davon ist eine überfällig."),
        ("en", _page(FRANCS, EUROS), "2 invoices are open, CHF12.00 and €87.50 in all."),
    ],
)
def test_the_sentence_names_each_currency(language: Language, page: InvoicePage, sentence: str) -> None:
    assert standing(translator(language), page) == sentence
