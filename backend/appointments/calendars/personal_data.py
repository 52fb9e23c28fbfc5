"""What calendars to subscribe to hold about people."""

from backend.appointments.calendars.tables import CalendarFeed
from backend.appointments.legal_bases import APPOINTMENT
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
from backend.core.personal_data_terms import CODE_HASH, INTERNAL_ID
from backend.core.translations import msgid

_FEED = TableDecisions(
    table=CalendarFeed,
    title=msgid("Abonnierte Kalender"),
    subjects=(Subject.ACCOUNT_HOLDER, Subject.CUSTOMER),
    purpose=msgid("Termine im eigenen Kalenderprogramm zeigen, wenn die Person das einrichtet."),
    legal_bases=(APPOINTMENT,),
    retention=Retention(
        Period(),
        event=msgid("Beenden des Abonnements oder Löschung des Kontos"),
        reason=msgid("Das Abonnement gilt, bis die Person es beendet."),
        erased_by=ErasedBy(row_of="account"),
    ),
    section="calendar_feeds",
    ties=(Tie(Root.ACCOUNT, "account_id"), Tie(Root.CUSTOMER, "customer_id")),
    columns=(
        personal({"created_at": msgid("Eingerichtet am")}, export=DISCLOSED),
        personal(
            {"account_id": msgid("Konto"), "customer_id": msgid("Kundin oder Kunde")}, export=Withheld(INTERNAL_ID)
        ),
        personal({"secret_hash": msgid("Prüfwert der Adresse")}, export=Withheld(CODE_HASH)),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

TABLES = (_FEED,)
