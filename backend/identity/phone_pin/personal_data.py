"""What PINs for the phone hold about people."""

from backend.core.personal_data import (
    DISCLOSED,
    ErasedBy,
    Mention,
    Period,
    Retention,
    Root,
    Subject,
    TableDecisions,
    Tie,
    Withheld,
    impersonal,
    personal,
)
from backend.core.personal_data_terms import CODE_HASH, INTERNAL_ID, SECURITY
from backend.core.translations import msgid
from backend.identity.phone_pin.tables import PhonePin

_PHONE_PIN = TableDecisions(
    table=PhonePin,
    title=msgid("PINs für das Telefon"),
    subjects=(Subject.ACCOUNT_HOLDER, Subject.EMPLOYEE),
    purpose=msgid("Am Telefon erkennen, wer anruft, ohne nach persönlichen Angaben zu fragen."),
    legal_bases=(SECURITY,),
    retention=Retention(
        Period(hours=24),
        counted_from=("expires_at",),
        event=msgid("Ablauf der PIN"),
        reason=msgid("Einen Tag lang sieht die Person, ob ihre PIN benutzt wurde. Danach steht es nur im Verlauf."),
        erased_by=ErasedBy(job="phone_pin.clean_up"),
    ),
    section="phone_pins",
    ties=(Tie(Root.ACCOUNT, "account_id"), Tie(Root.CUSTOMER, "customer_id")),
    mentions=(Mention(Root.ACCOUNT, "used_by"),),
    columns=(
        personal(
            {
                "tries": msgid("Falsche Eingaben der PIN"),
                "created_at": msgid("PIN erstellt am"),
                "expires_at": msgid("PIN gültig bis"),
                "used_at": msgid("PIN verwendet am"),
            },
            export=DISCLOSED,
        ),
        personal(
            {
                "account_id": msgid("Konto"),
                "customer_id": msgid("Kundin oder Kunde"),
                "used_by": msgid("Geprüft durch Konto"),
            },
            export=Withheld(msgid("Kennung einer womöglich anderen Person (Art. 15 Abs. 4 DSGVO).")),
        ),
        impersonal("pin_hash", reason=CODE_HASH),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

TABLES = (_PHONE_PIN,)
