"""Legal bases (GDPR, Article 6 (1)) and reasons that several features name, as message ids."""

from backend.core.personal_data import LegalBasis
from backend.core.translations import msgid

PORTAL_USE = LegalBasis(
    msgid("Art. 6 Abs. 1 lit. b DSGVO"),
    msgid("Ohne diese Angaben lässt sich das Portal nicht wie vereinbart nutzen."),
)

CONTRACT = LegalBasis(
    msgid("Art. 6 Abs. 1 lit. b DSGVO"),
    msgid("Der Vertrag mit der Kundin oder dem Kunden wird damit erfüllt und abgerechnet."),
)

EMPLOYMENT = LegalBasis(
    msgid("Art. 6 Abs. 1 lit. b DSGVO"),
    msgid("Beschäftigte brauchen für ihre Arbeit im Portal einen eigenen Zugang."),
)

SECURITY = LegalBasis(
    msgid("Art. 6 Abs. 1 lit. f, Art. 32 DSGVO"),
    msgid("Berechtigtes Interesse: Konten vor Missbrauch schützen (Erwägungsgrund 49)."),
)

ACCOUNTABILITY = LegalBasis(
    msgid("Art. 6 Abs. 1 lit. c, Art. 5 Abs. 2 DSGVO"),
    msgid("Es muss nachweisbar sein, wer wann auf welche Daten zugreifen durfte."),
)

BOOKKEEPING = LegalBasis(
    msgid("Art. 6 Abs. 1 lit. c DSGVO; § 147 AO, § 257 HGB, § 14b UStG"),
    msgid("Rechnungen sind Buchungsbelege und müssen aufbewahrt werden."),
)

INTERNAL_ID = msgid("Interne Kennung, die außerhalb des Portals nichts bedeutet.")

CODE_HASH = msgid("Prüfwert eines Zufallscodes; ihn herauszugeben würde nur das Erraten erleichtern.")
