"""What drafts hold about people."""

from backend.core.personal_data import (
    PROVIDED,
    ErasedBy,
    Exported,
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
from backend.drafts.tables import Draft

_DRAFT = TableDecisions(
    table=Draft,
    title=msgid("Angefangene Eingaben in Formularen"),
    subjects=(Subject.ACCOUNT_HOLDER, Subject.CUSTOMER, Subject.EMPLOYEE),
    purpose=msgid("Was jemand eingegeben hat, geht nicht verloren, wenn die Sitzung vor dem Absenden endet."),
    legal_bases=(PORTAL_USE,),
    retention=Retention(
        Period(hours=24),
        counted_from=("saved_at",),
        event=msgid("Letzte Änderung der Eingaben"),
        reason=msgid("Wer innerhalb eines Tages zurückkommt, findet sie wieder. Absenden und Verwerfen löschen sie."),
        erased_by=ErasedBy(job="drafts.forget"),
    ),
    section="drafts",
    ties=(Tie(Root.ACCOUNT, "account_id"), Tie(Root.CUSTOMER, "customer_id")),
    untied=msgid("Beschäftigte und Personen ohne Kundennummer handeln für niemanden sonst."),
    columns=(
        personal({"content": msgid("Eingaben")}, export=PROVIDED),
        personal({"key": msgid("Formular"), "saved_at": msgid("Eingaben gesichert am")}, export=Exported()),
        personal(
            {"account_id": msgid("Konto"), "customer_id": msgid("Handelt gerade für")}, export=Withheld(INTERNAL_ID)
        ),
        impersonal("id", reason=INTERNAL_ID),
    ),
)

TABLES = (_DRAFT,)
