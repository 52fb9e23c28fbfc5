"""The last step of activation: a passkey, so that signing in is one press from now on."""

import reflex as rx

from frontend.browser import passkey_register, problem_notice
from frontend.components.button import actions, button
from frontend.components.card import card, muted
from frontend.components.progress import stepper
from frontend.i18n import Translator
from frontend.layout import public_shell
from frontend.site import path
from frontend.state.problem_words import new_passkey_words

_BUTTON = "make-passkey"


def page(t: Translator) -> rx.Component:
    overview = path("overview", t.language)
    return public_shell(
        t,
        key="activate-passkey",
        title=t("Passkey einrichten"),
        lead=t("Ihr Zugang ist aktiv. Mit einem Passkey melden Sie sich künftig ohne Code an."),
        width="narrow",
        steps=stepper(t, step=3, steps=3, name=t("Passkey")),
        content=(
            problem_notice(sources=(_BUTTON,), title=t("Passkey noch nicht eingerichtet"), words=new_passkey_words(t)),
            card(
                rx.el.p(
                    t(
                        "Ein Passkey liegt sicher auf Ihrem Telefon oder Rechner. Sie bestätigen ihn mit "
                        "Fingerabdruck, Gesicht oder der PIN des Geräts. Wir erfahren nur, dass Sie es sind."
                    )
                ),
                actions(
                    button(t("Passkey einrichten"), kind="primary", icon_name="key", name=_BUTTON),
                    button(t("Später einrichten"), kind="quiet", href=overview),
                ),
                muted(t("Ohne Passkey melden Sie sich mit einem Code per E-Mail an.")),
            ),
            passkey_register(
                t,
                trigger=_BUTTON,
                then=overview,
            ),
        ),
    )
