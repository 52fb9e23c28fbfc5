"""What accounts, customers and grants hold about people."""

from backend.accounts.operations import CLOSED_KEPT
from backend.accounts.tables import AccessGrant, Account, ActivationCode, Customer
from backend.core.personal_data import (
    DISCLOSED,
    EMPTIED,
    PROVIDED,
    ErasedBy,
    Exported,
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
    replaced_by,
)
from backend.core.personal_data_terms import (
    ACCOUNTABILITY,
    CODE_HASH,
    CONTRACT,
    EMPLOYMENT,
    INTERNAL_ID,
    PORTAL_USE,
    SECURITY,
)
from backend.core.translations import msgid

_ACCOUNT = TableDecisions(
    table=Account,
    title=msgid("Konten: wer sich anmelden kann"),
    subjects=(Subject.ACCOUNT_HOLDER, Subject.EMPLOYEE),
    purpose=msgid("Anmeldung am Portal, Anrede und Benachrichtigung in der gewählten Sprache."),
    legal_bases=(PORTAL_USE, EMPLOYMENT),
    retention=Retention(
        Period(days=CLOSED_KEPT.days),
        counted_from=("closed_at",),
        event=msgid("Schließung des Kontos"),
        reason=msgid("30 Tage lang lässt sich eine versehentliche Schließung rückgängig machen."),
    ),
    section="account",
    ties=(Tie(Root.ACCOUNT, "id"),),
    columns=(
        personal(
            {
                "email": msgid("E-Mail-Adresse"),
                "salutation": msgid("Anrede"),
                "given_name": msgid("Vorname"),
                "family_name": msgid("Nachname"),
                "language": msgid("Sprache"),
            },
            export=PROVIDED,
        ),
        personal(
            {
                "role": msgid("Rolle im Portal"),
                "created_at": msgid("Konto eröffnet am"),
                "closed_at": msgid("Konto geschlossen am"),
            },
            export=DISCLOSED,
        ),
        personal(
            {
                "id": msgid("Kennung des Kontos"),
                "webauthn_user_handle": msgid("Kennung für Passkeys"),
            },
            export=Withheld(msgid("Zufallswert, der nur dem Portal und den Passkeys des Kontos etwas sagt.")),
        ),
    ),
)

_NEEDED_FOR_INVOICES = msgid(
    "Ordnet aufbewahrungspflichtige Rechnungen zu (Art. 17 Abs. 3 lit. b DSGVO); entfällt mit der letzten Rechnung."
)

_CUSTOMER = TableDecisions(
    table=Customer,
    title=msgid("Kundinnen und Kunden: wer einen Vertrag hat"),
    subjects=(Subject.CUSTOMER,),
    purpose=msgid("Zuordnung von Rechnungen und Anliegen zum Vertrag, Anschrift und Ansprache."),
    legal_bases=(CONTRACT,),
    retention=Retention(
        Period(days=30),
        event=msgid("Ende des letzten Vertrags, gemeldet vom Unternehmen"),
        reason=msgid(
            "Danach wird die Zeile bis auf die Kundennummer geleert. Sie selbst geht mit der letzten "
            "aufbewahrungspflichtigen Rechnung."
        ),
    ),
    section="customer",
    ties=(Tie(Root.CUSTOMER, "id"),),
    erasure=EMPTIED,
    columns=(
        personal(
            {
                "salutation": msgid("Anrede"),
                "given_name": msgid("Vorname"),
                "email": msgid("E-Mail-Adresse"),
                "street": msgid("Straße und Hausnummer"),
                "postal_code": msgid("Postleitzahl"),
                "city": msgid("Ort"),
                "country": msgid("Land"),
            },
            export=PROVIDED,
        ),
        personal({"name": msgid("Name")}, export=PROVIDED, erasure=replaced_by(msgid("Gelöscht"))),
        personal({"buyer_reference": msgid("Ihre Referenz auf Rechnungen")}, export=PROVIDED),
        personal(
            {"number": msgid("Kundennummer")},
            export=Exported(key="customer_number"),
            erasure=kept(_NEEDED_FOR_INVOICES),
        ),
        personal(
            {"kind": msgid("Person oder Organisation"), "created_at": msgid("Angelegt am")},
            export=DISCLOSED,
            erasure=kept(msgid("Sagt ohne Namen und Anschrift nichts mehr über die Person.")),
        ),
        personal(
            {"id": msgid("Kennung im Portal")},
            export=Withheld(INTERNAL_ID),
            erasure=kept(_NEEDED_FOR_INVOICES),
        ),
    ),
)

