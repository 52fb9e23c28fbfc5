"""What the calendars of staff hold about them. What they are busy with is not read at all."""

from backend.appointments.legal_bases import ROTA
from backend.appointments.staff_calendars.tables import CalendarBusy, CalendarCopy, CalendarLink
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
from backend.core.personal_data_terms import INTERNAL_ID
from backend.core.translations import msgid

_UNTIED = msgid("Nicht alle, die Termine geben, haben ein Konto.")
_OVER = Retention(
    Period(days=1),
    counted_from=("ends_at",),
    event=msgid("Ende der Zeit"),
    reason=msgid("Was vorbei ist, hindert keinen Termin mehr."),
    erased_by=ErasedBy(job="staff-calendars.forget"),
)

_LINK = TableDecisions(
    table=CalendarLink,
    title=msgid("Verbundene Kalender von Beschäftigten"),
    subjects=(Subject.EMPLOYEE,),
    purpose=msgid("Termine in den eigenen Kalender schreiben und dort sehen, wann jemand keine Zeit hat."),
    legal_bases=(ROTA,),
    retention=Retention(
        Period(),
        event=msgid("Trennung des Kalenders"),
        reason=msgid("Die Verbindung gilt, bis sie getrennt wird oder die Person keine Termine mehr gibt."),
        erased_by=ErasedBy(row_of="resource"),
    ),
    section="staff_calendar",
    ties=(Tie(Root.ACCOUNT, "resource_id.account_id"),),
    untied=_UNTIED,
    columns=(
        personal(
            {
                "address": msgid("Adresse des Kalenders"),
                "name": msgid("Name des Kalenders"),
                "user_name": msgid("Benutzername beim Kalenderserver"),
                "created_at": msgid("Verbunden seit"),
                "problem": msgid("Was zuletzt nicht ging"),
                "failing_since": msgid("Gestört seit"),
                "seen_at": msgid("Zuletzt gelesen"),
                "unreadable": msgid("Unlesbare Einträge"),
                "parting_since": msgid("Wird getrennt seit"),
            },
            export=DISCLOSED,
        ),
        personal(
            {"password": msgid("Passwort beim Kalenderserver, versiegelt")},
            export=Withheld(msgid("Ein Passwort herauszugeben nützt nur anderen; wer es gewählt hat, kennt es.")),
        ),
        impersonal("id", "resource_id", "failures", "next_at", "claimed_until", reason=INTERNAL_ID),
    ),
)

_BUSY = TableDecisions(
    table=CalendarBusy,
    title=msgid("Belegte Zeiten aus verbundenen Kalendern"),
    subjects=(Subject.EMPLOYEE,),
    purpose=msgid("Keinen Termin anbieten, wenn jemand schon etwas vorhat. Was, wird nicht gelesen."),
    legal_bases=(ROTA,),
    retention=_OVER,
    section="staff_calendar_busy",
    ties=(Tie(Root.ACCOUNT, "link_id.resource_id.account_id"),),
    untied=_UNTIED,
    columns=(
        personal({"starts_at": msgid("Belegt ab"), "ends_at": msgid("Belegt bis")}, export=DISCLOSED),
        impersonal("id", "link_id", reason=INTERNAL_ID),
    ),
)

_COPY = TableDecisions(
    table=CalendarCopy,
    title=msgid("In verbundene Kalender geschriebene Termine"),
    subjects=(Subject.EMPLOYEE,),
    purpose=msgid("Jeden Termin nur einmal eintragen und seine Änderungen nachtragen."),
    legal_bases=(ROTA,),
    retention=_OVER,
    section="staff_calendar_entries",
    ties=(Tie(Root.ACCOUNT, "link_id.resource_id.account_id"),),
    untied=_UNTIED,
    columns=(
        personal(
            {"ends_at": msgid("Ende des Termins"), "missing_since": msgid("Im Kalender gelöscht seit")},
            export=DISCLOSED,
        ),
        impersonal("id", "link_id", "uid", "fingerprint", reason=INTERNAL_ID),
    ),
)

TABLES = (_LINK, _BUSY, _COPY)
