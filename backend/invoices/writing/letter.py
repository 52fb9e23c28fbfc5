"""The pages of an invoice: a letter on A4 with the address in the window of an envelope (DIN 5008, form B)."""

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import reportlab
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from backend.core.qr_code import dark_runs, qr_modules
from backend.invoices.document import AllowanceCharge, InvoiceDocument, Line
from backend.invoices.epc import transfer_code
from backend.invoices.writing import words

REGULAR, BOLD = "Vera", "VeraBd"
"""Bitstream Vera comes with reportlab; its licence allows embedding. A PDF/A may use no font that is not embedded."""

INK, QUIET, HAIRLINE = HexColor("#17212b"), HexColor("#54606c"), HexColor("#c9d1d8")
LEFT, RIGHT, BOTTOM = 25 * mm, 20 * mm, 32 * mm
WIDTH, HEIGHT = A4
TEXT_WIDTH = WIDTH - LEFT - RIGHT

BODY = ParagraphStyle("body", fontName=REGULAR, fontSize=9, leading=13, textColor=INK)
SMALL = ParagraphStyle("small", parent=BODY, fontSize=7.5, leading=10.5, textColor=QUIET)
STRONG = ParagraphStyle("strong", parent=BODY, fontName=BOLD)
AMOUNT = ParagraphStyle("amount", parent=BODY, alignment=TA_RIGHT)
STRONG_AMOUNT = ParagraphStyle("strong amount", parent=STRONG, alignment=TA_RIGHT)
HEAD_AMOUNT = ParagraphStyle("head amount", parent=SMALL, alignment=TA_RIGHT)
HEADING = ParagraphStyle("heading", parent=STRONG, fontSize=15, leading=20, spaceAfter=6)

_ALL = ((0, 0), (-1, -1))
_PLAIN = TableStyle(
    [
        # Named for cells that hold paragraphs too: the default font would enter the file without being embedded.
        ("FONTNAME", *_ALL, REGULAR),
        ("VALIGN", *_ALL, "TOP"),
        ("TOPPADDING", *_ALL, 3),
        ("BOTTOMPADDING", *_ALL, 3),
        ("LEFTPADDING", *_ALL, 2),
        ("RIGHTPADDING", *_ALL, 2),
    ]
)
_HEADED = TableStyle([("LINEBELOW", (0, 0), (-1, 0), 0.6, HAIRLINE)], parent=_PLAIN)
_SUMMED = TableStyle([("LINEABOVE", (0, -1), (-1, -1), 0.8, INK)], parent=_PLAIN)


def _register_fonts() -> None:
    folder = Path(reportlab.__file__).parent / "fonts"
    for name in (REGULAR, BOLD):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))


def write_letter(document: InvoiceDocument, *, accent: str) -> bytes:
    """The pages as PDF, the same bytes for the same document. `accent` is the company's colour, such as #0b5563."""
    _register_fonts()
    target = io.BytesIO()
    template = BaseDocTemplate(
        target, pagesize=A4, lang="de-DE", pageCompression=1, invariant=1, initialFontName=REGULAR
    )
    colour = HexColor(accent)
    template.addPageTemplates(
        [
            PageTemplate("first", [_frame(top=98 * mm)], onPage=lambda page, _: _first_page(page, document, colour)),
            PageTemplate("next", [_frame(top=35 * mm)], onPage=lambda page, _: _next_page(page, document, colour)),
        ]
    )
    template.build(list(_content(document)))
    return target.getvalue()


def _frame(*, top: float) -> Frame:
    height = HEIGHT - top - BOTTOM
    return Frame(LEFT, BOTTOM, TEXT_WIDTH, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)


# What stands around the text


def _first_page(page: Canvas, document: InvoiceDocument, colour: Color) -> None:
    _letterhead(page, document, colour)
    seller = words.postal_lines(document.seller)
    page.setFont(REGULAR, 6.5)
    page.setFillColor(QUIET)
    page.drawString(LEFT, HEIGHT - 49 * mm, " · ".join(seller))
    page.setFillColor(INK)
    _write_lines(page, words.postal_lines(document.buyer), x=LEFT, top=56 * mm, size=10, leading=14)
    for row, (label, value) in enumerate(_facts(document)):
        baseline = HEIGHT - 50 * mm - row * 12
        page.setFont(REGULAR, 8)
        page.setFillColor(QUIET)
        page.drawString(120 * mm, baseline, label)
        page.setFillColor(INK)
        page.drawRightString(WIDTH - RIGHT, baseline, value)


