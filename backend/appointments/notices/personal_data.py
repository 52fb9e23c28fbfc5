"""What notices hold about people: nothing but that somebody is to be told."""

from backend.appointments.legal_bases import APPOINTMENT
from backend.appointments.notices.tables import BookingNotice
from backend.core.personal_data import (
    DISCLOSED,
    ErasedBy,
    Period,
    Retention,
    Root,
    Subject,
    TableDecisions,
    Tie,
    impersonal,
    personal,
)
from backend.core.personal_data_terms import INTERNAL_ID
from backend.core.translations import msgid

_NOTICE = TableDecisions(
    table=BookingNotice,
    title=msgid("Anstehende Mitteilungen zu Terminen"),
    subjects=(Subject.CUSTOMER, Subject.ACCOUNT_HOLDER, Subject.GUEST),
    purpose=msgid("Bestätigungen und Erinnerungen genau einmal verschicken."),
    legal_bases=(APPOINTMENT,),
    retention=Retention(
        Period(days=365),
        event=msgid("Ende des Termins"),
        reason=msgid(
            "Gelöscht, sobald die E-Mail und die Nachricht an Geräte beauftragt sind; spätestens mit dem Termin."
        ),
        erased_by=ErasedBy(row_of="booking"),
    ),
    section="appointment_notices",
    ties=(Tie(Root.CUSTOMER, "booking_id.customer_id"), Tie(Root.ACCOUNT, "booking_id.account_id")),
    untied=msgid("Wer ohne Konto bucht, ist nur an Name und E-Mail-Adresse im Termin zu erkennen."),
    columns=(
        personal(
            {"kind": msgid("Art der Mitteilung"), "due_at": msgid("Fällig am")},
            export=DISCLOSED,
        ),
        impersonal("id", "booking_id", reason=INTERNAL_ID),
    ),
)

TABLES = (_NOTICE,)
