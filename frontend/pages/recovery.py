"""The way back for whoever has lost every other one; and the page that mails about it lead to."""

import reflex as rx

from frontend.api.portal import portal
from frontend.browser import api_button, api_form, passkey_register, problem_notice
from frontend.browser.steps import step_focus
from frontend.components.alert import alert
from frontend.components.button import actions, button
from frontend.components.card import card, muted, stack
from frontend.components.error_summary import error_summary
from frontend.components.link import link
from frontend.components.summary_list import Entry, summary_list
from frontend.components.text_field import code_field, text_field
from frontend.components.values import choose, either
from frontend.i18n import Translator
from frontend.layout import public_shell
from frontend.site import path
from frontend.state.problem_words import new_passkey_words, words_for
from frontend.state.recovery import Recovery
from frontend.state.typed_code import AT_FIELDS
from frontend.state.words import recovery as words

_REQUEST = "/api/v1/recovery/request"
_LETTER = "/api/v1/recovery/letter"
_CODE = "/api/v1/recovery/code"
_PASSKEY = "recover-with-passkey"
_CANCEL = "cancel-recovery-by-link"


def page(t: Translator) -> rx.Component:
    return public_shell(
        t,
        key="recovery",
        title=t("Zugang wiederherstellen"),
        lead=t("So kommen Sie wieder in Ihr Konto, wenn kein anderer Weg mehr geht."),
        width="narrow",
        content=(
            step_focus(step=Recovery.step, words=Recovery.announced),
            error_summary(t, errors=Recovery.errors),
            problem_notice(
                sources=(_REQUEST, _LETTER, _CODE, _PASSKEY, _CANCEL),
                title=t("Das hat nicht geklappt"),
                words={**new_passkey_words(t), **words_for(t, words.SENTENCES)},
                told=(*AT_FIELDS, *words.AT_FIELDS),
            ),
            choose(
                Recovery.step,
                {
                    "data": _mail_step(t),
                    "letter": _letter_step(t),
                    "code": _code_step(t),
                    "waiting": _waiting(t),
                    "ready": _ready(t),
                    "notice": _notice(t),
                    "cancelled": _cancelled(t),
                },
            ),
            stack(
                link(t("Zurück zur Anmeldung"), href=path("sign-in", t.language), kind="alone"),
                link(t("Hilfe und Kontakt"), href=path("help", t.language), kind="alone"),
                tight=True,
            ),
        ),
    )


def _mail_step(t: Translator) -> rx.Component:
    return rx.fragment(
        card(
            rx.el.p(
                t(
                    "Haben Sie noch Zugriff auf Ihr E-Mail-Postfach? Dann beginnt mit einem Code von dort eine "
                    "Wartezeit. Sie schützt Sie: Wir schreiben an alle Adressen, die wir von Ihnen haben, und Sie "
                    "können jederzeit abbrechen. Danach richten Sie einen neuen Passkey ein."
                )
            ),
            api_form(
                text_field(
                    t,
                    t("E-Mail-Adresse"),
                    name="email",
                    type="email",
                    autocomplete="email",
                    input_mode="email",
                    spell_check=False,
                    hint=t("Die Adresse, mit der Sie sich anmelden."),
                    error=Recovery.email_error,
                ),
                button(t("Code per E-Mail schicken"), kind="primary", submit=True, wide=True),
                action=_REQUEST,
                extra={"language": t.language},
                on_done=Recovery.code_sent,
                on_problem=Recovery.fail,
            ),
            title=t("Mit Ihrem E-Mail-Postfach"),
        ),
        card(
            rx.el.p(
                t(
                    "Haben Sie auch das Postfach verloren, rufen Sie uns an: {phone}. Wir stellen Ihnen einige Fragen "
                    "und schicken Ihnen einen Brief mit einem Code.",
                    phone=portal().contact.phone,
                )
            ),
            button(t("Ich habe den Brief mit dem Code"), on_click=Recovery.choose_letter, wide=True),
            title=t("Mit einem Brief von uns"),
        ),
    )


def _letter_step(t: Translator) -> rx.Component:
    return card(
        api_form(
            text_field(
                t,
                t("Kundennummer"),
                name="customer_number",
                width="medium",
                hint=t("Steht oben rechts in unserem Brief, zum Beispiel 40 12 345."),
                spell_check=False,
            ),
            text_field(
                t,
                t("Code aus dem Brief"),
                name="letter_code",
                width="medium",
                hint=t("Drei Gruppen aus Buchstaben und Ziffern. Groß und klein ist gleich."),
                error=Recovery.letter_error,
                autocomplete="off",
                spell_check=False,
            ),
            text_field(
                t,
                t("E-Mail-Adresse"),
                name="email",
                type="email",
                autocomplete="email",
                input_mode="email",
                spell_check=False,
                hint=t("Ihre bisherige oder eine neue. An sie schicken wir gleich einen Code."),
                error=Recovery.email_error,
            ),
            button(t("Weiter"), kind="primary", submit=True, wide=True),
            action=_LETTER,
            extra={"language": t.language},
            on_done=Recovery.code_sent,
            on_problem=Recovery.fail,
        ),
        button(t("Doch mit dem E-Mail-Postfach"), kind="quiet", on_click=Recovery.start_over, wide=True),
        title=t("Angaben aus dem Brief"),
    )


