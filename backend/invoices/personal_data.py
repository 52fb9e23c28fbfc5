"""What invoices hold about people."""

from backend.core.personal_data import (
    DISCLOSED,
    Exported,
    Period,
    Retention,
    Root,
    StoredFiles,
    Subject,
    TableDecisions,
    Tie,
    Withheld,
    impersonal,
    kept,
    personal,
)
from backend.core.personal_data_terms import BOOKKEEPING, CONTRACT, INTERNAL_ID
from backend.core.translations import msgid
from backend.invoices.tables import Invoice

_MUST_BE_KEPT = kept(
    msgid(
        "Ein Buchungsbeleg wird bis zum Ende der Frist unverändert aufbewahrt (Art. 17 Abs. 3 lit. b DSGVO, "
        "§ 35 Abs. 3 BDSG); so lange ist die Verarbeitung eingeschränkt. Danach geht die ganze Zeile mit ihren Dateien."
    )
)

_INVOICE = TableDecisions(
    table=Invoice,
    title=msgid("Rechnungen"),
    subjects=(Subject.CUSTOMER,),
    purpose=msgid("Rechnungen bereitstellen, durchsuchen und so aufbewahren, wie sie eingegangen sind."),
    legal_bases=(CONTRACT, BOOKKEEPING),
    retention=Retention(
        Period(years=8, from_end_of_year=True),
        counted_from=("issue_date",),
        event=msgid("Ausstellung der Rechnung"),
        reason=msgid("§ 147 Abs. 3 und 4 AO, § 257 Abs. 4 und 5 HGB, § 14b Abs. 1 UStG: acht Jahre."),
    ),
    section="invoices",
    ties=(Tie(Root.CUSTOMER, "customer_id"),),
    untied=msgid("Eine Rechnung ohne erkannte Kundin oder erkannten Kunden wartet, bis der Service sie zuordnet."),
    files=StoredFiles(
        ("original_sha256", "pdf_sha256", "xml_sha256"), title=msgid("Dateien der Rechnungen"), folder="invoices"
    ),
    erasure=_MUST_BE_KEPT,
    columns=(
        personal(
            {
                "number": msgid("Rechnungsnummer"),
                "subject": msgid("Betreff"),
                "type_code": msgid("Art des Belegs (UNTDID 1001)"),
                "issue_date": msgid("Rechnungsdatum"),
                "due_date": msgid("Fällig am"),
                "currency": msgid("Währung"),
                "total_gross": msgid("Rechnungsbetrag"),
                "amount_due": msgid("Zahlbetrag"),
                "direct_debit": msgid("Zahlung durch Lastschrift"),
                "payment_state": msgid("Stand der Zahlung"),
                "paid_on": msgid("Bezahlt am"),
                "differences": msgid("Abweichungen der Summen von den Positionen"),
                "original_name": msgid("Name der eingegangenen Datei"),
                "original_media_type": msgid("Dateiart"),
                "original_size": msgid("Dateigröße in Byte"),
                "imported_at": msgid("Eingegangen am"),
                "waiting_for": msgid("Wartet auf"),
            },
            export=DISCLOSED,
        ),
        personal({"document": msgid("Inhalt der Rechnung (EN 16931)")}, export=Exported(key="content")),
        personal(
            {
                "original_sha256": msgid("Prüfsumme der eingegangenen Datei"),
                "pdf_sha256": msgid("Prüfsumme der PDF-Datei"),
                "pdf_size": msgid("Größe der PDF-Datei in Byte"),
                "xml_sha256": msgid("Prüfsumme der XML-Datei"),
                "xml_size": msgid("Größe der XML-Datei in Byte"),
            },
            export=DISCLOSED,
        ),
        personal(
            {"search_text": msgid("Suchtext"), "fingerprint": msgid("Prüfwert des Inhalts")},
            export=Withheld(msgid("Wiederholt nur, was im Inhalt der Rechnung steht.")),
        ),
        personal(
            {"customer_id": msgid("Kundin oder Kunde")},
            export=Withheld(INTERNAL_ID),
        ),
        impersonal("id", reason=INTERNAL_ID),
        impersonal("seller_key", reason=msgid("Bezeichnet das Unternehmen, das die Rechnung gestellt hat.")),
        impersonal("syntax", "profile", reason=msgid("Technische Bauart der Datei.")),
    ),
)

TABLES = (_INVOICE,)