def _next_page(page: Canvas, document: InvoiceDocument, colour: Color) -> None:
    _letterhead(page, document, colour)
    page.setFont(REGULAR, 8)
    page.setFillColor(QUIET)
    page.drawRightString(WIDTH - RIGHT, HEIGHT - 22 * mm, f"{words.title(document)} {document.number}")


def _letterhead(page: Canvas, document: InvoiceDocument, colour: Color) -> None:
    page.setFillColor(colour)
    page.rect(0, HEIGHT - 5 * mm, WIDTH, 5 * mm, stroke=0, fill=1)
    page.setFont(BOLD, 14)
    page.drawString(LEFT, HEIGHT - 23 * mm, document.seller.name or "")
    page.setStrokeColor(HAIRLINE)
    page.line(LEFT, 27 * mm, WIDTH - RIGHT, 27 * mm)
    page.setFillColor(QUIET)
    column_width = TEXT_WIDTH / 3
    for column, lines in enumerate(_footer(document)):
        fitted = [part for line in lines for part in simpleSplit(line, REGULAR, 6.5, column_width - 4 * mm)]
        _write_lines(page, fitted, x=LEFT + column * column_width, top=HEIGHT - 23 * mm, size=6.5, leading=9)
    page.setFont(REGULAR, 6.5)
    page.drawRightString(WIDTH - RIGHT, 8 * mm, f"Seite {page.getPageNumber()}")


def _write_lines(page: Canvas, lines: Iterable[str], *, x: float, top: float, size: float, leading: float) -> None:
    page.setFont(REGULAR, size)
    for row, line in enumerate(lines):
        page.drawString(x, HEIGHT - top - row * leading, line)


def _facts(document: InvoiceDocument) -> list[tuple[str, str]]:
    references = document.references
    numbers = [identifier.value for identifier in document.buyer.identifiers]
    obj = references.invoiced_object
    facts = [
        ("Rechnungsnummer", document.number),
        ("Rechnungsdatum", words.day(document.issue_date)),
        ("Kundennummer", numbers[0] if numbers else None),
        ("Vertrag", references.contract),
        ("Verbrauchsstelle", obj.value if obj else None),
        ("Ihr Zeichen", references.buyer_reference),
        ("Zeitraum", words.span(document.period) if document.period else None),
        ("Fällig am", words.day(document.payment.due_date) if document.payment.due_date else None),
    ]
    return [(label, value) for label, value in facts if value]


def _footer(document: InvoiceDocument) -> list[list[str]]:
    seller = document.seller
    contact = seller.contact
    reach = [contact.phone, contact.email] if contact else []
    law = [
        f"USt-IdNr. {seller.vat_id}" if seller.vat_id else None,
        seller.legal_registration.value if seller.legal_registration else None,
        seller.legal_information,
    ]
    columns: list[Sequence[str | None]] = [words.postal_lines(seller), reach, law]
    return [[line for line in column if line] for column in columns]


# The text


def _content(document: InvoiceDocument) -> Iterable[Flowable]:
    yield NextPageTemplate("next")
    yield Paragraph(escape(f"{words.title(document)} {document.number}"), HEADING)
    for note in document.notes:
        yield Paragraph(_broken(note.text), BODY)
        yield Spacer(0, 4)
    if document.lines:
        yield Spacer(0, 6)
        yield _lines(document)
    yield Spacer(0, 8)
    yield KeepTogether([_sums(document), Spacer(0, 10), _payment(document)])


def _lines(document: InvoiceDocument) -> Table:
    head = [
        Paragraph("Pos.", SMALL),
        Paragraph("Bezeichnung", SMALL),
        *(Paragraph(name, HEAD_AMOUNT) for name in ("Menge", "Preis netto", "USt", "Betrag netto")),
    ]
    rows = [_row(line, document.currency) for line in document.lines]
    widths = [10 * mm, None, 24 * mm, 24 * mm, 14 * mm, 25 * mm]
    table = Table([head, *rows], colWidths=widths, repeatRows=1, hAlign="LEFT")
    table.setStyle(_HEADED)
    return table


