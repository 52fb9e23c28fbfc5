"""The demo's mailbox. In demo mode only."""

from typing import Any

import reflex as rx

from frontend.components.button import button
from frontend.components.card import card, figures, stack
from frontend.components.empty_state import empty_state
from frontend.components.link import link
from frontend.components.skeleton import loading
from frontend.components.summary_list import Entry, summary_list
from frontend.components.table import Column, data_table
from frontend.components.values import each, either, shown, some
from frontend.i18n import Translator
from frontend.layout import public_shell
from frontend.site import path
from frontend.state.demo_mail import DemoMailPage, DemoMails


def list_page(t: Translator) -> rx.Component:
    return public_shell(
        t,
        key="demo-mails",
        title=t("Mails der Demo"),
        lead=t("Alles, was das Portal verschickt hat. In Wirklichkeit läge es in den Postfächern der Empfänger."),
        width="wide",
        content=(
            button(t("Nach neuen Mails und Codes sehen"), on_click=DemoMails.load),
            shown(some(DemoMails.codes), _codes(t)),
            loading(t, either(some(DemoMails.rows), _table(t), _empty(t)), when=DemoMails.loading, lines=8),
        ),
    )


def _codes(t: Translator) -> rx.Component:
    """In place of the phones that nobody has in the demo."""
    return data_table(
        t("Codes der Authenticator-Apps"),
        columns=(
            Column(label=t("Konto"), cell=lambda row: row.email, names_row=True),
            Column(label=t("Code aus der App"), cell=lambda row: figures(row.code)),
            Column(label=t("Gilt"), cell=lambda row: row.left),
        ),
        rows=DemoMails.codes,
    )


def _table(t: Translator) -> rx.Component:
    return data_table(
        t("Mails, neueste zuerst"),
        columns=(
            Column(
                label=t("Betreff"),
                cell=lambda row: rx.el.span(link(row.subject, href=row.href), lang=row.language),
                names_row=True,
            ),
            Column(label=t("An"), cell=lambda row: row.recipient),
            Column(label=t("Gesendet"), cell=lambda row: row.sent),
        ),
        rows=DemoMails.rows,
    )


def _empty(t: Translator) -> rx.Component:
    return empty_state(
        t("Noch keine Mail"),
        rx.el.p(t("Sobald das Portal eine Mail verschickt, steht sie hier. Fordern Sie zum Beispiel einen Code an.")),
        icon_name="mail",
    )


def mail_page(t: Translator) -> rx.Component:
    return public_shell(
        t,
        key="demo-mail",
        title=t("Mail der Demo"),
        breadcrumb=((t("Mails der Demo"), path("demo-mails", t.language)),),
        content=(either(DemoMailPage.missing, _missing(t), loading(t, _mail(t), when=DemoMailPage.loading, lines=10)),),
    )


def _missing(t: Translator) -> rx.Component:
    return empty_state(
        t("Diese Mail gibt es nicht"),
        action=button(t("Alle Mails zeigen"), href=path("demo-mails", t.language)),
    )


def _mail(t: Translator) -> rx.Component:
    return stack(
        card(
            summary_list(
                Entry(t("Von"), DemoMailPage.sender),
                Entry(t("An"), DemoMailPage.recipient),
                Entry(t("Gesendet"), DemoMailPage.sent),
            ),
        ),
        card(
            rx.el.div(
                rx.el.h2(DemoMailPage.subject),
                rx.el.div(DemoMailPage.text, class_name="prewrap"),
                lang=DemoMailPage.language_of_mail,
            )
        ),
        shown(some(DemoMailPage.attachments), card(each(DemoMailPage.attachments, _attachment), title=t("Anhänge"))),
        each(DemoMailPage.links, lambda href: link(href, href=href, kind="alone", native=True)),
    )


def _attachment(file: Any) -> rx.Component:
    return link(
        rx.fragment(file.name, " (", file.size, ")"), href=file.href, kind="alone", icon_name="download", download=True
    )
