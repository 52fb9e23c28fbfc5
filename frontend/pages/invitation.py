"""Answering an invitation to look after somebody's contracts."""

import reflex as rx

from frontend.browser import api_button, problem_notice, step_focus
from frontend.components.alert import alert
from frontend.components.button import actions, button
from frontend.components.card import card, muted
from frontend.components.empty_state import empty_state
from frontend.components.skeleton import loading
from frontend.components.summary_list import Entry, summary_list
from frontend.components.values import choose, pick
from frontend.i18n import Translator
from frontend.layout import public_shell
from frontend.site import path
from frontend.state.invitation import Invitation
from frontend.state.problem_words import words_for
from frontend.state.session import Person
from frontend.state.words.grants import SENTENCES

_ACCEPT = "accept-invitation"
_DECLINE = "decline-invitation"


def page(t: Translator) -> rx.Component:
    return public_shell(
        t,
        key="invitation",
        title=t("Einladung, sich um Verträge zu kümmern"),
        width="readable",
        content=(
            problem_notice(
                sources=(_ACCEPT, _DECLINE), title=t("Das hat nicht geklappt"), words=words_for(t, SENTENCES)
            ),
            loading(
                t,
                choose(
                    Invitation.stands,
                    {
                        "mine": _mine(t),
                        "nobody": _nobody(t),
                        "other": _other(t),
                        "closed": _closed(t),
                        "done": alert(
                            t("Sie haben die Einladung abgelehnt."),
                            rx.el.p(t("Es wurde nichts eingerichtet. Beide Seiten bekommen eine E-Mail.")),
                            kind="success",
                        ),
                    },
                ),
                when=Invitation.loading,
                lines=6,
            ),
            step_focus(
                step=pick(Invitation.stands == "done", "done", "open"), words=t("Sie haben die Einladung abgelehnt.")
            ),
            api_button(trigger=_ACCEPT, action=Invitation.acceptance, on_done=Invitation.accepted),
            api_button(
                trigger=_DECLINE,
                action=Invitation.refusal,
                body={"token": Invitation.token},
                on_done=Invitation.declined,
            ),
        ),
    )


def _details(t: Translator) -> rx.Component:
    return summary_list(
        Entry(t("Von"), Invitation.customer),
        Entry(t("Verhältnis"), Invitation.relation),
        Entry(t("Umfang"), Invitation.scope),
        Entry(t("Zeitraum"), Invitation.period),
        Entry(t("Antworten bis"), Invitation.until),
    )


def _decline(t: Translator) -> rx.Component:
    return button(t("Ablehnen"), kind="quiet", name=_DECLINE)


def _mine(t: Translator) -> rx.Component:
    return card(
        _details(t),
        actions(button(t("Einladung annehmen"), kind="primary", name=_ACCEPT), _decline(t)),
        muted(t("Sie können den Zugriff jederzeit zurückgeben.")),
        title=t("Worum es geht"),
    )


def _nobody(t: Translator) -> rx.Component:
    return card(
        _details(t),
        rx.el.p(
            t(
                "Zum Annehmen brauchen Sie ein Konto mit der E-Mail-Adresse, an die diese Einladung ging. Danach "
                "finden Sie die Einladung unter „Zugriff auf Verträge“ wieder."
            )
        ),
        actions(
            button(
                t("Anmelden und antworten"),
                kind="primary",
                href=f"{path('sign-in', t.language)}?next={path('grants', t.language)}",
            ),
            button(t("Konto anlegen"), href=path("register", t.language)),
            _decline(t),
        ),
        title=t("Worum es geht"),
    )


def _other(t: Translator) -> rx.Component:
    return card(
        _details(t),
        alert(
            t("Diese Einladung ging an eine andere E-Mail-Adresse."),
            rx.el.p(
                t(
                    "Sie sind mit {email} angemeldet. Melden Sie sich ab und mit der Adresse an, an die die Einladung "
                    "ging, oder bitten Sie um eine neue Einladung.",
                    email=Person.email,
                )
            ),
            kind="warning",
        ),
        actions(_decline(t)),
        title=t("Worum es geht"),
    )


def _closed(t: Translator) -> rx.Component:
    return empty_state(
        t("Hier ist keine offene Einladung"),
        rx.el.p(
            t(
                "Sie wurde beantwortet oder zurückgezogen, oder sie ist älter als 14 Tage. Vielleicht fehlt auch ein "
                "Stück des Links aus der E-Mail. Bitten Sie um eine neue Einladung."
            )
        ),
        icon_name="mail",
        action=button(t("Zur Startseite"), href=path("start", t.language)),
    )
