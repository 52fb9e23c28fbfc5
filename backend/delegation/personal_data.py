"""What invitations hold about people. The grants they lead to: `backend.accounts.personal_data`."""

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
from backend.core.personal_data_terms import ACCOUNTABILITY, INTERNAL_ID, PORTAL_USE
from backend.core.translations import msgid
from backend.delegation.tables import AccessInvitation

_ACCESS_INVITATION = TableDecisions(
    table=AccessInvitation,
    title=msgid("Einladungen, sich um Verträge einer anderen Person zu kümmern"),
    subjects=(Subject.ACCOUNT_HOLDER, Subject.CUSTOMER),
    purpose=msgid("Zugriff bekommt nur, wer eingeladen wurde und die Einladung angenommen hat."),
    legal_bases=(PORTAL_USE, ACCOUNTABILITY),
    retention=Retention(
        Period(days=90),
        counted_from=("expires_at",),
        event=msgid("Ablauf der Einladung nach 14 Tagen"),
        reason=msgid("So lange zeigt der Verlauf beiden Seiten, was aus der Einladung wurde."),
        erased_by=ErasedBy(job="delegation.clean_up"),
    ),
    section="access_invitations",
    ties=(Tie(Root.CUSTOMER, "customer_id"), Tie(Root.ACCOUNT, "email", key="email")),
    untied=msgid("Wer eingeladen wird, hat vielleicht noch kein Konto."),
    mentions=(Mention(Root.ACCOUNT, "invited_by"),),
    columns=(
        personal(
            {
                "email": msgid("Eingeladene E-Mail-Adresse"),
                "language": msgid("Sprache"),
                "relation": msgid("Verhältnis zur Kundin oder zum Kunden"),
                "scope": msgid("Umfang des Zugriffs"),
                "starts_at": msgid("Zugriff ab"),
                "ends_at": msgid("Zugriff bis"),
                "created_at": msgid("Eingeladen am"),
                "expires_at": msgid("Einladung gültig bis"),
                "outcome": msgid("Was aus der Einladung wurde"),
                "closed_at": msgid("Einladung erledigt am"),
            },
            export=DISCLOSED,
        ),
        personal(
            {"customer_id": msgid("Kundin oder Kunde"), "invited_by": msgid("Eingeladen durch Konto")},
            export=Withheld(msgid("Kennung einer womöglich anderen Person (Art. 15 Abs. 4 DSGVO).")),
        ),
        impersonal(
            "token_hash",
            reason=msgid("Prüfwert des Geheimnisses im Link der Einladung; es steht nur in der E-Mail."),
        ),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

TABLES = (_ACCESS_INVITATION,)
