"""Tables that hold nothing about people: the queue of background jobs and the history of the schema."""

from backend.core.personal_data import Subject, TableDecisions, impersonal
from backend.core.translations import msgid

_IDS_ONLY = msgid(
    "Ein Auftrag nennt nur Art, Zeitpunkt und Kennungen; Namen, Adressen und Codes stehen nie in der Warteschlange."
)

_QUEUE = TableDecisions(
    table="pgqueuer",
    title=msgid("Warteschlange der Hintergrundaufträge"),
    subjects=(Subject.NOBODY,),
    purpose=msgid("Aufträge wie der Versand einer E-Mail gehen auch bei einem Ausfall nicht verloren."),
    columns=(
        impersonal(
            "id",
            "priority",
            "queue_manager_id",
            "created",
            "updated",
            "heartbeat",
            "execute_after",
            "status",
            "entrypoint",
            "dedupe_key",
            "payload",
            "headers",
            "attempts",
            "slot",
            reason=_IDS_ONLY,
        ),
    ),
)

_QUEUE_LOG = TableDecisions(
    table="pgqueuer_log",
    title=msgid("Protokoll der Hintergrundaufträge"),
    subjects=(Subject.NOBODY,),
    purpose=msgid("Nachsehen, ob und wie oft Aufträge gelungen sind."),
    columns=(
        impersonal(
            "id",
            "created",
            "job_id",
            "status",
            "priority",
            "entrypoint",
            "traceback",
            "aggregated",
            reason=msgid("Fehlertexte der Aufträge nennen keine Personen; Aufträge tragen nur Kennungen."),
        ),
    ),
)

_QUEUE_SCHEDULES = TableDecisions(
    table="pgqueuer_schedules",
    title=msgid("Zeitplan wiederkehrender Aufträge"),
    subjects=(Subject.NOBODY,),
    purpose=msgid("Wiederkehrende Aufträge laufen zur rechten Zeit und nur einmal."),
    columns=(
        impersonal(
            "id",
            "expression",
            "entrypoint",
            "heartbeat",
            "created",
            "updated",
            "next_run",
            "last_run",
            "status",
            reason=msgid("Nennt nur Aufträge und Uhrzeiten."),
        ),
    ),
)

_QUEUE_STATISTICS = TableDecisions(
    table="pgqueuer_statistics",
    title=msgid("Zählung der Hintergrundaufträge"),
    subjects=(Subject.NOBODY,),
    purpose=msgid("Auslastung und Fehler erkennen."),
    columns=(
        impersonal(
            "id",
            "created",
            "count",
            "priority",
            "status",
            "entrypoint",
            reason=msgid("Nennt nur Aufträge und Anzahlen."),
        ),
    ),
)

_SCHEMA_MIGRATION = TableDecisions(
    table="schema_migration",
    title=msgid("Stand des Datenbankschemas"),
    subjects=(Subject.NOBODY,),
    purpose=msgid("Programm und Datenbank passen zueinander."),
    columns=(impersonal("name", "checksum", "applied_at", reason=msgid("Beschreibt das Programm, keine Person.")),),
)

TABLES = (_QUEUE, _QUEUE_LOG, _QUEUE_SCHEDULES, _QUEUE_STATISTICS, _SCHEMA_MIGRATION)
