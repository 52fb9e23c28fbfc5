"""What sessions, passkeys, codes and limits hold about people."""

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
from backend.core.personal_data_terms import CODE_HASH, INTERNAL_ID, PORTAL_USE, SECURITY
from backend.core.translations import msgid
from backend.identity.tables import Attempt, EmailCode, Passkey, PortalSession, ServiceToken, WebauthnChallenge

_CLEAN_UP = ErasedBy(job="identity.clean_up")

_PORTAL_SESSION = TableDecisions(
    table=PortalSession,
    title=msgid("Sitzungen: angemeldete Browser"),
    subjects=(Subject.ACCOUNT_HOLDER, Subject.EMPLOYEE),
    purpose=msgid("Angemeldet bleiben, bis die Sitzung endet."),
    legal_bases=(PORTAL_USE, SECURITY),
    retention=Retention(
        Period(),
        counted_from=("expires_at",),
        event=msgid("Ablauf der Sitzung"),
        reason=msgid("Eine abgelaufene Sitzung wird nicht mehr gebraucht. Abmelden löscht sie sofort."),
        erased_by=_CLEAN_UP,
    ),
    section="sessions",
    ties=(Tie(Root.ACCOUNT, "account_id"),),
    mentions=(Mention(Root.CUSTOMER, "customer_id"),),
    columns=(
        personal(
            {
                "method": msgid("Art der Anmeldung"),
                "browser": msgid("Browser"),
                "system": msgid("Betriebssystem"),
                "country": msgid("Land der Netzadresse"),
                "strong_at": msgid("Mit zwei Faktoren bestätigt am"),
                "fresh_at": msgid("Zuletzt bestätigt am"),
                "created_at": msgid("Angemeldet am"),
                "last_seen_at": msgid("Zuletzt benutzt am"),
                "expires_at": msgid("Sitzung endet spätestens am"),
            },
            export=DISCLOSED,
        ),
        personal(
            {"account_id": msgid("Konto"), "customer_id": msgid("Handelt gerade für")},
            export=Withheld(INTERNAL_ID),
        ),
        impersonal(
            "token_hash",
            reason=msgid("Prüfwert des Sitzungsgeheimnisses; das Geheimnis kennt nur der Browser der Person."),
        ),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

_PASSKEY = TableDecisions(
    table=Passkey,
    title=msgid("Passkeys"),
    subjects=(Subject.ACCOUNT_HOLDER, Subject.EMPLOYEE),
    purpose=msgid("Anmeldung ohne Passwort. Der geheime Teil verlässt das Gerät der Person nie."),
    legal_bases=(PORTAL_USE, SECURITY),
    retention=Retention(
        Period(),
        event=msgid("Entfernen des Passkeys oder Löschung des Kontos"),
        reason=msgid("Solange das Konto besteht, dient er der Anmeldung."),
        erased_by=ErasedBy(row_of="account"),
    ),
    section="passkeys",
    ties=(Tie(Root.ACCOUNT, "account_id"),),
    columns=(
        personal({"name": msgid("Name des Passkeys")}, export=PROVIDED),
        personal(
            {
                "credential_id": msgid("Kennung des Passkeys"),
                "public_key": msgid("Öffentlicher Schlüssel"),
                "sign_count": msgid("Anzahl der Benutzungen laut Gerät"),
                "transports": msgid("Anschlussarten"),
                "aaguid": msgid("Bauart des Geräts oder Passwortspeichers"),
                "backup_eligible": msgid("Kann gesichert werden"),
                "backed_up": msgid("Ist gesichert"),
                "created_at": msgid("Passkey angelegt am"),
                "last_used_at": msgid("Passkey zuletzt benutzt am"),
                "counter_went_back_at": msgid("Vielleicht kopiert: mit einer älteren Fassung benutzt am"),
            },
            export=DISCLOSED,
        ),
        personal({"account_id": msgid("Konto")}, export=Withheld(INTERNAL_ID)),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

_WEBAUTHN_CHALLENGE = TableDecisions(
    table=WebauthnChallenge,
    title=msgid("Laufende Passkey-Vorgänge"),
    subjects=(Subject.ACCOUNT_HOLDER, Subject.EMPLOYEE),
    purpose=msgid("Eine abgefangene Passkey-Antwort lässt sich kein zweites Mal verwenden."),
    legal_bases=(SECURITY,),
    retention=Retention(
        Period(),
        counted_from=("expires_at",),
        event=msgid("Ablauf nach fünf Minuten"),
        reason=msgid("Der erste Gebrauch löscht die Zeile, sonst ihr Ablauf."),
        erased_by=_CLEAN_UP,
    ),
    ties=(Tie(Root.ACCOUNT, "account_id"),),
    untied=msgid("Bei der Anmeldung ist noch nicht bekannt, wer sich anmeldet."),
    columns=(
        personal(
            {
                "account_id": msgid("Konto"),
                "purpose": msgid("Zweck des Vorgangs"),
                "created_at": msgid("Begonnen am"),
                "expires_at": msgid("Läuft ab am"),
            },
            export=Withheld(msgid("Besteht höchstens fünf Minuten und ist vor jeder Auskunft verschwunden.")),
        ),
        impersonal("challenge", reason=msgid("Zufallswert, der nichts über die Person sagt.")),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

_EMAIL_CODE = TableDecisions(
    table=EmailCode,
    title=msgid("Codes, die per E-Mail verschickt wurden"),
    subjects=(Subject.ACCOUNT_HOLDER, Subject.EMPLOYEE),
    purpose=msgid("Nachweis, dass die Person Zugriff auf das E-Mail-Postfach hat."),
    legal_bases=(PORTAL_USE, SECURITY),
    retention=Retention(
        Period(),
        counted_from=("expires_at",),
        event=msgid("Ablauf des Codes"),
        reason=msgid("Ein abgelaufener Code wird nicht mehr gebraucht."),
        erased_by=_CLEAN_UP,
    ),
    section="email_codes",
    ties=(
        Tie(Root.ACCOUNT, "email", key="email"),
        Tie(Root.CUSTOMER, "activation_code_id.customer_id"),
    ),
    untied=msgid(
        "Auch zu einer unbekannten Adresse entsteht eine Zeile, damit niemand bekannte Adressen erraten kann."
    ),
    columns=(
        personal({"email": msgid("E-Mail-Adresse"), "language": msgid("Sprache")}, export=PROVIDED),
        personal(
            {
                "purpose": msgid("Zweck des Vorgangs"),
                "tries": msgid("Eingaben des Codes"),
                "created_at": msgid("Code erstellt am"),
                "expires_at": msgid("Code gültig bis"),
            },
            export=DISCLOSED,
        ),
        personal(
            {"activation_code_id": msgid("Aktivierungscode"), "recovery_id": msgid("Wiederherstellung")},
            export=Withheld(INTERNAL_ID),
        ),
        impersonal("digits", reason=msgid("Sagt nur, wie lang der Code ist.")),
        impersonal(
            "code_hash",
            reason=CODE_HASH,
        ),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

_ATTEMPT = TableDecisions(
    table=Attempt,
    title=msgid("Zählung von Anmeldeversuchen"),
    subjects=(Subject.ACCOUNT_HOLDER, Subject.EMPLOYEE),
    purpose=msgid("Das Erraten von Codes begrenzen."),
    legal_bases=(SECURITY,),
    retention=Retention(
        Period(hours=24),
        counted_from=("at",),
        event=msgid("Zeitpunkt des Versuchs"),
        reason=msgid("Kein Grenzwert blickt weiter zurück."),
        erased_by=_CLEAN_UP,
    ),
    untied=msgid(
        "Adressen stehen nur als Prüfwert mit geheimem Schlüssel da; keine Liste im Portal ordnet ihn einer Person zu "
        "(Art. 11 DSGVO)."
    ),
    columns=(
        personal(
            {
                "subject_hash": msgid("Prüfwert der E-Mail- oder Netzadresse"),
                "kind": msgid("Art des Versuchs"),
                "at": msgid("Zeitpunkt des Versuchs"),
            },
            export=Withheld(msgid("Keiner Person zuzuordnen, ohne zusätzliche Daten zu erheben (Art. 11 DSGVO).")),
        ),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

_SERVICE_TOKEN = TableDecisions(
    table=ServiceToken,
    title=msgid("Zugänge für Programme des Unternehmens"),
    subjects=(Subject.NOBODY,),
    purpose=msgid("Das Abrechnungssystem liefert Rechnungen an."),
    columns=(
        impersonal(
            "id",
            "name",
            "token_hash",
            "created_at",
            "last_used_at",
            "revoked_at",
            reason=msgid("Beschreibt ein Programm, keine Person."),
        ),
    ),
)

TABLES = (_PORTAL_SESSION, _PASSKEY, _WEBAUTHN_CHALLENGE, _EMAIL_CODE, _ATTEMPT, _SERVICE_TOKEN)
