"""What passwords, authenticator apps, recovery codes and unfinished sign-ins hold about people."""

from backend.core.personal_data import (
    DISCLOSED,
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
from backend.identity.two_factor.tables import PasswordCredential, PendingSignIn, RecoveryCode, Totp

_SUBJECTS = (Subject.ACCOUNT_HOLDER, Subject.EMPLOYEE)
_BASES = (PORTAL_USE, SECURITY)
_TIES = (Tie(Root.ACCOUNT, "account_id"),)

_CLEAN_UP = ErasedBy(job="identity.clean_up_factors")

_AFTER_REMOVAL = Retention(
    Period(days=7),
    counted_from=("removed_at",),
    event=msgid("Entfernen oder Ersetzen durch die Person"),
    reason=msgid(
        "Sieben Tage lang kann die Person die Änderung rückgängig machen, wenn sie nicht von ihr stammt. Was noch "
        "benutzt wird, geht mit dem Konto."
    ),
    erased_by=_CLEAN_UP,
)

_OWNER = personal({"account_id": msgid("Konto")}, export=Withheld(INTERNAL_ID))

_PASSWORD = TableDecisions(
    table=PasswordCredential,
    title=msgid("Passwörter"),
    subjects=_SUBJECTS,
    purpose=msgid("Anmeldung mit Passwort und Code, ohne Passkey."),
    legal_bases=_BASES,
    retention=_AFTER_REMOVAL,
    section="passwords",
    ties=_TIES,
    columns=(
        personal(
            {
                "created_at": msgid("Passwort festgelegt am"),
                "last_used_at": msgid("Passwort zuletzt benutzt am"),
                "removed_at": msgid("Passwort entfernt am"),
            },
            export=DISCLOSED,
        ),
        _OWNER,
        impersonal("hash", reason=msgid("Prüfwert des Passworts; das Passwort selbst kennt das Portal nicht.")),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

_TOTP = TableDecisions(
    table=Totp,
    title=msgid("Authenticator-Apps"),
    subjects=_SUBJECTS,
    purpose=msgid("Zweiter Nachweis beim Anmelden: ein Code, der alle 30 Sekunden wechselt."),
    legal_bases=_BASES,
    retention=_AFTER_REMOVAL,
    section="authenticator_apps",
    ties=_TIES,
    columns=(
        personal(
            {
                "created_at": msgid("Einrichtung begonnen am"),
                "confirmed_at": msgid("App eingerichtet am"),
                "last_used_at": msgid("App zuletzt benutzt am"),
                "removed_at": msgid("App entfernt am"),
            },
            export=DISCLOSED,
        ),
        _OWNER,
        impersonal("secret", reason=msgid("Verschlüsseltes Geheimnis; die App der Person hat es schon.")),
        impersonal("last_step", reason=msgid("Zählt die Codes, damit jeder nur einmal gilt.")),
        impersonal("offered_codes", reason=CODE_HASH),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

_RECOVERY_CODE = TableDecisions(
    table=RecoveryCode,
    title=msgid("Ersatzcodes"),
    subjects=_SUBJECTS,
    purpose=msgid("Anmeldung, wenn das Telefon mit der Authenticator-App fehlt."),
    legal_bases=_BASES,
    retention=_AFTER_REMOVAL,
    section="recovery_codes",
    ties=_TIES,
    columns=(
        personal(
            {
                "created_at": msgid("Code erstellt am"),
                "used_at": msgid("Code verwendet am"),
                "removed_at": msgid("Code ersetzt am"),
            },
            export=DISCLOSED,
        ),
        _OWNER,
        impersonal("code_hash", reason=CODE_HASH),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

_PENDING_SIGN_IN = TableDecisions(
    table=PendingSignIn,
    title=msgid("Anmeldungen, deren zweiter Schritt noch fehlt"),
    subjects=_SUBJECTS,
    purpose=msgid("Nach dem ersten Nachweis wird nach dem zweiten gefragt."),
    legal_bases=_BASES,
    retention=Retention(
        Period(),
        counted_from=("expires_at",),
        event=msgid("Ablauf nach zehn Minuten"),
        reason=msgid("Die vollendete Anmeldung löscht die Zeile, sonst ihr Ablauf."),
        erased_by=_CLEAN_UP,
    ),
    ties=_TIES,
    untied=msgid("Nach einem falschen Passwort ist nicht bekannt, wer sich anmelden wollte."),
    mentions=(Mention(Root.CUSTOMER, "customer_id"),),
    columns=(
        personal(
            {
                "account_id": msgid("Konto"),
                "customer_id": msgid("Handelt gerade für"),
                "method": msgid("Art der Anmeldung"),
                "tries": msgid("Eingaben des Codes"),
                "created_at": msgid("Begonnen am"),
                "expires_at": msgid("Läuft ab am"),
            },
            export=Withheld(msgid("Besteht höchstens zehn Minuten und ist vor jeder Auskunft verschwunden.")),
        ),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

TABLES = (_PASSWORD, _TOTP, _RECOVERY_CODE, _PENDING_SIGN_IN)
