"""What to say, and what to do next, for each problem that a person can meet. Keys are the slugs of the API."""

from collections.abc import Mapping

from frontend.i18n import Translator, msgid
from frontend.state.words import second_step

UNKNOWN = "unknown"

_SENTENCES = {
    UNKNOWN: msgid("Das hat nicht geklappt. Bitte versuchen Sie es noch einmal."),
    "no-network": msgid("Es gibt gerade keine Verbindung. Prüfen Sie Ihr Netz und versuchen Sie es noch einmal."),
    "unexpected": msgid("Bei uns ist etwas schiefgegangen. Bitte versuchen Sie es in einigen Minuten noch einmal."),
    "too-many-requests": msgid("Das waren sehr viele Anfragen. Bitte warten Sie eine Minute."),
    "invalid-input": msgid("Bitte prüfen Sie Ihre Angaben."),
    "not-found": msgid("Das gibt es nicht mehr. Bitte laden Sie die Seite neu."),
    "not-allowed": msgid("Das ist mit Ihrem Zugang nicht erlaubt."),
    "step-up-cancelled": msgid(
        "Es wurde nichts geändert. Bestätigen Sie, dass Sie es sind, dann geht es weiter. Ihre Eingaben sind noch da."
    ),
    "way-not-open": msgid("Bitte bestätigen Sie mit Ihrem Passkey oder Ihrer Authenticator-App."),
    # Codes
    "invalid-code": msgid(
        "Der Code stimmt nicht. Prüfen Sie die Ziffern in der E-Mail und geben Sie sie noch einmal ein."
    ),
    "code-expired": msgid("Der Code gilt nicht mehr. Fordern Sie einen neuen an."),
    "code-used-up": msgid("Der Code wurde zu oft falsch eingegeben. Fordern Sie einen neuen an."),
    "too-many-attempts": msgid(
        "Das waren zu viele Versuche. Bitte warten Sie eine Viertelstunde. Mit einem Passkey kommen Sie sofort hinein."
    ),
    # Passkeys
    "cancelled": msgid(
        "Die Anmeldung mit Passkey wurde abgebrochen. Versuchen Sie es noch einmal, oder lassen Sie sich einen Code "
        "per E-Mail schicken."
    ),
    "timed-out": msgid(
        "Die Zeit für den Passkey ist abgelaufen. Versuchen Sie es noch einmal, oder lassen Sie sich einen Code per "
        "E-Mail schicken."
    ),
    "not-supported": msgid(
        "Dieser Browser kann keine Passkeys verwenden. Lassen Sie sich einen Code per E-Mail schicken."
    ),
    "unknown-credential": msgid(
        "Diesen Passkey kennen wir nicht. Vielleicht wurde er entfernt oder gehört zu einem anderen Portal. Nehmen Sie "
        "einen anderen, oder lassen Sie sich einen Code per E-Mail schicken."
    ),
    "passkey-removed": msgid(
        "Dieser Passkey wurde aus dem Konto entfernt und gilt hier nicht mehr. Nehmen Sie einen anderen, oder lassen "
        "Sie sich einen Code per E-Mail schicken. Haben Sie ihn nicht selbst entfernt? Dann öffnen Sie unsere E-Mail "
        "dazu: Sieben Tage lang können Sie das rückgängig machen."
    ),
    "verification-failed": msgid(
        "Der Passkey ließ sich nicht prüfen. Versuchen Sie es noch einmal, oder lassen Sie sich einen Code per E-Mail "
        "schicken."
    ),
    "challenge-expired": msgid("Das hat länger als 5 Minuten gedauert. Bitte beginnen Sie noch einmal."),
    "counter-went-back": msgid(
        "Dieser Passkey wurde möglicherweise kopiert. Zu Ihrer Sicherheit nehmen wir ihn nicht an. Lassen Sie sich "
        "einen Code per E-Mail schicken und rufen Sie uns an."
    ),
    "passkey-failed": msgid("Mit dem Passkey hat es nicht geklappt. Bitte versuchen Sie es noch einmal."),
    "passkey-exists": msgid("Für dieses Gerät ist schon ein Passkey eingerichtet. Sie können ihn sofort verwenden."),
    "too-many-passkeys": msgid("Sie haben schon 20 Passkeys. Mehr sind nicht möglich."),
    # Activation
    "activation-failed": msgid(
        "Kundennummer und Aktivierungscode passen nicht zusammen. Beide stehen oben rechts in unserem Brief."
    ),
    "activation-code-used": msgid(
        "Mit diesem Code wurde schon ein Zugang aktiviert. Melden Sie sich an, oder bitten Sie uns um einen neuen "
        "Brief."
    ),
    "activation-code-expired": msgid(
        "Der Aktivierungscode ist abgelaufen. Bitte rufen Sie uns an: Wir schicken einen neuen."
    ),
    "account-closed": msgid("Dieser Zugang wurde geschlossen. Bitte rufen Sie uns an."),
}

