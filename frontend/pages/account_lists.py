"""Delivery addresses and phone numbers: adding, changing, removing, and bringing back."""

from typing import Any

import reflex as rx

from frontend.browser import api_button, problem_notice
from frontend.components.alert import alert
from frontend.components.button import actions, button
from frontend.components.card import card, stack
from frontend.components.details import details
from frontend.components.dialog import dialog
from frontend.components.empty_state import empty_state
from frontend.components.link import anchor
from frontend.components.skeleton import loading
from frontend.components.summary_list import change_link
from frontend.components.values import Text, each, either, shown, some, unseen
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.site import page as page_of
from frontend.site import path
from frontend.state.account_lists import AddressList, PhoneList
from frontend.state.news import News
from frontend.state.problem_words import words_for
from frontend.state.words.account import SENTENCES

_REMOVE = "remove-entry"
Entries = Any
"""A state made with `EntryList`."""


def addresses_page(t: Translator) -> rx.Component:
    return _page(
        t,
        "account-addresses",
        AddressList,
        lead=t("Wohin Rechnungen und Lieferungen gehen."),
        above=(_billing(t),),
        none=t("Noch keine Lieferadresse"),
        none_means=t("Wir liefern an die Rechnungsadresse."),
        add=t("Lieferadresse hinzufügen"),
        form="account-address",
        question=t("Lieferadresse wirklich entfernen?"),
        title=t("Lieferadressen"),
    )


def phones_page(t: Translator) -> rx.Component:
    return _page(
        t,
        "account-phones",
        PhoneList,
        lead=t("Darunter erreichen wir Sie bei Fragen zum Vertrag und zu Terminen."),
        above=(),
        none=t("Noch keine Telefonnummer"),
        none_means=t("Wir schreiben Ihnen E-Mails oder Briefe."),
        add=t("Telefonnummer hinzufügen"),
        form="account-phone",
        question=t("Telefonnummer wirklich entfernen?"),
        title=t("Ihre Nummern"),
    )


def _page(
    t: Translator,
    key: str,
    entries: Entries,
    *,
    lead: Text,
    above: tuple[rx.Component, ...],
    none: str,
    none_means: str,
    add: str,
    form: str,
    question: str,
    title: str,
) -> rx.Component:
    listed = either(
        some(entries.entries),
        card(each(entries.entries, lambda row: _entry(t, entries, row)), title=title),
        empty_state(none, rx.el.p(none_means), icon_name="person"),
    )
    return shell(
        t,
        key=key,
        title=t(page_of(key).title),
        lead=lead,
        breadcrumb=((t("Konto"), path("account", t.language)),),
        content=(
            shown(News.shown, alert(News.shown, kind="success", announce="politely")),
            shown(entries.trouble, alert(entries.trouble, kind="danger", announce="at once")),
            loading(
                t,
                stack(
                    *above,
                    listed,
                    shown(some(entries.waiting), _waiting(t, entries)),
                    shown(entries.may, rx.el.div(button(add, kind="primary", href=path(form, t.language)))),
                    shown(some(entries.removed), _removed(t, entries)),
                ),
                when=entries.loading,
                lines=6,
            ),
            _question(t, entries, question),
        ),
    )


def _billing(t: Translator) -> rx.Component:
    what = t("Rechnungsadresse")
    return card(
        rx.el.p(each(AddressList.billing, lambda line: rx.el.span(line, class_name="line"))),
        shown(
            AddressList.billing_new,
            alert(
                t("In Prüfung: {value}", value=AddressList.billing_new),
                rx.el.p(t("Bis dahin gilt die Adresse darüber. Zurücknehmen können Sie das im Konto.")),
            ),
        ),
        title=what,
        more=either(AddressList.may, change_link(t, what, href=path("account-billing-address", t.language)), ""),
    )


def _entry(t: Translator, entries: Entries, row: Any) -> rx.Component:
    return rx.el.div(
        rx.el.h3(row.name),
        rx.el.p(each(row.lines, lambda line: rx.el.span(line, class_name="line"))),
        shown(
            entries.may,
            actions(
                anchor(_row_label(t("Ändern"), row), href=row.href, class_name="kern-btn kern-btn--secondary"),
                _row_button(t("Entfernen"), row, on_click=entries.choose(row.id)),
            ),
        ),
        class_name="stack stack-tight entry",
    )


def _row_button(label: str, row: Any, *, on_click: Any) -> rx.Component:
    return rx.el.button(
        _row_label(label, row), type="button", class_name="kern-btn kern-btn--secondary", on_click=on_click
    )


def _row_label(label: str, row: Any) -> rx.Component:
    """Says which entry it is about, too, for those who hear links and buttons without the list."""
    return rx.el.span(label, unseen(" ", row.name), class_name="kern-label")


def _waiting(t: Translator, entries: Entries) -> rx.Component:
    return card(
        rx.el.ul(each(entries.waiting, rx.el.li)),
        rx.el.p(t("Bis dahin gilt, was vorher galt. Zurücknehmen können Sie das im Konto.")),
        title=t("In Prüfung"),
        accent="info",
    )


def _removed(t: Translator, entries: Entries) -> rx.Component:
    return details(
        t("Vor Kurzem entfernt"),
        rx.el.p(t("Sieben Tage lang können Sie Entferntes wiederherstellen.")),
        each(entries.removed, lambda row: _removed_entry(t, entries, row)),
    )


def _removed_entry(t: Translator, entries: Entries, row: Any) -> rx.Component:
    return rx.el.div(
        rx.el.p(rx.el.strong(row.name), each(row.lines, lambda line: rx.el.span(line, class_name="line-detail"))),
        shown(entries.may, _row_button(t("Wiederherstellen"), row, on_click=entries.bring_back(row.id))),
        class_name="stack stack-tight",
    )


def _question(t: Translator, entries: Entries, question: str) -> rx.Component:
    return dialog(
        t,
        question,
        problem_notice(sources=(_REMOVE,), title=t("Nicht entfernt"), words=words_for(t, SENTENCES)),
        rx.el.p(rx.el.strong(entries.chosen_name)),
        rx.el.p(t("Sieben Tage lang können Sie das zurücknehmen. Danach ist es endgültig gelöscht.")),
        api_button(
            trigger=_REMOVE,
            action=entries.removal,
            method="DELETE",
            body={"version": entries.chosen_version},
            on_done=entries.taken_out,
        ),
        id="removal",
        is_open=entries.chosen != "",
        on_close=entries.close,
        actions=(
            button(t("Ja, entfernen"), kind="danger", name=_REMOVE),
            button(t("Behalten"), closes=True),
        ),
    )
