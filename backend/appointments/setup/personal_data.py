"""What the rota holds about people, and what the company offers."""

from backend.appointments.legal_bases import ROTA
from backend.appointments.setup.tables import (
    HoursException,
    Location,
    Resource,
    ResourceLocation,
    Service,
    ServiceLocation,
    ServiceQuestion,
    WeeklyHours,
)
from backend.core.personal_data import (
    DISCLOSED,
    EMPTIED,
    ErasedBy,
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
    replaced_by,
)
from backend.core.personal_data_terms import INTERNAL_ID
from backend.core.translations import msgid

_NOT_ALL = msgid("Räume gehören niemandem, und nicht alle, die Termine geben, haben ein Konto.")
_PRESENT_ONES = msgid("Es gelten immer nur die jetzigen; sie gehen mit der Person oder dem Raum.")
_OFFER = msgid("Sagt, was das Unternehmen anbietet, und nichts über eine Person.")

_RESOURCE = TableDecisions(
    table=Resource,
    title=msgid("Wer Termine gibt, und Räume"),
    subjects=(Subject.EMPLOYEE,),
    purpose=msgid("Termine bei den richtigen Beschäftigten und in passenden Räumen vergeben."),
    legal_bases=(ROTA,),
    retention=Retention(
        Period(days=365),
        counted_from=("retired_at",),
        event=msgid("Ausscheiden aus der Terminvergabe"),
        reason=msgid("So lange stehen noch vergangene Termine unter dem Namen."),
        erased_by=ErasedBy(job="appointments.forget"),
    ),
    section="rota",
    ties=(Tie(Root.ACCOUNT, "account_id"),),
    untied=_NOT_ALL,
    erasure=kept(
        msgid("Unter dieser Zeile stehen Termine, die auch anderen gehören; wer es war, sagt sie nicht mehr.")
    ),
    columns=(
        personal({"name": msgid("Name")}, export=DISCLOSED, erasure=replaced_by(msgid("Nicht mehr im Unternehmen"))),
        personal({"video_url": msgid("Adresse des Videoraums")}, export=DISCLOSED, erasure=EMPTIED),
        personal(
            {
                "skills": msgid("Fähigkeiten"),
                "federal_state": msgid("Bundesland der Feiertage"),
                "retired_at": msgid("Gibt keine Termine mehr seit"),
            },
            export=DISCLOSED,
        ),
        personal({"account_id": msgid("Konto")}, export=Withheld(INTERNAL_ID), erasure=EMPTIED),
        impersonal("id", "kind", reason=INTERNAL_ID),
    ),
)

_HOURS = TableDecisions(
    table=WeeklyHours,
    title=msgid("Arbeitszeiten für Termine"),
    subjects=(Subject.EMPLOYEE,),
    purpose=msgid("Termine nur in der Arbeitszeit anbieten."),
    legal_bases=(ROTA,),
    retention=Retention(
        Period(),
        event=msgid("Änderung der Arbeitszeiten"),
        reason=_PRESENT_ONES,
        erased_by=ErasedBy(row_of="resource"),
    ),
    section="working_hours",
    ties=(Tie(Root.ACCOUNT, "resource_id.account_id"),),
    untied=_NOT_ALL,
    columns=(
        personal(
            {
                "kind": msgid("Arbeit oder Pause"),
                "weekday": msgid("Wochentag"),
                "opens": msgid("Beginn in Minuten nach Mitternacht"),
                "closes": msgid("Ende in Minuten nach Mitternacht"),
            },
            export=DISCLOSED,
        ),
        impersonal("id", "resource_id", "location_id", reason=INTERNAL_ID),
    ),
)