def _row(line: Line, currency: str) -> list[object]:
    amount = words.money(line.net_amount, currency) if line.net_amount is not None else ""
    return [
        Paragraph(escape(line.id), BODY),
        [Paragraph(escape(line.name or ""), STRONG), *_details(line, currency)],
        Paragraph(escape(words.quantity(line)), AMOUNT),
        Paragraph(escape(words.price(line)), AMOUNT),
        Paragraph(words.rate(line.vat_rate), AMOUNT),
        Paragraph(amount, AMOUNT),
    ]


def _details(line: Line, currency: str) -> list[Paragraph]:
    texts = [
        line.description,
        line.note,
        words.span(line.period) if line.period else None,
        *(f"{attribute.name}: {attribute.value}" for attribute in line.attributes),
        *(f"{_reason(each)}: {_signed(each, currency)}" for each in line.allowances_charges),
    ]
    return [Paragraph(_broken(text), SMALL) for text in texts if text]


def _sums(document: InvoiceDocument) -> Table:
    totals, currency = document.totals, document.currency
    rows = [(_reason(each), _signed(each, currency)) for each in document.allowances_charges]
    rows.append(("Summe netto", words.money(totals.net, currency)))
    for vat in document.vat_breakdown:
        base = words.money(vat.base, currency)
        rows.append((f"{words.rate(vat.rate)} Umsatzsteuer auf {base}", words.money(vat.amount, currency)))
        if vat.exemption_reason:
            rows.append((vat.exemption_reason, ""))
    rows.append(("Gesamtbetrag", words.money(totals.gross, currency)))
    if totals.prepaid:
        rows.append(("Bereits gezahlt", words.money(-totals.prepaid, currency)))
    if totals.rounding:
        rows.append(("Rundung", words.money(totals.rounding, currency)))
    last = "Guthaben" if document.owed_by_buyer < 0 else "Zu zahlen"
    cells = [[Paragraph(escape(label), BODY), Paragraph(value, AMOUNT)] for label, value in rows]
    due = words.money(abs(totals.due), currency)
    cells.append([Paragraph(last, STRONG), Paragraph(due, STRONG_AMOUNT)])
    table = Table(cells, colWidths=[70 * mm, 30 * mm], hAlign="RIGHT")
    table.setStyle(_SUMMED)
    return table


def _payment(document: InvoiceDocument) -> Flowable:
    sentences = [Paragraph(_broken(sentence), BODY) for sentence in words.payment_sentences(document)]
    code = transfer_code(document)
    if code is None:
        table = Table([[sentences]], colWidths=[TEXT_WIDTH], hAlign="LEFT")
    else:
        picture = _QrCode(qr_modules(code.payload))
        table = Table([[sentences, picture]], colWidths=[TEXT_WIDTH - 34 * mm, 34 * mm], hAlign="LEFT")
    table.setStyle(_PLAIN)
    return table


class _QrCode(Flowable):
    """The code for the transfer, drawn as rectangles; the sentences beside it say the same."""

    def __init__(self, rows: list[bytes], *, side: float = 30 * mm) -> None:
        super().__init__()
        self.rows = rows
        self.width = self.height = side

    def draw(self) -> None:
        module = self.width / len(self.rows)
        path = self.canv.beginPath()
        for x, y, width in dark_runs(self.rows):
            path.rect(x * module, self.height - (y + 1) * module, width * module, module)
        self.canv.setFillColor(INK)
        self.canv.drawPath(path, stroke=0, fill=1)


def _reason(each: AllowanceCharge) -> str:
    return each.reason or ("Zuschlag" if each.is_charge else "Nachlass")


def _signed(each: AllowanceCharge, currency: str) -> str:
    return words.money(each.amount if each.is_charge else -each.amount, currency)


def _broken(text: str) -> str:
    """Text for a paragraph, its line breaks kept."""
    return escape(text).replace("\n", "<br/>")
