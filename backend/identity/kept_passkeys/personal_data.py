"""What is kept of removed passkeys."""

from backend.core.personal_data import (
    DISCLOSED,
    ErasedBy,
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
from backend.core.personal_data_terms import INTERNAL_ID, SECURITY
from backend.core.translations import msgid
from backend.identity.kept_passkeys.tables import RemovedPasskey

_REMOVED_PASSKEY = TableDecisions(
    table=RemovedPasskey,
    title=msgid("Entfernte Passkeys"),
    subjects=(Subject.ACCOUNT_HOLDER, Subject.EMPLOYEE),
    purpose=msgid(
        "Das Entfernen lässt sich sieben Tage lang rückgängig machen. Wer sich danach noch mit dem Passkey anmeldet, "
        "erfährt, was geschehen ist."
    ),
    legal_bases=(SECURITY,),
    retention=Retention(
        Period(days=90),
        counted_from=("removed_at",),
        event=msgid("Entfernen des Passkeys"),
        reason=msgid("Der Passkey selbst wird nach sieben Tagen gelöscht. Bis zum Ende bleibt nur ein Prüfwert."),
        erased_by=ErasedBy(job="identity.forget_passkeys"),
    ),
    section="removed_passkeys",
    ties=(Tie(Root.ACCOUNT, "account_id"),),
    columns=(
        personal(
            {
                "passkey": msgid("Alle Angaben zum Passkey, solange er sich zurückholen lässt"),
                "removed_at": msgid("Passkey entfernt am"),
            },
            export=DISCLOSED,
        ),
        personal({"account_id": msgid("Konto")}, export=Withheld(INTERNAL_ID)),
        impersonal("credential_hash", reason=msgid("Prüfwert der Kennung, die auf dem Gerät der Person liegt.")),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

TABLES = (_REMOVED_PASSKEY,)
