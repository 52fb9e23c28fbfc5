"""Access in words: how two people belong together, what one may do for the other, and for how long."""

from datetime import date

from frontend.components.values import Option
from frontend.i18n import Translator, msgid
from frontend.state.format import long_date

_RELATIONS = {
    "": msgid("Vertragspartner"),
    "household": msgid("Gleicher Haushalt"),
    "guardian": msgid("Rechtliche Betreuung"),
    "proxy": msgid("Vollmacht"),
}

_RELATION_HINTS = {
    "household": msgid("Zum Beispiel Partnerin, Partner, Eltern oder Kinder."),
    "guardian": msgid("Ein Gericht hat die Betreuung angeordnet."),
    "proxy": msgid("Jede andere Person, der Sie vertrauen, zum Beispiel ein Steuerbüro."),
}

_SCOPES = {
    "everything": msgid("Alles sehen und ändern"),
    "read": msgid("Alles sehen, nichts ändern"),
    "invoices": msgid("Nur Rechnungen sehen"),
    "appointments": msgid("Nur Termine vereinbaren"),
}

_SCOPE_HINTS = {
    "everything": msgid("Wie Sie selbst. Nur andere einladen bleibt Ihnen vorbehalten."),
    "read": msgid("Rechnungen, Termine und Ihre Angaben."),
    "invoices": msgid("Auch herunterladen. Sonst ist nichts zu sehen."),
    "appointments": msgid("Termine sehen, buchen und absagen. Rechnungen sind nicht zu sehen."),
}

_STEPS = {
    "connected": msgid("{email}: Kundennummer von {customer} verbunden"),
    "invited": msgid("{email} zu den Verträgen von {customer} eingeladen"),
    "accepted": msgid("{email} hat Zugriff auf die Verträge von {customer} angenommen"),
    "declined": msgid("{email} hat die Einladung zu den Verträgen von {customer} abgelehnt"),
    "withdrawn": msgid("Einladung an {email} zu den Verträgen von {customer} zurückgezogen"),
    "expired": msgid("Einladung an {email} zu den Verträgen von {customer} abgelaufen"),
    "revoked": msgid("Zugriff von {email} auf die Verträge von {customer} beendet"),
    "given-back": msgid("{email} hat den Zugriff auf die Verträge von {customer} zurückgegeben"),
    "ended": msgid("Zugriff von {email} auf die Verträge von {customer} wie vereinbart ausgelaufen"),
}


def relation_words(t: Translator, relation: str) -> str:
    return t(_RELATIONS[relation])


def relation_options(t: Translator) -> list[Option]:
    return [Option(value, t(_RELATIONS[value]), t(hint)) for value, hint in _RELATION_HINTS.items()]


def scope_words(t: Translator, scope: str) -> str:
    return t(_SCOPES[scope])


def scope_options(t: Translator) -> list[Option]:
    return [Option(value, t(words), t(_SCOPE_HINTS[value])) for value, words in _SCOPES.items()]


def step_words(t: Translator, step: str, *, email: str, customer: str) -> str:
    """What happened, for the history."""
    return t(_STEPS[step], email=email, customer=customer)


def period_words(t: Translator, starts_on: date | None, ends_on: date | None) -> str:
    """From which day to which; no first day means from the acceptance on."""
    if starts_on is None:
        if ends_on is None:
            return t("sofort, ohne Enddatum")
        return t("sofort bis {end}", end=long_date(t, ends_on))
    if ends_on is None:
        return t("ab {start}, ohne Enddatum", start=long_date(t, starts_on))
    return t("{start} bis {end}", start=long_date(t, starts_on), end=long_date(t, ends_on))
