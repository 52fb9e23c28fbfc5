"""The imprint (§ 5 DDG)."""

import reflex as rx

from frontend.api.portal import portal
from frontend.components.card import card
from frontend.components.link import link
from frontend.components.summary_list import Entry, summary_list
from frontend.i18n import Translator
from frontend.layout import public_shell
from frontend.pages.legal import address, sections


def page(t: Translator) -> rx.Component:
    imprint = portal().legal.imprint
    return public_shell(
        t,
        key="imprint",
        title=t("Impressum"),
        content=(
            card(summary_list(*_entries(t)), title=imprint.company),
            *((card(address(imprint.supervisor), title=t("Aufsicht")),) if imprint.supervisor else ()),
            *sections(t, imprint.sections),
        ),
    )


def _entries(t: Translator) -> tuple[Entry, ...]:
    imprint, contact = portal().legal.imprint, portal().contact
    register = ", ".join(part for part in (imprint.register_court, imprint.register_number) if part)
    facts = (
        (t("Vertreten durch"), imprint.represented_by),
        (t("Register"), register),
        (t("Umsatzsteuer-Identifikationsnummer"), imprint.vat_id),
        (t("Verantwortlich für den Inhalt"), imprint.responsible_for_content),
    )
    return (
        Entry(t("Anschrift"), rx.fragment(*(rx.el.span(line, class_name="line") for line in contact.address))),
        Entry(t("Telefon"), link(contact.phone, href=contact.phone_link)),
        Entry(t("E-Mail-Adresse"), link(contact.email, href=contact.email_link)),
        *(Entry(term, text) for term, text in facts if text),
    )