_ACCESS_GRANT = TableDecisions(
    table=AccessGrant,
    title=msgid("Zugriffsrechte: welches Konto für welche Kundennummer handeln darf"),
    subjects=(Subject.ACCOUNT_HOLDER, Subject.CUSTOMER),
    purpose=msgid("Nur berechtigte Konten sehen die Daten einer Kundin oder eines Kunden."),
    legal_bases=(PORTAL_USE, ACCOUNTABILITY),
    retention=Retention(
        Period(years=3, from_end_of_year=True),
        counted_from=("ends_at", "revoked_at"),
        event=msgid("Ende oder Widerruf des Zugriffsrechts"),
        reason=msgid(
            "Bis Ansprüche wegen eines unberechtigten Zugriffs verjährt sind (§§ 195, 199 BGB). Wird das Konto vorher "
            "gelöscht, gehen seine Zugriffsrechte mit."
        ),
        erased_by=ErasedBy(row_of="account"),
    ),
    section="access_grants",
    ties=(Tie(Root.ACCOUNT, "account_id"), Tie(Root.CUSTOMER, "customer_id")),
    mentions=(Mention(Root.ACCOUNT, "granted_by"), Mention(Root.ACCOUNT, "revoked_by")),
    columns=(
        personal(
            {
                "kind": msgid("Eigener oder übertragener Zugriff"),
                "relation": msgid("Verhältnis zur Kundin oder zum Kunden"),
                "scope": msgid("Umfang des Zugriffs"),
                "starts_at": msgid("Zugriff ab"),
                "ends_at": msgid("Zugriff bis"),
                "revoked_at": msgid("Zugriff widerrufen am"),
                "end_told_at": msgid("Über das Ende benachrichtigt am"),
                "created_at": msgid("Zugriff eingetragen am"),
            },
            export=DISCLOSED,
        ),
        personal(
            {
                "account_id": msgid("Konto mit Zugriff"),
                "customer_id": msgid("Kundin oder Kunde"),
                "granted_by": msgid("Erteilt durch Konto"),
                "revoked_by": msgid("Widerrufen durch Konto"),
            },
            export=Withheld(msgid("Kennung einer womöglich anderen Person (Art. 15 Abs. 4 DSGVO).")),
        ),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

_ACTIVATION_CODE = TableDecisions(
    table=ActivationCode,
    title=msgid("Aktivierungscodes aus Briefen und Einladungen"),
    subjects=(Subject.CUSTOMER, Subject.EMPLOYEE),
    purpose=msgid("Nur wer Brief oder Einladung bekommen hat, kann ein Konto mit der Kundennummer verbinden."),
    legal_bases=(PORTAL_USE, SECURITY),
    retention=Retention(
        Period(days=30),
        counted_from=("expires_at",),
        event=msgid("Ablauf des Codes"),
        reason=msgid("So lange lässt sich sagen, warum ein Code nicht mehr angenommen wird."),
    ),
    section="activation_codes",
    ties=(Tie(Root.CUSTOMER, "customer_id"),),
    mentions=(Mention(Root.ACCOUNT, "issued_by"),),
    columns=(
        personal(
            {
                "email": msgid("Eingeladene E-Mail-Adresse"),
                "created_at": msgid("Code erstellt am"),
                "expires_at": msgid("Code gültig bis"),
                "used_at": msgid("Code verwendet am"),
            },
            export=DISCLOSED,
        ),
        personal({"customer_id": msgid("Kundin oder Kunde")}, export=Withheld(INTERNAL_ID)),
        personal(
            {"issued_by": msgid("Eingeladen durch Konto")},
            export=Withheld(msgid("Kennung einer womöglich anderen Person (Art. 15 Abs. 4 DSGVO).")),
        ),
        impersonal(
            "code_hash",
            reason=CODE_HASH,
        ),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

TABLES = (_ACCOUNT, _CUSTOMER, _ACCESS_GRANT, _ACTIVATION_CODE)
