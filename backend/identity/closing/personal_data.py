"""What is noted about people whose accounts were closed, and about those who closed them."""

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
from backend.core.personal_data_terms import ACCOUNTABILITY, INTERNAL_ID, SECURITY
from backend.core.translations import msgid
from backend.identity.closing.operations import NOTED
from backend.identity.closing.tables import AccountClosing

_ACCOUNT_CLOSING = TableDecisions(
    table=AccountClosing,
    title=msgid("Schließungen von Konten"),
    subjects=(Subject.ACCOUNT_HOLDER, Subject.EMPLOYEE),
    purpose=msgid("Es bleibt nachweisbar, wer ein Konto warum geschlossen und wieder geöffnet hat."),
    legal_bases=(SECURITY, ACCOUNTABILITY),
    retention=Retention(
        Period(days=NOTED.days),
        counted_from=("reopened_at",),
        event=msgid("Wiederöffnung des Kontos"),
        reason=msgid(
            "So lange blickt auch der Verlauf des Kontos zurück. Bleibt das Konto geschlossen, geht die Zeile mit ihm."
        ),
        erased_by=ErasedBy(job="identity.forget_closings"),
    ),
    section="account_closings",
    ties=(Tie(Root.ACCOUNT, "account_id"),),
    mentions=(Mention(Root.ACCOUNT, "closed_by"), Mention(Root.ACCOUNT, "reopened_by")),
    columns=(
        personal(
            {
                "closed_at": msgid("Konto geschlossen am"),
                "close_reason": msgid("Grund der Schließung"),
                "reopened_at": msgid("Konto wieder geöffnet am"),
                "reopen_reason": msgid("Grund der Wiederöffnung"),
            },
            export=DISCLOSED,
        ),
        personal(
            {
                "account_id": msgid("Konto"),
                "closed_by": msgid("Geschlossen durch Konto"),
                "reopened_by": msgid("Wieder geöffnet durch Konto"),
            },
            export=Withheld(msgid("Kennung einer womöglich anderen Person (Art. 15 Abs. 4 DSGVO).")),
        ),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

TABLES = (_ACCOUNT_CLOSING,)
