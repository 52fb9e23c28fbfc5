"""What linked services hold about people."""

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
from backend.core.personal_data_terms import CODE_HASH, INTERNAL_ID, PORTAL_USE, SECURITY
from backend.core.translations import msgid
from backend.identity.oidc.tables import OidcAttempt, OidcIdentity, OidcPendingLink

_CLEAN_UP = ErasedBy(job="identity.clean_up_services")
_SHORT_LIVED = Withheld(msgid("Besteht höchstens eine halbe Stunde und ist vor jeder Auskunft verschwunden."))
_IDENTITY = {
    "issuer": msgid("Adresse des Dienstes"),
    "subject": msgid("Kennung der Person beim Dienst"),
    "label": msgid("Name oder E-Mail-Adresse beim Dienst"),
}

_OIDC_IDENTITY = TableDecisions(
    table=OidcIdentity,
    title=msgid("Verbundene Dienste"),
    subjects=(Subject.ACCOUNT_HOLDER, Subject.EMPLOYEE),
    purpose=msgid("Anmeldung mit einem Konto, das die Person bei einem anderen Dienst hat."),
    legal_bases=(PORTAL_USE, SECURITY),
    retention=Retention(
        Period(days=7),
        counted_from=("removed_at",),
        event=msgid("Trennen der Verbindung oder Löschung des Kontos"),
        reason=msgid("So lange kann die Person widersprechen, wenn sie die Verbindung nicht selbst getrennt hat."),
        erased_by=_CLEAN_UP,
    ),
    section="linked_services",
    ties=(Tie(Root.ACCOUNT, "account_id"),),
    columns=(
        personal(
            {
                **_IDENTITY,
                "linked_at": msgid("Verbunden am"),
                "last_used_at": msgid("Zuletzt damit angemeldet am"),
                "removed_at": msgid("Getrennt am"),
            },
            export=DISCLOSED,
        ),
        personal({"account_id": msgid("Konto")}, export=Withheld(INTERNAL_ID)),
        impersonal("offers_sign_out", reason=msgid("Sagt nur, was der Dienst kann.")),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

_OIDC_ATTEMPT = TableDecisions(
    table=OidcAttempt,
    title=msgid("Laufende Anmeldungen bei anderen Diensten"),
    subjects=(Subject.ACCOUNT_HOLDER, Subject.EMPLOYEE),
    purpose=msgid("Nur der Browser, der eine Anmeldung begonnen hat, kann sie beenden, und nur ein Mal."),
    legal_bases=(SECURITY,),
    retention=Retention(
        Period(),
        counted_from=("expires_at",),
        event=msgid("Ablauf nach zehn Minuten"),
        reason=msgid("Der erste Gebrauch löscht die Zeile, sonst ihr Ablauf."),
        erased_by=_CLEAN_UP,
    ),
    ties=(Tie(Root.ACCOUNT, "account_id"),),
    untied=msgid("Bei der Anmeldung ist noch nicht bekannt, wer sich anmeldet."),
    columns=(
        personal(
            {
                "account_id": msgid("Konto"),
                "provider": msgid("Gewählter Dienst"),
                "purpose": msgid("Zweck des Vorgangs"),
                "next": msgid("Gewünschte Seite"),
                "created_at": msgid("Begonnen am"),
                "expires_at": msgid("Läuft ab am"),
            },
            export=_SHORT_LIVED,
        ),
        impersonal("state_hash", "browser_hash", reason=CODE_HASH),
        impersonal("nonce", "code_verifier", reason=msgid("Zufallswert, der nichts über die Person sagt.")),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

_OIDC_PENDING_LINK = TableDecisions(
    table=OidcPendingLink,
    title=msgid("Anmeldungen bei anderen Diensten, zu denen noch kein Konto bekannt ist"),
    subjects=(Subject.ACCOUNT_HOLDER, Subject.EMPLOYEE),
    purpose=msgid("Die Person kann den Dienst mit ihrem Konto verbinden, sobald sie sich hier angemeldet hat."),
    legal_bases=(PORTAL_USE, SECURITY),
    retention=Retention(
        Period(),
        counted_from=("expires_at",),
        event=msgid("Ablauf nach dreißig Minuten"),
        reason=msgid("Ein Ja oder Nein der Person löscht die Zeile, sonst ihr Ablauf."),
        erased_by=_CLEAN_UP,
    ),
    untied=msgid("Wessen Konto es ist, steht erst fest, wenn die Person sich hier angemeldet hat."),
    columns=(
        personal(
            {**_IDENTITY, "created_at": msgid("Begonnen am"), "expires_at": msgid("Läuft ab am")},
            export=_SHORT_LIVED,
        ),
        impersonal("browser_hash", reason=CODE_HASH),
        impersonal("offers_sign_out", reason=msgid("Sagt nur, was der Dienst kann.")),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

TABLES = (_OIDC_IDENTITY, _OIDC_ATTEMPT, _OIDC_PENDING_LINK)
