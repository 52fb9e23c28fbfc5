"""The words of a SEPA Core mandate, as the EPC's rulebook and the German banks have agreed on them."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from backend.core.readable_code import in_groups, random_code
from backend.core.translations import Language, msgid, translator
from backend.portal.schemas import load_portal
from backend.profile.bank_details.schemas import Mandate

_TEXT: Final = (
    msgid(
        "Ich ermächtige {creditor}, wiederkehrende Zahlungen von meinem Konto mittels Lastschrift einzuziehen. "
        "Zugleich weise ich mein Kreditinstitut an, die von {creditor} auf mein Konto gezogenen Lastschriften "
        "einzulösen."
    ),
    msgid(
        "Hinweis: Ich kann innerhalb von acht Wochen, beginnend mit dem Belastungsdatum, die Erstattung des belasteten "
        "Betrages verlangen. Es gelten dabei die mit meinem Kreditinstitut vereinbarten Bedingungen."
    ),
)


@lru_cache
def mandate_of(portal_toml: Path, language: Language) -> Mandate | None:
    """The mandate for this company; None where it collects from nobody. Stays the same while the server runs."""
    portal = load_portal(portal_toml)
    if portal.direct_debit is None:
        return None
    creditor = portal.direct_debit.creditor or portal.legal.imprint.company
    t = translator(language)
    return Mandate(
        creditor=creditor,
        creditor_id=portal.direct_debit.creditor_id,
        address=list(portal.contact.address),
        paragraphs=[t(paragraph, creditor=creditor) for paragraph in _TEXT],
    )


def agreed(mandate: Mandate) -> str:
    """What is kept of it as the record of what the person has agreed to."""
    creditor = ", ".join((mandate.creditor, *mandate.address, mandate.creditor_id))
    return "\n\n".join((creditor, *mandate.paragraphs))


def new_reference() -> str:
    """A mandate reference (AT-01), short enough to be read out on the phone: "M-7F3K9-2QX4T"."""
    return f"M-{in_groups(random_code(10), 5)}"
