"""What bank details hold about people.

The portal does not collect itself, so it does not know whether a mandate was ever used. Each one that was valid counts
as if it was: the bank can ask for it for 13 months after a debit (§ 676b (2) BGB), and as a commercial letter received
it is kept for six years (§ 257 (1) no. 2 and (4) HGB, § 147 (1) no. 2 and (3) AO). What was never valid goes at once.
"""

from backend.core.personal_data import (
    DISCLOSED,
    PROVIDED,
    ErasedBy,
    LegalBasis,
    Mention,
    Period,
    Retention,
    Root,
    Subject,
    TableDecisions,
    Tie,
    Withheld,
    impersonal,
    kept,
    personal,
)
from backend.core.personal_data_terms import CONTRACT, INTERNAL_ID
from backend.core.translations import msgid
from backend.profile.bank_details.tables import BankDetails

_RECORDS = LegalBasis(
    msgid("Art. 6 Abs. 1 lit. c DSGVO; § 257 HGB, § 147 AO"),
    msgid("Mandate sind empfangene Handelsbriefe und Nachweise zu Buchungen."),
)

_MUST_BE_KEPT = kept(
    msgid(
        "Ein Mandat, das galt, wird bis zum Ende der Frist unverändert aufbewahrt (Art. 17 Abs. 3 lit. b und e DSGVO, "
        "§ 35 Abs. 3 BDSG); so lange ist die Verarbeitung eingeschränkt. Danach geht die ganze Zeile."
    )
)

_BANK_DETAILS = TableDecisions(
    table=BankDetails,
    title=msgid("Bankverbindungen und SEPA-Mandate"),
    subjects=(Subject.CUSTOMER, Subject.ACCOUNT_HOLDER),
    purpose=msgid("Rechnungen vom Konto der Kundin oder des Kunden abbuchen und das Mandat dafür nachweisen."),
    legal_bases=(CONTRACT, _RECORDS),
    retention=Retention(
        Period(years=6, from_end_of_year=True),
        counted_from=("ended_at",),
        event=msgid("Ende des Mandats"),
        reason=msgid(
            "§ 257 Abs. 4 und 5 HGB, § 147 Abs. 3 und 4 AO: sechs Jahre. Was nie galt, wird innerhalb einer Stunde "
            "gelöscht."
        ),
        erased_by=ErasedBy(job="bank_details.clean_up"),
    ),
    section="bank_details",
    ties=(Tie(Root.CUSTOMER, "customer_id"),),
    mentions=(Mention(Root.ACCOUNT, "signed_by"),),
    erasure=_MUST_BE_KEPT,
    columns=(
        personal({"holder": msgid("Kontoinhaberin oder Kontoinhaber")}, export=PROVIDED),
        personal({"iban_masked": msgid("IBAN (Land und letzte vier Ziffern)")}, export=DISCLOSED),
        personal(
            {"iban_sealed": msgid("IBAN (verschlüsselt)")},
            export=Withheld(
                msgid(
                    "Steht nur verschlüsselt in der Datenbank. Die Auskunft nennt Land und letzte Ziffern, die ganze "
                    "Nummer nennt der Kundenservice auf Nachfrage."
                )
            ),
        ),
        personal(
            {
                "mandate": msgid("Mandatsreferenz"),
                "mandate_text": msgid("Wortlaut des Mandats"),
                "signed_at": msgid("Erteilt am"),
                "valid_from": msgid("Gültig seit"),
                "ended_at": msgid("Beendet am"),
            },
            export=DISCLOSED,
        ),
        personal(
            {"signed_by": msgid("Erteilt durch Konto")},
            export=Withheld(msgid("Kennung einer womöglich anderen Person (Art. 15 Abs. 4 DSGVO).")),
        ),
        personal({"customer_id": msgid("Kundin oder Kunde")}, export=Withheld(INTERNAL_ID)),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

TABLES = (_BANK_DETAILS,)
