"""What recoveries hold about people."""

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
from backend.core.personal_data_terms import ACCOUNTABILITY, CODE_HASH, INTERNAL_ID, PORTAL_USE, SECURITY
from backend.core.translations import msgid
from backend.identity.recovery.tables import Recovery

_RECOVERY = TableDecisions(
    table=Recovery,
    title=msgid("Wiederherstellungen von Zugängen"),
    subjects=(Subject.ACCOUNT_HOLDER, Subject.EMPLOYEE),
    purpose=msgid(
        "Wer alle Zugangswege verloren hat, kommt wieder in sein Konto, und niemand sonst. Es bleibt nachweisbar, wer "
        "einen Brief veranlasst und bestätigt hat."
    ),
    legal_bases=(PORTAL_USE, SECURITY, ACCOUNTABILITY),
    retention=Retention(
        Period(days=365),
        counted_from=("expires_at",),
        event=msgid("Ende der Frist, in der die Wiederherstellung möglich war"),
        reason=msgid("So lange lässt sich klären, wer auf wessen Veranlassung in ein Konto gekommen ist."),
        erased_by=ErasedBy(job="recovery.clean_up"),
    ),
    section="recoveries",
    ties=(Tie(Root.ACCOUNT, "account_id"), Tie(Root.CUSTOMER, "customer_id")),
    mentions=(Mention(Root.ACCOUNT, "requested_by"), Mention(Root.ACCOUNT, "confirmed_by")),
    columns=(
        personal(
            {
                "kind": msgid("Wartezeit oder Brief"),
                "state": msgid("Stand"),
                "answered": msgid("Fragen, die am Telefon beantwortet wurden"),
                "proven_email": msgid("Nachgewiesene E-Mail-Adresse"),
                "created_at": msgid("Begonnen am"),
                "ready_at": msgid("Möglich ab"),
                "expires_at": msgid("Möglich bis"),
                "confirmed_at": msgid("Von einer zweiten Person entschieden am"),
                "ended_at": msgid("Beendet am"),
                "pass_expires_at": msgid("Neuer Passkey möglich bis"),
            },
            export=DISCLOSED,
        ),
        personal(
            {
                "account_id": msgid("Konto"),
                "customer_id": msgid("Kundin oder Kunde"),
                "requested_by": msgid("Veranlasst durch Konto"),
                "confirmed_by": msgid("Entschieden durch Konto"),
            },
            export=Withheld(msgid("Kennung einer womöglich anderen Person (Art. 15 Abs. 4 DSGVO).")),
        ),
        impersonal("cancel_hash", "code_hash", "pass_hash", reason=CODE_HASH),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

TABLES = (_RECOVERY,)
