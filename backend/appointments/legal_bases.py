"""Legal bases and reasons that the tables of appointments share, as message ids."""

from backend.core.personal_data import LegalBasis
from backend.core.translations import msgid

APPOINTMENT = LegalBasis(
    msgid("Art. 6 Abs. 1 lit. b DSGVO"),
    msgid("Ohne diese Angaben lässt sich der Termin nicht vereinbaren und nicht wahrnehmen."),
)
ROTA = LegalBasis(
    msgid("Art. 6 Abs. 1 lit. b DSGVO, § 26 Abs. 1 BDSG"),
    msgid("Für die Vergabe von Terminen muss bekannt sein, wer wann arbeitet."),
)
