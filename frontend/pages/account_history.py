"""Who changed what and when."""

from typing import Any

import reflex as rx

from frontend.components.empty_state import empty_state
from frontend.components.pagination import pagination
from frontend.components.skeleton import loading
from frontend.components.table import Column, data_table
from frontend.components.values import either, shown, some
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.site import path
from frontend.state.account_history import AccountHistory


def page(t: Translator) -> rx.Component:
    return shell(
        t,
        key="account-history",
        title=t("Verlauf der Änderungen"),
        lead=t("Wer Ihre Angaben wann geändert hat. Wir bewahren das zwei Jahre lang auf."),
        breadcrumb=((t("Konto"), path("account", t.language)),),
        content=(
            loading(
                t,
                either(some(AccountHistory.rows), _table(t), _none(t)),
                when=AccountHistory.loading,
                lines=8,
            ),
        ),
    )


def _table(t: Translator) -> rx.Component:
    return rx.fragment(
        data_table(
            AccountHistory.caption,
            columns=(
                Column(label=t("Was"), cell=_what, names_row=True),
                Column(label=t("Vorher"), cell=lambda row: row.old),
                Column(label=t("Nachher"), cell=lambda row: row.new),
                Column(label=t("Wer"), cell=lambda row: row.who),
                Column(label=t("Wann"), cell=lambda row: row.at),
            ),
            rows=AccountHistory.rows,
        ),
        pagination(t, pages=AccountHistory.pages, href=lambda number: f"?page={number}"),
    )


def _what(row: Any) -> rx.Component:
    return rx.fragment(row.what, shown(row.reason, rx.el.span(row.reason, class_name="line-detail")))


def _none(t: Translator) -> rx.Component:
    return empty_state(t("Noch keine Änderung"), rx.el.p(t("Sobald sich etwas ändert, steht es hier.")))
