"""What the waiting list holds about people: those who wait, and those whose time has got free."""

from backend.appointments.legal_bases import APPOINTMENT, ROTA
from backend.appointments.waiting.tables import FreedTime, WaitingEntry, WaitingOffer
from backend.core.personal_data import (
    DISCLOSED,
    PROVIDED,
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
    kept,
    personal,
)
from backend.core.personal_data_terms import INTERNAL_ID
from backend.core.translations import msgid

_END = msgid("Ende des Wartens: Termin angenommen, von der Liste genommen oder Frist vorbei")
_WHY_A_MONTH = msgid("Einen Monat lang lässt sich nachvollziehen, wem wann welche Zeit angeboten wurde.")

_ENTRY = TableDecisions(
    table=WaitingEntry,
    title=msgid("Warteliste für Termine"),
    subjects=(Subject.CUSTOMER, Subject.ACCOUNT_HOLDER),
    purpose=msgid("Frei gewordene Termine der Reihe nach denen anbieten, die darauf warten."),
    legal_bases=(APPOINTMENT,),
    retention=Retention(
        Period(days=30),
        counted_from=("ended_at",),
        event=_END,
        reason=_WHY_A_MONTH,
        erased_by=ErasedBy(job="appointments.forget-waiting"),
    ),
    section="waiting_list",
    ties=(Tie(Root.CUSTOMER, "customer_id"), Tie(Root.ACCOUNT, "account_id")),
    mentions=(Mention(Root.ACCOUNT, "joined_by"),),
    columns=(
        personal(
            {
                "channel": msgid("Wie man sich trifft"),
                "first_day": msgid("Frühester Tag"),
                "last_day": msgid("Letzter Tag"),
                "weekdays": msgid("Wochentage"),
                "parts": msgid("Tageszeiten"),
                "needs": msgid("Gewünschte Unterstützung"),
                "language": msgid("Sprache"),
            },
            export=PROVIDED,
        ),
        personal(
            {
                "state": msgid("Stand"),
                "in_line_since": msgid("In der Reihe seit"),
                "created_at": msgid("Eingetragen am"),
                "ended_at": msgid("Beendet am"),
            },
            export=DISCLOSED,
        ),
        personal(
            {
                "customer_id": msgid("Wartet für"),
                "account_id": msgid("Konto"),
                "joined_by": msgid("Eingetragen durch"),
            },
            export=Withheld(INTERNAL_ID),
        ),
        impersonal("id", "service_id", "location_id", reason=INTERNAL_ID),
    ),
)

_OFFER = TableDecisions(
    table=WaitingOffer,
    title=msgid("Angebotene Zeiten von der Warteliste"),
    subjects=(Subject.CUSTOMER, Subject.ACCOUNT_HOLDER),
    purpose=msgid("Eine frei gewordene Zeit eine Weile freihalten, und niemandem dieselbe Zeit zweimal anbieten."),
    legal_bases=(APPOINTMENT,),
    retention=Retention(
        Period(days=30),
        event=_END,
        reason=_WHY_A_MONTH,
        erased_by=ErasedBy(row_of="waiting_entry"),
    ),
    section="waiting_offers",
    ties=(Tie(Root.CUSTOMER, "entry_id.customer_id"), Tie(Root.ACCOUNT, "entry_id.account_id")),
    columns=(
        personal(
            {
                "starts_at": msgid("Beginn"),
                "until": msgid("Freigehalten bis"),
                "state": msgid("Stand"),
                "offered_at": msgid("Angeboten am"),
                "decided_at": msgid("Entschieden am"),
            },
            export=DISCLOSED,
        ),
        impersonal("id", "entry_id", "booking_id", reason=INTERNAL_ID),
    ),
)

_FREED = TableDecisions(
    table=FreedTime,
    title=msgid("Gerade frei gewordene Zeiten"),
    subjects=(Subject.EMPLOYEE,),
    purpose=msgid("Eine frei gewordene Zeit denen anbieten, die darauf warten."),
    legal_bases=(APPOINTMENT, ROTA),
    retention=Retention(
        Period(days=1),
        counted_from=("freed_at",),
        event=msgid("Zeit wird frei"),
        reason=msgid("Gelöscht, sobald die Zeit angeboten ist; spätestens nach einem Tag."),
        erased_by=ErasedBy(job="appointments.forget-waiting"),
    ),
    section="freed_times",
    ties=(Tie(Root.ACCOUNT, "person_id.account_id"),),
    untied=msgid("Wer den Termin hatte, steht bei den gebuchten Terminen."),
    erasure=kept(msgid("Die Zeit wird binnen eines Tages gelöscht.")),
    columns=(
        personal(
            {"starts_at": msgid("Beginn"), "ends_at": msgid("Ende"), "freed_at": msgid("Wieder frei seit")},
            export=DISCLOSED,
        ),
        personal({"person_id": msgid("Wer empfängt")}, export=Withheld(INTERNAL_ID)),
        impersonal("id", "room_id", reason=INTERNAL_ID),
    ),
)

TABLES = (_ENTRY, _OFFER, _FREED)
