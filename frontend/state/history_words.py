"""What happened to an account's security, in plain words."""

from typing import Final

from frontend.api.devices import HistoryItem
from frontend.i18n import Translator, msgid

_SIGNED_IN: Final = {
    "passkey": msgid("Mit einem Passkey angemeldet"),
    "email-code": msgid("Mit einem Code per E-Mail angemeldet"),
    "activation": msgid("Mit dem Brief von uns zum ersten Mal angemeldet"),
    "password": msgid("Mit Passwort und Authenticator-App angemeldet"),
    "oidc": msgid("Über einen anderen Dienst angemeldet"),
    "recovery": msgid("Nach der Wiederherstellung des Zugangs angemeldet"),
    "registration": msgid("Registriert und angemeldet"),
}

_HAPPENED: Final = {
    "signed-out": msgid("Abgemeldet"),
    "session-ended": msgid("Ein Gerät abgemeldet"),
    "sign-in-refused": msgid("Anmeldung abgelehnt"),
    "passkey-added": msgid("Passkey hinzugefügt"),
    "passkey-removed": msgid("Passkey entfernt"),
    "passkey-copied": msgid("Anmeldung mit der Kopie eines Passkeys abgelehnt"),
    "password-set": msgid("Passwort festgelegt"),
    "password-removed": msgid("Passwort entfernt"),
    "totp-added": msgid("Authenticator-App eingerichtet"),
    "totp-removed": msgid("Authenticator-App entfernt"),
    "recovery-codes-made": msgid("Neue Ersatzcodes ausgegeben"),
    "oidc-linked": msgid("Mit einem anderen Dienst verbunden"),
    "oidc-unlinked": msgid("Verbindung mit einem anderen Dienst gelöst"),
    "email-changed": msgid("E-Mail-Adresse geändert"),
    "bank-details-changed": msgid("Bankverbindung geändert"),
    "bank-details-requested": msgid("Änderung der Bankverbindung beantragt"),
    "bank-details-removed": msgid("Bankverbindung entfernt"),
    "change-frozen": msgid("Änderung angehalten: „Das war ich nicht“"),
    "recovery-started": msgid("Wiederherstellung des Zugangs begonnen"),
    "recovery-cancelled": msgid("Wiederherstellung des Zugangs abgebrochen"),
    "recovery-letter-sent": msgid("Brief mit einem Code für den Zugang verschickt"),
    "recovery-completed": msgid("Zugang wiederhergestellt"),
    "access-reset": msgid("Zugang von der Administration zurückgesetzt"),
    "signed-out-by-staff": msgid("Von unserem Team auf allen Geräten abgemeldet"),
    "account-closed": msgid("Konto von unserem Team geschlossen"),
    "account-reopened": msgid("Konto von unserem Team wieder geöffnet"),
    "phone-pin-checked": msgid("Am Telefon mit der PIN ausgewiesen"),
}

# What a newer version of the portal has written down.
_SIGNED_IN_SOMEHOW: Final = msgid("Angemeldet")
_SOMETHING: Final = msgid("Änderung an Ihrem Zugang")


def happened(t: Translator, item: HistoryItem) -> str:
    """One entry, with what it was about: "Passkey entfernt: Mein Telefon"."""
    if item.kind == "signed-in":
        return t(_SIGNED_IN.get(item.method, _SIGNED_IN_SOMEHOW))
    return changed(t, kind=item.kind, subject=item.subject)


def changed(t: Translator, *, kind: str, subject: str) -> str:
    """What was changed, and about what."""
    what = t(_HAPPENED.get(kind, _SOMETHING))
    return t("{what}: {subject}", what=what, subject=subject) if subject else what
