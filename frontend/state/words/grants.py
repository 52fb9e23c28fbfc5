"""What to say about problems with access to somebody else's contracts."""

from frontend.i18n import msgid

SENTENCES = {
    "not-contract-partner": msgid(
        "Einladen kann nur, wer selbst Vertragspartner ist. Sie handeln gerade für jemand anderen oder für niemanden."
    ),
    "already-invited": msgid(
        "An diese Adresse ist schon eine Einladung unterwegs. Möchten Sie etwas ändern, ziehen Sie sie zuerst zurück."
    ),
    "invitation-closed": msgid(
        "Diese Einladung gilt nicht mehr: Sie wurde beantwortet, zurückgezogen oder ist älter als 14 Tage."
    ),
    "already-contract-partner": msgid(
        "Sie sind selbst Vertragspartner und dürfen schon alles. Die Einladung brauchen Sie nicht."
    ),
    "last-own-access": msgid(
        "Das ist der letzte eigene Zugriff auf diese Kundennummer. Ohne ihn könnte niemand mehr etwas regeln. Bitte "
        "rufen Sie uns an, wenn Sie ihn abgeben möchten."
    ),
    "too-many-attempts": msgid("Das waren sehr viele Einladungen. Bitte warten Sie bis morgen."),
}

FIELDS = {
    "own-address": msgid("Das ist Ihre eigene Adresse. Geben Sie die der Person ein, die Sie einladen."),
    "grant-start": msgid("Der erste Tag muss heute oder später sein."),
    "grant-end": msgid("Der letzte Tag darf nicht vor dem ersten liegen und nicht vor heute."),
}