_EXCEPTION = TableDecisions(
    table=HoursException,
    title=msgid("Abwesenheiten und zusätzliche Zeiten"),
    subjects=(Subject.EMPLOYEE,),
    purpose=msgid("Keine Termine anbieten, wenn jemand nicht da ist. Den Grund kennt das Portal nicht."),
    legal_bases=(ROTA,),
    retention=Retention(
        Period(days=90),
        counted_from=("last_day",),
        event=msgid("Letzter Tag"),
        reason=msgid("So lange lässt sich klären, warum ein Termin nicht zu haben war."),
        erased_by=ErasedBy(job="appointments.forget"),
    ),
    section="absences",
    ties=(Tie(Root.ACCOUNT, "resource_id.account_id"),),
    untied=_NOT_ALL,
    columns=(
        personal(
            {
                "kind": msgid("Abwesend oder zusätzlich da"),
                "first_day": msgid("Erster Tag"),
                "last_day": msgid("Letzter Tag"),
                "opens": msgid("Beginn in Minuten nach Mitternacht"),
                "closes": msgid("Ende in Minuten nach Mitternacht"),
            },
            export=DISCLOSED,
        ),
        impersonal("id", "resource_id", "location_id", reason=INTERNAL_ID),
    ),
)

_BELONGS = TableDecisions(
    table=ResourceLocation,
    title=msgid("Wer an welchem Standort ist"),
    subjects=(Subject.EMPLOYEE,),
    purpose=msgid("Termine am richtigen Standort anbieten."),
    legal_bases=(ROTA,),
    retention=Retention(
        Period(),
        event=msgid("Änderung der Standorte"),
        reason=_PRESENT_ONES,
        erased_by=ErasedBy(row_of="resource"),
    ),
    ties=(Tie(Root.ACCOUNT, "resource_id.account_id"),),
    untied=_NOT_ALL,
    columns=(
        personal(
            {"location_id": msgid("Standort")},
            export=Withheld(INTERNAL_ID),
        ),
        impersonal("id", "resource_id", reason=INTERNAL_ID),
    ),
)

_LOCATION = TableDecisions(
    table=Location,
    title=msgid("Standorte"),
    subjects=(Subject.NOBODY,),
    purpose=msgid("Sagen, wohin man kommt und was dort barrierefrei ist."),
    columns=(
        impersonal(
            "id",
            "name_de",
            "name_en",
            "street",
            "postal_code",
            "city",
            "directions_de",
            "directions_en",
            "step_free",
            "lift",
            "parking",
            "induction_loop",
            "accessibility_de",
            "accessibility_en",
            "retired_at",
            reason=_OFFER,
        ),
    ),
)

_SERVICE = TableDecisions(
    table=Service,
    title=msgid("Angebotene Termine"),
    subjects=(Subject.NOBODY,),
    purpose=msgid("Sagen, wofür man einen Termin bekommt und unter welchen Regeln."),
    columns=(
        impersonal(
            "id",
            "name_de",
            "name_en",
            "summary_de",
            "summary_en",
            "bring_de",
            "bring_en",
            "price_de",
            "price_en",
            "duration",
            "step",
            "buffer_before",
            "buffer_after",
            "lead_time",
            "horizon_days",
            "cancel_until",
            "capacity",
            "channels",
            "skills",
            "needs_room",
            "for_guests",
            "position",
            "retired_at",
            reason=_OFFER,
        ),
    ),
)

_SERVICE_LOCATION = TableDecisions(
    table=ServiceLocation,
    title=msgid("Welcher Termin an welchem Standort zu haben ist"),
    subjects=(Subject.NOBODY,),
    purpose=msgid("Termine am richtigen Standort anbieten."),
    columns=(impersonal("id", "service_id", "location_id", reason=_OFFER),),
)

_QUESTION = TableDecisions(
    table=ServiceQuestion,
    title=msgid("Fragen bei der Buchung"),
    subjects=(Subject.NOBODY,),
    purpose=msgid("Erfragen, was für die Vorbereitung des Termins nötig ist."),
    columns=(
        impersonal(
            "id",
            "service_id",
            "position",
            "kind",
            "label_de",
            "label_en",
            "required",
            "choices",
            "retired_at",
            reason=_OFFER,
        ),
    ),
)

TABLES = (_RESOURCE, _BELONGS, _HOURS, _EXCEPTION, _LOCATION, _SERVICE, _SERVICE_LOCATION, _QUESTION)
