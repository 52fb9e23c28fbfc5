"""What the history holds about people."""

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
from backend.identity.history.tables import SecurityChange, SecurityEvent

_FORGET = ErasedBy(job="identity.forget_history")

_DEVICE = {
    "browser": msgid("Browser"),
    "system": msgid("Betriebssystem"),
    "country": msgid("Land der Netzadresse"),
}

_SECURITY_EVENT = TableDecisions(
    table=SecurityEvent,
    title=msgid("Verlauf: Anmeldungen und Änderungen am Zugang"),
    subjects=(Subject.ACCOUNT_HOLDER, Subject.EMPLOYEE),
    purpose=msgid("Die Person erkennt fremde Anmeldungen und Änderungen an ihrem Zugang."),
    legal_bases=(SECURITY,),
    retention=Retention(
        Period(days=90),
        counted_from=("at",),
        event=msgid("Zeitpunkt des Ereignisses"),
        reason=msgid("So lange blickt der Verlauf zurück, der der Person gezeigt wird."),
        erased_by=_FORGET,
    ),
    section="security_events",
    ties=(Tie(Root.ACCOUNT, "account_id"),),
    mentions=(Mention(Root.ACCOUNT, "done_by"),),
    columns=(
        personal(
            {
                "kind": msgid("Ereignis"),
                "method": msgid("Art der Anmeldung"),
                "subject": msgid("Betroffener Zugangsweg"),
                "at": msgid("Zeitpunkt des Ereignisses"),
                **_DEVICE,
            },
            export=DISCLOSED,
        ),
        personal({"account_id": msgid("Konto")}, export=Withheld(INTERNAL_ID)),
        personal(
            {"done_by": msgid("Getan durch Konto")},
            export=Withheld(msgid("Kennung einer womöglich anderen Person (Art. 15 Abs. 4 DSGVO).")),
        ),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

_SECURITY_CHANGE = TableDecisions(
    table=SecurityChange,
    title=msgid("Änderungen am Zugang, denen widersprochen werden kann"),
    subjects=(Subject.ACCOUNT_HOLDER, Subject.EMPLOYEE),
    purpose=msgid("Die Person kann eine Änderung, die nicht von ihr stammt, sieben Tage lang anhalten."),
    legal_bases=(SECURITY,),
    retention=Retention(
        Period(days=90),
        counted_from=("created_at",),
        event=msgid("Zeitpunkt der Änderung"),
        reason=msgid("Sieben Tage für den Widerspruch; danach lässt sich noch klären, was geschehen ist."),
        erased_by=_FORGET,
    ),
    section="security_changes",
    ties=(Tie(Root.ACCOUNT, "account_id"),),
    columns=(
        personal(
            {
                "kind": msgid("Ereignis"),
                "subject": msgid("Betroffener Zugangsweg"),
                "created_at": msgid("Geändert am"),
                "expires_at": msgid("Widerspruch möglich bis"),
                "frozen_at": msgid("Angehalten am"),
            },
            export=DISCLOSED,
        ),
        personal({"account_id": msgid("Konto"), "reference": msgid("Geänderte Zeile")}, export=Withheld(INTERNAL_ID)),
        impersonal("token_hash", reason=CODE_HASH),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

TABLES = (_SECURITY_EVENT, _SECURITY_CHANGE)
