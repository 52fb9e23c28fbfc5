"""What bookings hold about people: those who come, and those who receive them."""

from backend.appointments.booking.tables import Booking, BookingEvent, Meeting
from backend.appointments.legal_bases import APPOINTMENT, ROTA
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

_WHY_A_YEAR = msgid("Ein Jahr lang lassen sich Rückfragen beantworten und Zusagen nachweisen.")

_BOOKING = TableDecisions(
    table=Booking,
    title=msgid("Gebuchte Termine"),
    subjects=(Subject.CUSTOMER, Subject.ACCOUNT_HOLDER, Subject.GUEST, Subject.EMPLOYEE),
    purpose=msgid("Termine vereinbaren, bestätigen, daran erinnern, verschieben und absagen."),
    legal_bases=(APPOINTMENT,),
    retention=Retention(
        Period(days=365),
        event=msgid("Ende des Termins"),
        reason=_WHY_A_YEAR,
        erased_by=ErasedBy(row_of="meeting"),
    ),
    section="appointments",
    ties=(Tie(Root.CUSTOMER, "customer_id"), Tie(Root.ACCOUNT, "account_id")),
    untied=msgid("Wer ohne Konto bucht, ist nur an Name und E-Mail-Adresse im Termin zu erkennen."),
    mentions=(Mention(Root.ACCOUNT, "booked_by"),),
    columns=(
        personal(
            {
                "contact_name": msgid("Name"),
                "contact_email": msgid("E-Mail-Adresse"),
                "contact_phone": msgid("Telefonnummer"),
                "language": msgid("Sprache"),
                "needs": msgid("Gewünschte Unterstützung"),
                "answers": msgid("Antworten auf die Fragen zum Termin"),
                "reminders": msgid("Gewünschte Erinnerungen"),
            },
            export=PROVIDED,
        ),
        personal(
            {
                "state": msgid("Stand"),
                "note": msgid("Notiz des Service"),
                "created_at": msgid("Gebucht am"),
                "changed_at": msgid("Geändert am"),
                "cancelled_at": msgid("Abgesagt am"),
                "cancelled_by": msgid("Abgesagt von"),
            },
            export=DISCLOSED,
        ),
        personal(
            {
                "customer_id": msgid("Termin für"),
                "account_id": msgid("Konto"),
                "booked_by": msgid("Gebucht durch"),
                "meeting_id": msgid("Zeit und Ort"),
            },
            export=Withheld(INTERNAL_ID),
        ),
        impersonal(
            "id",
            "seat",
            "capacity",
            "held_until",
            "request_key",
            "calendar_uid",
            "calendar_sequence",
            reason=INTERNAL_ID,
        ),
    ),
)

_EVENT = TableDecisions(
    table=BookingEvent,
    title=msgid("Verlauf gebuchter Termine"),
    subjects=(Subject.CUSTOMER, Subject.ACCOUNT_HOLDER, Subject.GUEST, Subject.EMPLOYEE),
    purpose=msgid("Nachweis, wer einen Termin wann gebucht, verschoben oder abgesagt hat."),
    legal_bases=(APPOINTMENT,),
    retention=Retention(
        Period(days=365),
        event=msgid("Ende des Termins"),
        reason=_WHY_A_YEAR,
        erased_by=ErasedBy(row_of="booking"),
    ),
    section="appointment_history",
    ties=(Tie(Root.CUSTOMER, "booking_id.customer_id"), Tie(Root.ACCOUNT, "booking_id.account_id")),
    untied=msgid("Wer ohne Konto bucht, ist nur an Name und E-Mail-Adresse im Termin zu erkennen."),
    mentions=(Mention(Root.ACCOUNT, "account_id"),),
    columns=(
        personal(
            {
                "kind": msgid("Was geschah"),
                "by_staff": msgid("Durch den Service"),
                "moved_from": msgid("Verschoben von"),
                "at": msgid("Wann"),
            },
            export=DISCLOSED,
        ),
        personal({"account_id": msgid("Konto")}, export=Withheld(INTERNAL_ID)),
        impersonal("id", "booking_id", reason=INTERNAL_ID),
    ),
)

_MEETING = TableDecisions(
    table=Meeting,
    title=msgid("Belegte Zeiten"),
    subjects=(Subject.EMPLOYEE, Subject.CUSTOMER),
    purpose=msgid("Verhindern, dass jemand oder ein Raum zur selben Zeit zweimal vergeben wird."),
    legal_bases=(APPOINTMENT, ROTA),
    retention=Retention(
        Period(days=365),
        counted_from=("ends_at",),
        event=msgid("Ende des Termins"),
        reason=_WHY_A_YEAR,
        erased_by=ErasedBy(job="appointments.forget"),
    ),
    section="meetings",
    ties=(Tie(Root.ACCOUNT, "person_id.account_id"),),
    untied=msgid("Wer kommt, steht bei den gebuchten Terminen."),
    erasure=kept(msgid("Der Termin gehört auch denen, die kommen.")),
    columns=(
        personal(
            {
                "starts_at": msgid("Beginn"),
                "ends_at": msgid("Ende"),
                "channel": msgid("Wie man sich trifft"),
                "released_at": msgid("Wieder frei seit"),
            },
            export=DISCLOSED,
        ),
        personal({"person_id": msgid("Wer empfängt")}, export=Withheld(INTERNAL_ID)),
        impersonal(
            "id",
            "service_id",
            "room_id",
            "location_id",
            "blocked_from",
            "blocked_until",
            "capacity",
            reason=INTERNAL_ID,
        ),
    ),
)

TABLES = (_BOOKING, _EVENT, _MEETING)