_NEW_PASSKEY = {
    "cancelled": msgid("Das Einrichten wurde abgebrochen. Versuchen Sie es noch einmal, wann immer Sie möchten."),
    "timed-out": msgid("Die Zeit zum Einrichten ist abgelaufen. Versuchen Sie es noch einmal."),
    "not-supported": msgid(
        "Dieser Browser kann keine Passkeys einrichten. Sie können sich weiter mit einem Code per E-Mail anmelden."
    ),
    "verification-failed": msgid("Der neue Passkey ließ sich nicht prüfen. Versuchen Sie es noch einmal."),
}

_STEP_UP = (
    "challenge-expired",
    "counter-went-back",
    "passkey-failed",
    "invalid-code",
    "code-expired",
    "code-used-up",
    "way-not-open",
)

_STEPPING_UP = {
    "cancelled": msgid("Das Bestätigen wurde abgebrochen. Versuchen Sie es noch einmal."),
    "timed-out": msgid("Die Zeit zum Bestätigen ist abgelaufen. Versuchen Sie es noch einmal."),
    "not-supported": msgid("Dieser Browser kann keine Passkeys verwenden. Nehmen Sie ein anderes Gerät."),
    "unknown-credential": msgid("Dieser Passkey gehört nicht zu Ihrem Konto. Nehmen Sie einen anderen."),
    "passkey-removed": msgid("Dieser Passkey wurde entfernt. Nehmen Sie einen anderen."),
    "verification-failed": msgid("Der Passkey ließ sich nicht prüfen. Versuchen Sie es noch einmal."),
}

_FIELDS = {
    "email": msgid("Geben Sie eine E-Mail-Adresse ein, zum Beispiel name@example.org."),
    "code-shape": msgid("Geben Sie die Ziffern aus der E-Mail ein."),
    "name-shape": msgid("Der Name darf höchstens 80 Zeichen haben."),
}


def problem_words(t: Translator, slug: str) -> str:
    """What happened and what to do next; a general sentence for a problem nobody has foreseen here."""
    return t(_SENTENCES.get(slug, _SENTENCES[UNKNOWN]))


def all_words(t: Translator) -> dict[str, str]:
    """The sentences by slug, for problems that the browser tells without us."""
    return {slug: t(sentence) for slug, sentence in _SENTENCES.items()}


_EVERYWHERE = (
    UNKNOWN,
    "no-network",
    "unexpected",
    "too-many-requests",
    "too-many-attempts",
    "invalid-input",
    "not-found",
    "not-allowed",
    "step-up-cancelled",
)


def words_for(t: Translator, *sentences: Mapping[str, str]) -> dict[str, str]:
    """What one page can need: the sentences of its own features, and those that any call can end with."""
    common = {slug: _SENTENCES[slug] for slug in _EVERYWHERE}
    chosen = {slug: sentence for part in (common, *sentences) for slug, sentence in part.items()}
    return {slug: t(sentence) for slug, sentence in chosen.items()}


def step_up_words(t: Translator) -> dict[str, str]:
    """What can go wrong while somebody confirms that it is them."""
    return words_for(t, {slug: _SENTENCES[slug] for slug in _STEP_UP}, _STEPPING_UP, second_step.STEP_UP)


def new_passkey_words(t: Translator) -> dict[str, str]:
    """The same where a passkey is made, not used."""
    return {slug: t(sentence) for slug, sentence in {**_SENTENCES, **_NEW_PASSKEY}.items()}


def field_words(t: Translator, message_key: str, fields: Mapping[str, str] | None = None) -> str:
    """What is wrong with one field; `fields` are the sentences of the page's own feature."""
    sentences = {**_FIELDS, **(fields or {})}
    return t(sentences.get(message_key, msgid("Prüfen Sie diese Angabe.")))
