"""What account data hold about people, beside what the account and the customer themselves do."""

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
    personal,
)
from backend.core.personal_data_terms import ACCOUNTABILITY, CONTRACT, INTERNAL_ID, PORTAL_USE, SECURITY
from backend.core.translations import msgid
from backend.profile.tables import (
    ChangeRequest,
    DeliveryAddress,
    EmailChange,
    MessageChoice,
    PhoneNumber,
    ProfileChange,
)

_CLEAN_UP = ErasedBy(job="profile.clean_up")
_OTHERS_ID = msgid("Kennung einer womöglich anderen Person (Art. 15 Abs. 4 DSGVO).")

_DELIVERY_ADDRESS = TableDecisions(
    table=DeliveryAddress,
    title=msgid("Lieferadressen"),
    subjects=(Subject.CUSTOMER,),
    purpose=msgid("Leistungen kommen dorthin, wo die Kundin oder der Kunde sie haben möchte."),
    legal_bases=(CONTRACT,),
    retention=Retention(
        Period(days=7),
        counted_from=("removed_at",),
        event=msgid("Entfernen der Adresse"),
        reason=msgid("Sieben Tage lang lässt sich ein Versehen rückgängig machen."),
        erased_by=_CLEAN_UP,
    ),
    section="delivery_addresses",
    ties=(Tie(Root.CUSTOMER, "customer_id"),),
    columns=(
        personal(
            {
                "label": msgid("Bezeichnung der Adresse"),
                "street": msgid("Straße und Hausnummer"),
                "postal_code": msgid("Postleitzahl"),
                "city": msgid("Ort"),
                "country": msgid("Land"),
            },
            export=PROVIDED,
        ),
        personal({"created_at": msgid("Angelegt am"), "removed_at": msgid("Entfernt am")}, export=DISCLOSED),
        personal({"customer_id": msgid("Kundin oder Kunde")}, export=Withheld(INTERNAL_ID)),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

_PHONE_NUMBER = TableDecisions(
    table=PhoneNumber,
    title=msgid("Telefonnummern"),
    subjects=(Subject.CUSTOMER,),
    purpose=msgid("Rückfragen zum Vertrag und zu Terminen."),
    legal_bases=(CONTRACT,),
    retention=Retention(
        Period(days=7),
        counted_from=("removed_at",),
        event=msgid("Entfernen der Nummer"),
        reason=msgid("Sieben Tage lang lässt sich ein Versehen rückgängig machen."),
        erased_by=_CLEAN_UP,
    ),
    section="phone_numbers",
    ties=(Tie(Root.CUSTOMER, "customer_id"),),
    columns=(
        personal({"number": msgid("Telefonnummer"), "kind": msgid("Art des Anschlusses")}, export=PROVIDED),
        personal({"created_at": msgid("Angelegt am"), "removed_at": msgid("Entfernt am")}, export=DISCLOSED),
        personal({"customer_id": msgid("Kundin oder Kunde")}, export=Withheld(INTERNAL_ID)),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

_MESSAGE_CHOICE = TableDecisions(
    table=MessageChoice,
    title=msgid("Mitteilungen: was eine Person erfahren möchte, und wie"),
    subjects=(Subject.ACCOUNT_HOLDER, Subject.EMPLOYEE),
    purpose=msgid("Niemand bekommt Nachrichten, die er nicht haben möchte."),
    legal_bases=(PORTAL_USE,),
    retention=Retention(
        Period(),
        event=msgid("Löschung des Kontos"),
        reason=msgid("Solange das Konto besteht, gilt die Auswahl."),
        erased_by=ErasedBy(row_of="account"),
    ),
    section="message_choices",
    ties=(Tie(Root.ACCOUNT, "account_id"),),
    columns=(
        personal({"topic": msgid("Thema"), "channels": msgid("Wege der Mitteilung")}, export=PROVIDED),
        personal({"changed_at": msgid("Geändert am")}, export=DISCLOSED),
        personal({"account_id": msgid("Konto")}, export=Withheld(INTERNAL_ID)),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

_CHANGE_REQUEST = TableDecisions(
    table=ChangeRequest,
    title=msgid("Änderungen, die geprüft werden"),
    subjects=(Subject.CUSTOMER, Subject.ACCOUNT_HOLDER, Subject.EMPLOYEE),
    purpose=msgid("Beschäftigte prüfen Änderungen, von denen der Vertrag abhängt."),
    legal_bases=(CONTRACT,),
    retention=Retention(
        Period(days=90),
        counted_from=("decided_at",),
        event=msgid("Entscheidung über die Änderung"),
        reason=msgid("So lange lässt sich nachfragen, warum eine Änderung nicht übernommen wurde."),
        erased_by=_CLEAN_UP,
    ),
    section="change_requests",
    ties=(Tie(Root.CUSTOMER, "customer_id"),),
    mentions=(Mention(Root.ACCOUNT, "requested_by"), Mention(Root.ACCOUNT, "decided_by")),
    columns=(
        personal({"new_value": msgid("Neue Angabe")}, export=PROVIDED),
        personal(
            {
                "field": msgid("Geänderte Angabe"),
                "old_value": msgid("Bisherige Angabe"),
                "state": msgid("Stand der Prüfung"),
                "requested_at": msgid("Beantragt am"),
                "decided_at": msgid("Entschieden am"),
                "reason": msgid("Begründung"),
                "read_at": msgid("Gelesen am"),
            },
            export=DISCLOSED,
        ),
        personal(
            {"requested_by": msgid("Beantragt durch Konto"), "decided_by": msgid("Entschieden durch Konto")},
            export=Withheld(_OTHERS_ID),
        ),
        personal(
            {"customer_id": msgid("Kundin oder Kunde"), "target": msgid("Geänderte Zeile")},
            export=Withheld(INTERNAL_ID),
        ),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

_PROFILE_CHANGE = TableDecisions(
    table=ProfileChange,
    title=msgid("Verlauf: wer welche Angabe geändert hat"),
    subjects=(Subject.ACCOUNT_HOLDER, Subject.CUSTOMER, Subject.EMPLOYEE),
    purpose=msgid("Die Person sieht, wer ihre Angaben wann geändert hat, und Einwilligungen bleiben nachweisbar."),
    legal_bases=(ACCOUNTABILITY, SECURITY),
    retention=Retention(
        Period(days=730),
        counted_from=("at",),
        event=msgid("Zeitpunkt der Änderung"),
        reason=msgid("Fremde Änderungen fallen oft erst mit der nächsten Jahresabrechnung auf."),
        erased_by=_CLEAN_UP,
    ),
    section="profile_changes",
    ties=(Tie(Root.ACCOUNT, "account_id"), Tie(Root.CUSTOMER, "customer_id")),
    mentions=(Mention(Root.ACCOUNT, "done_by_account"),),
    columns=(
        personal(
            {
                "field": msgid("Geänderte Angabe"),
                "action": msgid("Ereignis"),
                "old_value": msgid("Bisherige Angabe"),
                "new_value": msgid("Neue Angabe"),
                "reason": msgid("Begründung"),
                "done_by": msgid("Geändert durch"),
                "at": msgid("Zeitpunkt der Änderung"),
            },
            export=DISCLOSED,
        ),
        personal({"done_by_account": msgid("Geändert durch Konto")}, export=Withheld(_OTHERS_ID)),
        personal(
            {"account_id": msgid("Konto"), "customer_id": msgid("Kundin oder Kunde")},
            export=Withheld(INTERNAL_ID),
        ),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

_EMAIL_CHANGE = TableDecisions(
    table=EmailChange,
    title=msgid("Änderungen der E-Mail-Adresse"),
    subjects=(Subject.ACCOUNT_HOLDER, Subject.EMPLOYEE),
    purpose=msgid("Die neue Adresse wird erst bestätigt, und die bisherige kann die Änderung rückgängig machen."),
    legal_bases=(PORTAL_USE, SECURITY),
    retention=Retention(
        Period(),
        counted_from=("expires_at",),
        event=msgid("Ablauf des Codes oder der Frist zum Rückgängigmachen"),
        reason=msgid("Danach gilt die Änderung endgültig, oder es gab sie nie."),
        erased_by=_CLEAN_UP,
    ),
    section="email_changes",
    ties=(Tie(Root.ACCOUNT, "account_id"),),
    columns=(
        personal(
            {"old_email": msgid("Bisherige E-Mail-Adresse"), "new_email": msgid("Neue E-Mail-Adresse")},
            export=PROVIDED,
        ),
        personal(
            {
                "requested_at": msgid("Beantragt am"),
                "confirmed_at": msgid("Bestätigt am"),
                "undone_at": msgid("Rückgängig gemacht am"),
                "expires_at": msgid("Läuft ab am"),
            },
            export=DISCLOSED,
        ),
        personal({"account_id": msgid("Konto")}, export=Withheld(INTERNAL_ID)),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

TABLES = (_DELIVERY_ADDRESS, _PHONE_NUMBER, _MESSAGE_CHOICE, _CHANGE_REQUEST, _PROFILE_CHANGE, _EMAIL_CHANGE)
