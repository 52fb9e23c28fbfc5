"""The account: who is signed in, and where to change things."""

import reflex as rx

from frontend.components.card import card
from frontend.components.link import link
from frontend.components.skeleton import loading
from frontend.components.summary_list import Entry, summary_entry, summary_list
from frontend.components.values import shown
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.site import path
from frontend.state.session import Person


def page(t: Translator) -> rx.Component:
    return shell(
        t,
        key="account",
        title=t("Konto"),
        lead=t("Ihre Angaben und Ihr Zugang zum Portal."),
        content=(
            card(loading(t, _details(t), when=Person.email == "", lines=6), title=t("Ihre Angaben")),
            card(
                rx.el.p(t("Passkeys ansehen und einen neuen einrichten.")),
                title=t("Anmeldung"),
                more=link(t("Anmeldung und Passkeys"), href=path("security", t.language), kind="alone"),
            ),
        ),
    )


def _details(t: Translator) -> rx.Component:
    return summary_list(
        Entry(t("Name"), Person.name),
        Entry(t("E-Mail-Adresse"), Person.email),
        shown(Person.customer_number, summary_entry(Entry(t("Kunde"), Person.customer_name))),
        shown(Person.customer_number, summary_entry(Entry(t("Kundennummer"), Person.customer_number))),
    )
