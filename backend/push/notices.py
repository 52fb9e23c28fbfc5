"""What devices say about the safety of an account. Other features bring their own words."""

from typing import Final

from backend.core.translations import Language, translator
from backend.push.operations import Notice

_SECURITY: Final = {"de": "/konto/sicherheit", "en": "/en/account/security"}


def security_changed(language: Language) -> Notice:
    """A factor or the e-mail address has changed. What it was stands in the mail, and behind the sign-in."""
    t = translator(language)
    return Notice(
        t("Etwas an Ihrem Konto wurde geändert"),
        t("Waren Sie das nicht? Sehen Sie bitte gleich nach."),
        _SECURITY[language],
    )


def recovery_started(language: Language) -> Notice:
    t = translator(language)
    return Notice(
        t("Jemand möchte Ihren Zugang wiederherstellen"),
        t("Sind Sie das nicht? Dann brechen Sie das bitte jetzt ab."),
        _SECURITY[language],
    )


def sign_in_guessed(language: Language) -> Notice:
    t = translator(language)
    return Notice(
        t("Eine Anmeldung wurde abgewiesen"),
        t("Mehrmals war der zweite Schritt falsch. Waren Sie das nicht? Sehen Sie bitte nach."),
        _SECURITY[language],
    )
