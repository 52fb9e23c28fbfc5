"""What messages on their way to devices hold about people."""

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
from backend.push.tables import PushMessage

_PUSH_MESSAGE = TableDecisions(
    table=PushMessage,
    title=msgid("Mitteilungen auf dem Weg zu Geräten"),
    subjects=(Subject.ACCOUNT_HOLDER, Subject.EMPLOYEE),
    purpose=msgid("Mitteilungen auf Geräten anzeigen, die das eingeschaltet haben."),
    legal_bases=(PORTAL_USE, SECURITY),
    retention=Retention(
        Period(),
        counted_from=("expires_at",),
        event=msgid("Die Mitteilung kommt zu spät"),
        reason=msgid("Eine zugestellte Mitteilung wird sofort gelöscht; danach nützt auch ein weiterer Versuch nicht."),
        erased_by=ErasedBy(job="push.forget"),
    ),
    section="push_messages",
    ties=(Tie(Root.ACCOUNT, "subscription_id.account_id"),),
    columns=(
        personal(
            {
                "title": msgid("Überschrift"),
                "body": msgid("Text der Mitteilung"),
                "address": msgid("Seite, zu der sie führt"),
                "created_at": msgid("Beauftragt am"),
                "expires_at": msgid("Zustellen höchstens bis"),
            },
            export=DISCLOSED,
        ),
        personal({"subscription_id": msgid("Gerät")}, export=Withheld(INTERNAL_ID)),
        impersonal("tag", "urgent", reason=msgid("Sagt nur, wie die Mitteilung zugestellt wird.")),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

TABLES = (_PUSH_MESSAGE,)