def _code_step(t: Translator) -> rx.Component:
    return card(
        rx.el.p(
            t(
                "Wenn es zu dieser Adresse einen Zugang gibt, haben wir gerade einen Code dorthin geschickt. "
                "Er gilt 10 Minuten."
            )
        ),
        api_form(
            code_field(t, t("Code aus der E-Mail"), name="code", value=Recovery.code, error=Recovery.code_error),
            button(t("Weiter"), kind="primary", submit=True, wide=True),
            action=_CODE,
            extra={"request_id": Recovery.request_id},
            on_done=Recovery.proved,
            on_problem=Recovery.fail,
        ),
        button(t("Noch einmal von vorn"), kind="quiet", on_click=Recovery.start_over, wide=True),
        title=t("Code eingeben"),
    )


def _waiting(t: Translator) -> rx.Component:
    return card(
        rx.el.p(t("Ihre Wartezeit läuft bis:")),
        rx.el.p(rx.el.strong(Recovery.ready_at)),
        rx.el.p(
            t(
                "Dann schreiben wir Ihnen, und Sie richten auf dieser Seite einen neuen Passkey ein. Bis dahin "
                "brauchen Sie nichts zu tun und können diese Seite schließen."
            )
        ),
        rx.el.p(
            t(
                "Wir haben an alle Adressen geschrieben, die wir von Ihnen haben. Mit dem Link in diesen E-Mails "
                "können Sie nachsehen, wie lange es noch dauert, oder abbrechen."
            )
        ),
        muted(t("Kommt Ihnen doch noch ein anderer Weg in den Sinn, melden Sie sich einfach an.")),
        title=t("Die Wartezeit läuft"),
        accent="info",
    )


def _ready(t: Translator) -> rx.Component:
    return card(
        rx.el.p(
            t(
                "Richten Sie jetzt einen neuen Passkey ein. Sie bestätigen ihn mit Fingerabdruck, Gesicht oder der PIN "
                "des Geräts."
            )
        ),
        rx.el.p(
            t(
                "Danach sind Sie angemeldet. Alle anderen Anmeldungen enden, und frühere Passkeys, das Passwort, die "
                "Authenticator-App, Ersatzcodes und verbundene Dienste gelten nicht mehr."
            )
        ),
        button(t("Neuen Passkey einrichten"), kind="primary", icon_name="key", name=_PASSKEY, wide=True),
        passkey_register(
            t,
            trigger=_PASSKEY,
            action="/api/v1/recovery/passkey",
            proof={"token": Recovery.token},
            on_done=Recovery.enter,
        ),
        button(t("Noch einmal von vorn"), kind="quiet", on_click=Recovery.start_over, wide=True),
        title=t("Sie können jetzt wieder hinein"),
        accent="success",
    )


def _notice(t: Translator) -> rx.Component:
    """Where the link in a mail leads: what it is about, and the button that calls it off."""
    return either(
        Recovery.problem,
        alert(Recovery.problem, kind="danger", announce="at once"),
        card(
            rx.el.p(Recovery.standing, role="status"),
            summary_list(
                Entry(t("Konto"), Recovery.account),
                Entry(t("Begonnen"), Recovery.started_at),
            ),
            either(
                Recovery.can_cancel,
                rx.fragment(
                    rx.el.p(
                        t("Waren Sie das selbst, brauchen Sie hier nichts zu tun. Waren Sie es nicht, brechen Sie ab.")
                    ),
                    actions(button(t("Vorgang abbrechen"), kind="danger", name=_CANCEL)),
                    api_button(
                        trigger=_CANCEL,
                        action="/api/v1/recovery/cancel",
                        body={"token": Recovery.token},
                        on_done=Recovery.cancelled,
                    ),
                ),
                rx.fragment(),
            ),
            title=t("Jemand möchte wieder in dieses Konto kommen"),
        ),
    )


def _cancelled(t: Translator) -> rx.Component:
    return card(
        rx.el.p(t("Am Konto hat sich nichts geändert. Alle Zugangswege gelten wie vorher.")),
        rx.el.p(
            t(
                "Haben Sie den Vorgang nicht selbst begonnen, kann womöglich jemand Ihre E-Mails oder Ihre Post lesen. "
                "Ändern Sie dann das Passwort Ihres Postfachs und rufen Sie uns an: {phone}.",
                phone=portal().contact.phone,
            )
        ),
        title=t("Der Vorgang ist abgebrochen"),
        accent="success",
    )
