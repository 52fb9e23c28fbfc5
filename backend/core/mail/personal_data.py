"""What the mail that the portal sends holds about people."""

from backend.core.mail.tables import MailMessage
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
from backend.core.personal_data_terms import INTERNAL_ID, PORTAL_USE, SECURITY
from backend.core.translations import msgid

_MAIL_MESSAGE = TableDecisions(
    table=MailMessage,
    title=msgid("E-Mails des Portals"),
    subjects=(Subject.ACCOUNT_HOLDER, Subject.EMPLOYEE),
    purpose=msgid("E-Mails zuverlässig genau einmal verschicken und nachsehen, was nicht ankam."),
    legal_bases=(PORTAL_USE, SECURITY),
    retention=Retention(
        Period(days=90),
        counted_from=("created_at",),
        event=msgid("Auftrag zum Versand"),
        reason=msgid("So lange lässt sich klären, ob und wann eine E-Mail verschickt wurde."),
        erased_by=ErasedBy(job="mail.forget"),
    ),
    section="mails",
    ties=(Tie(Root.ACCOUNT, "account_id"), Tie(Root.ACCOUNT, "recipient", key="email")),
    untied=msgid(
        "Auf eine Anfrage mit unbekannter Adresse und zu einem Termin ohne Konto geht eine E-Mail an die genannte "
        "Adresse; ein Konto gibt es nicht."
    ),
    columns=(
        personal(
            {
                "recipient": msgid("Empfängeradresse"),
                "language": msgid("Sprache"),
                "template": msgid("Art der E-Mail"),
                "state": msgid("Stand des Versands"),
                "attempts": msgid("Versandversuche"),
                "created_at": msgid("Beauftragt am"),
                "attempted_at": msgid("Zuletzt versucht am"),
                "sent_at": msgid("Verschickt am"),
            },
            export=DISCLOSED,
        ),
        personal(
            {"parameters": msgid("Angaben für den Text (Name, Code)"), "attachment": msgid("Angehängte Datei")},
            export=Withheld(msgid("Kann gültige Codes enthalten und wird mit dem Versand gelöscht.")),
        ),
        impersonal("attachment_name", "attachment_type", reason=msgid("Sagt nur, was für eine Datei angehängt ist.")),
        personal(
            {"last_error": msgid("Letzte Fehlermeldung des Mailservers")},
            export=Withheld(
                msgid("Sagt etwas über den Mailserver; kann fremde Adressen enthalten (Art. 15 Abs. 4 DSGVO).")
            ),
        ),
        personal({"account_id": msgid("Konto")}, export=Withheld(INTERNAL_ID)),
        impersonal("claimed_until", reason=msgid("Verhindert nur, dass eine E-Mail zweimal verschickt wird.")),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

TABLES = (_MAIL_MESSAGE,)
