"""“That wasn't me”: whoever gets a mail about a change that they did not make stops it here, without signing in."""

import reflex as rx

from frontend.api.portal import portal
from frontend.browser import api_button, problem_notice
from frontend.browser.steps import step_focus
from frontend.components.alert import alert
from frontend.components.button import actions, button
from frontend.components.card import card
from frontend.components.dialog import dialog
from frontend.components.link import link
from frontend.components.skeleton import loading
from frontend.components.summary_list import Entry, summary_list
from frontend.components.values import either
from frontend.i18n import Translator
from frontend.layout import public_shell
from frontend.site import path
from frontend.state.not_me import NotMe
from frontend.state.problem_words import words_for
from frontend.state.words.recovery import SENTENCES

_FREEZE = "freeze-change"
_DIALOG = "freeze"


def page(t: Translator) -> rx.Component:
    return public_shell(
        t,
        key="not-me",
        title=t("Das war ich nicht"),
        lead=t("Hier halten Sie eine Änderung an Ihrem Zugang an, die nicht von Ihnen stammt."),
        width="narrow",
        content=(
            step_focus(step=NotMe.step, words=NotMe.announced),
            problem_notice(sources=(_FREEZE,), title=t("Das hat nicht geklappt"), words=words_for(t, SENTENCES)),
            either(NotMe.step == "frozen", _frozen(t), loading(t, _change(t), when=NotMe.loading, lines=5)),
        ),
    )


def _change(t: Translator) -> rx.Component:
    return either(
        NotMe.problem,
        rx.fragment(
            alert(NotMe.problem, kind="warning", announce="politely"),
            link(t("Hilfe und Kontakt"), href=path("help", t.language), kind="alone"),
        ),
        rx.fragment(
            card(
                summary_list(
                    Entry(t("Was geändert wurde"), NotMe.what),
                    Entry(t("Wann"), NotMe.when),
                    Entry(t("Anhalten möglich bis"), NotMe.until),
                ),
                rx.el.p(t("Waren Sie das selbst, schließen Sie diese Seite einfach. Es ändert sich nichts.")),
                actions(button(t("Das war ich nicht"), kind="danger", opens=_DIALOG)),
                title=t("Um diese Änderung geht es"),
            ),
            dialog(
                t,
                t("Änderung wirklich anhalten?"),
                rx.el.p(
                    t(
                        "Die Änderung wird rückgängig gemacht, und alle Anmeldungen in Ihrem Konto enden, auch Ihre "
                        "eigenen. Danach melden Sie sich neu an."
                    )
                ),
                api_button(
                    trigger=_FREEZE,
                    action="/api/v1/security-changes/freeze",
                    body={"token": NotMe.token},
                    on_done=NotMe.frozen,
                ),
                id=_DIALOG,
                actions=(
                    button(t("Ja, anhalten"), kind="danger", name=_FREEZE, closes=True),
                    button(t("Abbrechen"), closes=True),
                ),
            ),
        ),
    )


def _frozen(t: Translator) -> rx.Component:
    return card(
        rx.el.p(t("Die Änderung gilt nicht mehr. Alle Anmeldungen in Ihrem Konto sind beendet.")),
        rx.el.p(t("So geht es weiter:")),
        rx.el.ol(
            rx.el.li(t("Ändern Sie das Passwort Ihres E-Mail-Postfachs.")),
            rx.el.li(t("Melden Sie sich neu an und sehen Sie unter „Anmeldung und Sicherheit“ nach, was dort steht.")),
            rx.el.li(
                t(
                    "Ist etwas unklar oder kommen Sie nicht hinein, rufen Sie uns an: {phone}.",
                    phone=portal().contact.phone,
                )
            ),
            class_name="numbered",
        ),
        actions(button(t("Neu anmelden"), kind="primary", href=path("sign-in", t.language))),
        title=t("Die Änderung ist angehalten"),
        accent="success",
    )
