"""Sign-in and passkeys of the signed-in person."""

import reflex as rx

from frontend.browser import passkey_register, problem_notice
from frontend.components.alert import alert
from frontend.components.button import button
from frontend.components.card import card
from frontend.components.empty_state import empty_state
from frontend.components.skeleton import loading
from frontend.components.table import Column, data_table
from frontend.components.text_field import text_field
from frontend.components.values import either, shown, some
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.site import path
from frontend.state.problem_words import new_passkey_words
from frontend.state.security import Passkeys

_BUTTON = "add-passkey"


def page(t: Translator) -> rx.Component:
    return shell(
        t,
        key="security",
        title=t("Anmeldung und Passkeys"),
        lead=t("Mit einem Passkey auf jedem Ihrer Geräte kommen Sie immer hinein."),
        breadcrumb=((t("Konto"), path("account", t.language)),),
        content=(
            shown(Passkeys.done, alert(Passkeys.done, kind="success", announce="politely")),
            problem_notice(sources=(_BUTTON,), title=t("Passkey nicht eingerichtet"), words=new_passkey_words(t)),
            loading(t, either(some(Passkeys.rows), _table(t), _none(t)), when=Passkeys.loading, lines=4),
            _add(t),
        ),
    )


def _table(t: Translator) -> rx.Component:
    return data_table(
        Passkeys.caption,
        columns=(
            Column(label=t("Name"), cell=lambda row: row.name, names_row=True),
            Column(label=t("Gilt"), cell=lambda row: row.kind),
            Column(label=t("Eingerichtet"), cell=lambda row: row.created),
            Column(label=t("Zuletzt verwendet"), cell=lambda row: row.last_used),
        ),
        rows=Passkeys.rows,
    )


def _none(t: Translator) -> rx.Component:
    return empty_state(
        t("Noch kein Passkey"),
        rx.el.p(t("Bis dahin melden Sie sich mit einem Code per E-Mail an.")),
        icon_name="key",
    )


def _add(t: Translator) -> rx.Component:
    return card(
        text_field(
            t,
            t("Name des Passkeys"),
            name="passkey_name",
            required=False,
            max_length=80,
            hint=t("Daran erkennen Sie ihn wieder, zum Beispiel „Mein Telefon“."),
        ),
        button(t("Passkey einrichten"), kind="primary", icon_name="key", name=_BUTTON),
        passkey_register(
            t,
            trigger=_BUTTON,
            name_field="passkey_name",
            on_done=Passkeys.added,
        ),
        title=t("Neuer Passkey für dieses Gerät"),
    )
