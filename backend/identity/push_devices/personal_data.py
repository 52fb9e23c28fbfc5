"""What is kept about browsers that show messages."""

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
from backend.core.personal_data_terms import INTERNAL_ID, PORTAL_USE
from backend.core.translations import msgid
from backend.identity.push_devices.operations import KEPT
from backend.identity.push_devices.tables import PushSubscription

_PUSH_SUBSCRIPTION = TableDecisions(
    table=PushSubscription,
    title=msgid("Geräte, die Mitteilungen anzeigen"),
    subjects=(Subject.ACCOUNT_HOLDER, Subject.EMPLOYEE),
    purpose=msgid("Mitteilungen auf dem Gerät anzeigen, auf dem die Person das eingeschaltet hat."),
    legal_bases=(PORTAL_USE,),
    retention=Retention(
        Period(days=KEPT.days),
        counted_from=("seen_at",),
        event=msgid("Letzter Besuch oder letzte zugestellte Mitteilung"),
        reason=msgid(
            "So lange, dass auch eine Rechnung im Jahr noch angezeigt wird. Abmelden, Ausschalten und Schließen des "
            "Kontos löschen den Eintrag sofort."
        ),
        erased_by=ErasedBy(job="identity.forget_push_devices"),
    ),
    section="push_devices",
    ties=(Tie(Root.ACCOUNT, "account_id"),),
    columns=(
        personal(
            {
                "browser": msgid("Browser"),
                "system": msgid("Betriebssystem"),
                "created_at": msgid("Eingeschaltet am"),
                "seen_at": msgid("Zuletzt gesehen am"),
                "last_success_at": msgid("Letzte Mitteilung zugestellt am"),
            },
            export=DISCLOSED,
        ),
        personal(
            {
                "endpoint": msgid("Adresse des Browsers beim Zustelldienst"),
                "p256dh": msgid("Öffentlicher Schlüssel des Browsers"),
                "auth": msgid("Geheimnis des Browsers"),
            },
            export=Withheld(msgid("Wer das kennt, könnte dem Browser etwas zustellen lassen; der Browser hat es.")),
        ),
        personal({"account_id": msgid("Konto"), "session_id": msgid("Sitzung")}, export=Withheld(INTERNAL_ID)),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

TABLES = (_PUSH_SUBSCRIPTION,)
