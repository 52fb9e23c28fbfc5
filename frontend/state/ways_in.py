"""The ways into an account in words, and the reminder to have a second one."""

from frontend.api.ways_in import WaysIn
from frontend.i18n import Translator
from frontend.state.format import all_of


def standing(t: Translator, ways: WaysIn) -> str:
    """What one can sign in with, as a sentence; another one where that is nothing yet that counts."""
    if not ways.independent:
        return t("Für Ihre Arbeit brauchen Sie einen Passkey oder eine Authenticator-App.")
    return t("Sie können sich anmelden mit {ways}.", ways=all_of(t, _parts(t, ways)))


def reminder(t: Translator, ways: WaysIn) -> str:
    """Why a further way is needed; "" for an account that has two which do not depend on each other."""
    if ways.enough:
        return ""
    if ways.passkeys:
        return t(
            "Richten Sie einen zweiten Passkey ein, am besten auf einem anderen Gerät. So kommen Sie auch hinein, wenn "
            "Sie eines verlieren."
        )
    return t("Richten Sie einen Passkey ein. So kommen Sie auch hinein, wenn Ihnen der andere Weg verloren geht.")


def _parts(t: Translator, ways: WaysIn) -> list[str]:
    """A code by mail alone does not suffice where there is an app."""
    parts = {
        t.n("einem Passkey", "{n} Passkeys", ways.passkeys): ways.passkeys > 0,
        t("Ihrer Authenticator-App"): ways.app,
        t("einem Ihrer Ersatzcodes"): ways.app and ways.recovery_codes > 0,
        t("einem Code per E-Mail"): ways.email_code and not ways.app,
    }
    return [words for words, is_there in parts.items() if is_there]
