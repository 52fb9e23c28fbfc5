"""The signed-in person's passkeys: seeing, adding, naming and removing them."""

from typing import Any

import reflex as rx

from frontend.browser import api_button, passkey_register, passkey_signals, problem_notice
from frontend.changed_factor import changed_factor
from frontend.components.alert import alert
from frontend.components.badge import badge
from frontend.components.button import actions, button
from frontend.components.card import card
from frontend.components.details import details
from frontend.components.dialog import dialog
from frontend.components.empty_state import empty_state
from frontend.components.skeleton import loading
from frontend.components.table import Column, data_table
from frontend.components.text_field import text_field
from frontend.components.values import either, shown, some, unseen
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.site import path
from frontend.state.passkeys import Passkeys
from frontend.state.problem_words import new_passkey_words, words_for
from frontend.state.words.passkeys import SENTENCES

_ADD = "add-passkey"
_REMOVE = "remove-passkey"


def page(t: Translator) -> rx.Component:
    security = (t("Anmeldung und Sicherheit"), path("security", t.language))
    return shell(
        t,
        key="passkeys",
        title=t("Passkeys"),
        lead=Passkeys.lead,
        breadcrumb=((t("Konto"), path("account", t.language)), security),
        content=(
            changed_factor(t, Passkeys),
            problem_notice(sources=(_ADD,), title=t("Passkey nicht eingerichtet"), words=new_passkey_words(t)),
            loading(t, _list(t), when=Passkeys.loading, lines=4),
            _add(t),
            _rename_dialog(t),
            _remove_dialog(t),
            passkey_signals(version=Passkeys.version),
        ),
    )


def _list(t: Translator) -> rx.Component:
    return rx.fragment(
        shown(Passkeys.has_doubtful, _doubt(t)),
        either(some(Passkeys.rows), _table(t), _none(t)),
    )


def _doubt(t: Translator) -> rx.Component:
    return alert(
        t("Ein Passkey wurde vielleicht kopiert"),
        rx.el.p(
            t(
                "Jemand wollte sich mit einer älteren Fassung davon anmelden. Wir haben das abgelehnt. Entfernen Sie "
                "diesen Passkey und richten Sie einen neuen ein."
            )
        ),
        kind="warning",
        level=2,
    )


def _table(t: Translator) -> rx.Component:
    return data_table(
        Passkeys.caption,
        columns=(
            Column(label=t("Name"), cell=lambda row: _name(t, row), names_row=True),
            Column(label=t("Eingerichtet"), cell=lambda row: row.created),
            Column(label=t("Zuletzt verwendet"), cell=lambda row: row.last_used),
            Column(label=t("Aktion"), cell=lambda row: _row_actions(t, row), is_plain=True, takes_line=True),
        ),
        rows=Passkeys.rows,
    )


def _name(t: Translator, row: Any) -> rx.Component:
    return rx.fragment(
        row.name,
        rx.el.span(row.kind, class_name="line-detail"),
        shown(row.is_doubtful, badge(t("vielleicht kopiert"), kind="warning")),
    )


def _row_actions(t: Translator, row: Any) -> rx.Component:
    return actions(
        _row_button(t("Umbenennen"), row, on_click=Passkeys.choose_to_rename(row.id)),
        _row_button(t("Entfernen"), row, on_click=Passkeys.choose_to_remove(row.id)),
    )


def _row_button(label: str, row: Any, *, on_click: Any) -> rx.Component:
    """Its name says which passkey it is about, for those who hear the buttons without the table."""
    return rx.el.button(
        rx.el.span(label, unseen(" ", row.name), class_name="kern-label"),
        type="button",
        class_name="kern-btn kern-btn--secondary",
        on_click=on_click,
    )


def _none(t: Translator) -> rx.Component:
    return empty_state(
        t("Noch kein Passkey"),
        rx.el.p(
            t(
                "Ein Passkey liegt sicher auf Ihrem Telefon oder Rechner. Sie bestätigen ihn mit "
                "Fingerabdruck, Gesicht oder der PIN des Geräts. Wir erfahren nur, dass Sie es sind."
            )
        ),
        icon_name="key",
    )


def _add(t: Translator) -> rx.Component:
    return card(
        shown(Passkeys.reminder, rx.el.p(Passkeys.reminder)),
        rx.el.div(
            text_field(
                t,
                t("Name des Passkeys"),
                name="passkey_name",
                required=False,
                max_length=80,
                hint=t("Daran erkennen Sie ihn wieder, zum Beispiel „Mein Telefon“."),
            ),
            key=Passkeys.made,  # The next passkey begins with an empty field.
        ),
        button(t("Passkey einrichten"), kind="primary", icon_name="key", name=_ADD),
        passkey_register(
            t, trigger=_ADD, name_field="passkey_name", on_done=Passkeys.added, on_problem=Passkeys.not_added
        ),
        details(
            t("Auf einem anderen Gerät einrichten"),
            rx.el.p(
                t(
                    "Wählen Sie im Fenster Ihres Browsers „Telefon oder Tablet“ und scannen Sie den QR-Code mit dem "
                    "anderen Gerät. Beide brauchen Internet und eingeschaltetes Bluetooth. Einen Sicherheitsschlüssel "
                    "stecken Sie ein, wenn der Browser danach fragt."
                )
            ),
        ),
        title=t("Neuer Passkey"),
    )


def _rename_dialog(t: Translator) -> rx.Component:
    return dialog(
        t,
        t("Passkey umbenennen"),
        rx.el.form(
            text_field(
                t,
                t("Neuer Name"),
                name="passkey_new_name",
                max_length=80,
                value=Passkeys.chosen_name,
                error=Passkeys.name_error,
            ),
            actions(
                button(t("Speichern"), kind="primary", submit=True),
                button(t("Abbrechen"), kind="quiet", closes=True),
            ),
            on_submit=Passkeys.rename,
            no_validate=True,
            class_name="stack",
        ),
        id="rename-passkey",
        is_open=Passkeys.renaming != "",
        on_close=Passkeys.close,
    )


def _remove_dialog(t: Translator) -> rx.Component:
    return dialog(
        t,
        t("Passkey wirklich entfernen?"),
        problem_notice(sources=(_REMOVE,), title=t("Passkey nicht entfernt"), words=words_for(t, SENTENCES)),
        rx.el.p(rx.el.strong(Passkeys.chosen_name)),
        rx.el.p(
            t(
                "Damit kann sich sofort niemand mehr anmelden. Sie bekommen eine E-Mail, mit der Sie das sieben Tage "
                "lang rückgängig machen können."
            )
        ),
        api_button(
            trigger=_REMOVE,
            action=Passkeys.removal,
            method="DELETE",
            on_done=Passkeys.removed,
        ),
        id="removal",
        is_open=Passkeys.removing != "",
        on_close=Passkeys.close,
        actions=(
            button(t("Ja, entfernen"), kind="danger", name=_REMOVE),
            button(t("Passkey behalten"), closes=True),
        ),
    )
