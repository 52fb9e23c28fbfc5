"""The account at a glance: what is known about the person and the contract, and where to change it."""

from typing import Any

import reflex as rx

from frontend import site
from frontend.browser import passkey_signals
from frontend.components.alert import alert
from frontend.components.badge import badge
from frontend.components.button import button
from frontend.components.card import card, stack
from frontend.components.link import link
from frontend.components.skeleton import loading
from frontend.components.summary_list import Entry, change_link, summary_list
from frontend.components.values import Flag, each, either, shown, some
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.site import path
from frontend.state.account import Account
from frontend.state.news import News
from frontend.state.session import Person

# No longer a place of the navigation for them, where there are as many as a phone has room for.
_OF_ADMINISTRATORS = "privacy-inventory"
_PLACES = ("security", "own-calendar", "phone-pin", "grants", "link-customer", "account-history")


def page(t: Translator) -> rx.Component:
    return shell(
        t,
        key="account",
        title=t("Konto"),
        lead=t("Ihre Angaben und Ihr Zugang zum Portal."),
        content=(
            shown(News.shown, alert(News.shown, kind="success", announce="politely")),
            loading(t, _content(t), when=Account.loading, lines=12),
            passkey_signals(version=Account.signals),
        ),
    )


def _content(t: Translator) -> rx.Component:
    return stack(
        each(Account.refused, lambda row: _refused(t, row)),
        shown(some(Account.waiting), _waiting(t)),
        card(_person(t), title=t("Ihre Person")),
        shown(Account.has_customer, card(_customer(t), title=t("Ihr Vertrag"))),
        card(_places(t), title=t("Mehr zu Ihrem Konto")),
    )


def _person(t: Translator) -> rx.Component:
    return summary_list(
        Entry(t("Name"), Account.name, _change(t, t("Name"), "account-name")),
        Entry(t("E-Mail-Adresse"), Account.email, _change(t, t("E-Mail-Adresse"), "account-email")),
        Entry(
            t("Sprache und Darstellung"),
            Account.language_name,
            _change(t, t("Sprache und Darstellung"), "account-language"),
        ),
        Entry(t("Mitteilungen"), _lines(Account.messages), _change(t, t("Mitteilungen"), "account-messages")),
    )


def _customer(t: Translator) -> rx.Component:
    read_only = rx.fragment(
        rx.el.p(t("Sie dürfen diese Angaben ansehen, aber nicht ändern. Das kann nur, wer vollen Zugriff hat.")),
        _contract(t, may_change=False),
    )
    return either(Account.may_change, _contract(t, may_change=True), read_only)


def _contract(t: Translator, *, may_change: bool) -> rx.Component:
    def change(what: str, key: str) -> rx.Component | None:
        return _change(t, what, key) if may_change else None

    return summary_list(
        Entry(t("Kundennummer"), Account.number),
        Entry(
            t("Name im Vertrag"),
            rx.fragment(Account.contract_name, _in_review(t, Account.name_waits)),
            change(t("Name im Vertrag"), "account-contract-name"),
        ),
        Entry(
            t("Rechnungsadresse"),
            rx.fragment(_lines(Account.billing), _in_review(t, Account.billing_waits)),
            change(t("Rechnungsadresse"), "account-billing-address"),
        ),
        Entry(
            t("Lieferadressen"),
            either(some(Account.delivery), _lines(Account.delivery), t("keine")),
            change(t("Lieferadressen"), "account-addresses"),
        ),
        Entry(
            t("Telefonnummern"),
            either(some(Account.phones), _lines(Account.phones), t("keine")),
            change(t("Telefonnummern"), "account-phones"),
        ),
        # Who may only read does not see it at all.
        *((_bank_details(t),) if may_change else ()),
    )


def _bank_details(t: Translator) -> Entry:
    return Entry(
        t("Bankverbindung"),
        rx.fragment(either(Account.bank, Account.bank, t("keine")), _in_review(t, Account.bank_waits)),
        _change(t, t("Bankverbindung"), "account-bank"),
    )


def _waiting(t: Translator) -> rx.Component:
    return card(
        rx.el.p(
            t("Wir sehen uns diese Änderungen an. Bis dahin gilt, was vorher galt. Das Ergebnis kommt per E-Mail.")
        ),
        each(Account.waiting, lambda row: _waiting_row(t, row)),
        title=t("In Prüfung"),
        accent="info",
    )


def _waiting_row(t: Translator, row: Any) -> rx.Component:
    return stack(
        rx.el.h3(row.what, " ", badge(t("in Prüfung"), kind="info")),
        summary_list(
            Entry(t("Gilt noch"), either(row.old, row.old, t("nichts"))),
            Entry(t("Gilt nach der Prüfung"), either(row.new, row.new, t("wird entfernt"))),
            Entry(t("Beantragt am"), row.since),
        ),
        shown(
            Account.may_change,
            rx.el.div(button(t("Änderung zurücknehmen"), on_click=Account.withdraw(row.id))),
        ),
        tight=True,
    )


def _refused(t: Translator, row: Any) -> rx.Component:
    return alert(
        t("Nicht übernommen: {what}", what=row.what),
        rx.el.p(t("Wir haben Ihre Änderung geprüft und nicht übernommen. Der Grund: {reason}", reason=row.reason)),
        rx.el.p(t("Es gilt weiter: {old}", old=row.old)),
        shown(Account.may_change, button(t("Verstanden"), on_click=Account.put_away(row.id))),
        kind="warning",
        level=2,
    )


def _in_review(t: Translator, waits: Any) -> rx.Component:
    return shown(waits, rx.fragment(" ", badge(t("in Prüfung"), kind="info")))


def _lines(texts: Any) -> rx.Component:
    return each(texts, lambda text: rx.el.span(text, class_name="line"))


def _change(t: Translator, what: str, key: str) -> rx.Component:
    return change_link(t, what, href=path(key, t.language))


def _places(t: Translator) -> rx.Component:
    """Links to those pages about the account that this portal has, and that are for this person."""
    existing = {page.key: page for page in site.PAGES}
    return stack(
        *(shown(_may_visit(existing[key]), _place(t, existing[key])) for key in _PLACES if key in existing),
        shown(Person.role == "administrator", _place(t, existing[_OF_ADMINISTRATORS])),
        tight=True,
    )


def _may_visit(page: site.Page) -> Flag:
    if page.access == "customer":
        return Person.role == "customer"
    return (Person.role == "agent") | (Person.role == "administrator") if page.access == "staff" else True


def _place(t: Translator, page: site.Page) -> rx.Component:
    return link(t(page.title), href=page.address(t.language), kind="alone")
