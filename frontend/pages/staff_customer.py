"""One customer for staff: who is calling, who has access, and the letter that helps somebody back in."""

from typing import Any

import reflex as rx

from frontend.api.portal import portal
from frontend.browser import print_page
from frontend.browser.steps import step_focus
from frontend.components.alert import alert
from frontend.components.badge import badge
from frontend.components.button import actions, button
from frontend.components.card import card
from frontend.components.empty_state import empty_state
from frontend.components.field import field_group
from frontend.components.link import link
from frontend.components.skeleton import loading
from frontend.components.summary_list import Entry, summary_list
from frontend.components.table import Column, data_table
from frontend.components.text_field import text_field
from frontend.components.values import choose, described_by, each, either, pick, shown, some
from frontend.i18n import LANGUAGES, Translator, translator
from frontend.layout import shell
from frontend.pages.staff_customer_accounts import account_dialogs, accounts_table, row_button
from frontend.site import path
from frontend.state.staff_customer import StaffCustomer

_PRINT = "print-letter"


def page(t: Translator) -> rx.Component:
    return shell(
        t,
        key="staff-customer",
        title=pick(StaffCustomer.title, StaffCustomer.title, t("Kundin oder Kunde")),
        breadcrumb=((t("Kundensuche"), path("staff-customers", t.language)),),
        content=(
            step_focus(step=StaffCustomer.step, words=StaffCustomer.announced),
            step_focus(step=StaffCustomer.done, words=StaffCustomer.done),
            shown(StaffCustomer.done, alert(StaffCustomer.done, kind="success")),
            shown(StaffCustomer.problem, alert(StaffCustomer.problem, kind="danger", announce="at once")),
            shown(StaffCustomer.letter_code, _finished(t)),
            loading(t, either(StaffCustomer.missing, _missing(t), _customer(t)), when=StaffCustomer.loading, lines=8),
        ),
    )


def _missing(t: Translator) -> rx.Component:
    return empty_state(
        t("Diese Kundennummer gibt es nicht"),
        link(t("Zur Suche"), href=path("staff-customers", t.language), kind="alone"),
        icon_name="person",
    )


def _customer(t: Translator) -> rx.Component:
    return rx.fragment(
        card(
            summary_list(
                Entry(t("Kundennummer"), StaffCustomer.number),
                Entry(t("Name"), StaffCustomer.name),
                Entry(t("Anschrift"), StaffCustomer.address),
                Entry(t("E-Mail-Adresse"), StaffCustomer.email),
                Entry(t("Bankverbindung"), either(StaffCustomer.bank, _bank_details(), t("keine"))),
            ),
            more=link(t("Termin buchen"), href=StaffCustomer.booking_href, kind="alone"),
        ),
        either(StaffCustomer.chosen, _questions(t), _pin(t)),
        either(
            some(StaffCustomer.accesses),
            accounts_table(t),
            empty_state(
                t("Noch kein Konto"),
                rx.el.p(t("Mit dieser Kundennummer meldet sich noch niemand an.")),
                icon_name="key",
            ),
        ),
        shown(some(StaffCustomer.recoveries), _recoveries(t)),
        account_dialogs(t),
    )


def _bank_details() -> rx.Component:
    return rx.fragment(
        rx.el.span(StaffCustomer.bank, class_name="line"),
        rx.el.span(StaffCustomer.bank_since, class_name="line-detail"),
    )


def _pin(t: Translator) -> rx.Component:
    return card(
        shown(
            StaffCustomer.match,
            alert(StaffCustomer.match, rx.el.p(StaffCustomer.match_detail), kind="success", announce="politely"),
        ),
        rx.el.form(
            text_field(
                t,
                t("PIN, die am Telefon vorgelesen wird"),
                name="pin",
                input_mode="numeric",
                autocomplete="off",
                width="short",
                hint=t("Sechs Ziffern. Die Person findet sie im Portal unter „Telefon-PIN“."),
                error=StaffCustomer.pin_error,
            ),
            actions(button(t("PIN prüfen"), kind="primary", submit=True)),
            on_submit=StaffCustomer.check_pin,
            reset_on_submit=True,
            no_validate=True,
            class_name="stack",
        ),
        title=t("Wer ruft an?"),
    )


def _questions(t: Translator) -> rx.Component:
    return card(
        rx.el.p(
            t(
                "Stellen Sie der Person diese Fragen und haken Sie an, was sie richtig beantwortet hat. Die Antworten "
                "selbst speichern wir nicht."
            )
        ),
        rx.el.form(
            field_group(
                t,
                t("Richtig beantwortet"),
                each(
                    StaffCustomer.questions,
                    lambda question: rx.el.label(
                        rx.el.input(type="checkbox", name=f"answer-{question.value}"),
                        rx.el.span(question.text),
                        class_name="choice",
                    ),
                ),
                id="answered",
                hint=StaffCustomer.answers_hint,
                error=StaffCustomer.answered_error,
                required=True,
                described=described_by(
                    ("answered-hint", StaffCustomer.answers_hint), ("answered-error", StaffCustomer.answered_error)
                ),
            ),
            shown(
                StaffCustomer.four_eyes,
                rx.el.p(t("Bevor der Brief entsteht, bestätigt ihn eine zweite Person."), class_name="hint"),
            ),
            actions(
                button(t("Brief veranlassen"), kind="primary", submit=True),
                button(t("Abbrechen"), kind="quiet", on_click=StaffCustomer.cancel),
            ),
            on_submit=StaffCustomer.ask,
            no_validate=True,
            class_name="stack",
        ),
        title=t("Brief für {name}", name=StaffCustomer.chosen_name),
        accent="info",
    )


def _recoveries(t: Translator) -> rx.Component:
    return data_table(
        StaffCustomer.recoveries_caption,
        columns=(
            Column(label=t("Konto"), cell=_account_of_recovery, names_row=True),
            Column(label=t("Stand"), cell=_standing),
            Column(label=t("Wer und wann"), cell=_who_and_when),
            Column(label=t("Aktion"), cell=lambda row: _decide(t, row), is_plain=True, takes_line=True),
        ),
        rows=StaffCustomer.recoveries,
    )


def _account_of_recovery(row: Any) -> rx.Component:
    return rx.fragment(rx.el.span(row.account, class_name="line"), rx.el.span(row.email, class_name="line-detail"))


def _standing(row: Any) -> rx.Component:
    return rx.fragment(badge(row.state), rx.el.span(row.answered, class_name="line-detail"))


def _who_and_when(row: Any) -> rx.Component:
    return rx.fragment(
        rx.el.span(row.asked, class_name="line"), shown(row.decided, rx.el.span(row.decided, class_name="line"))
    )


def _decide(t: Translator, row: Any) -> rx.Component:
    return shown(
        row.waits,
        either(
            row.mine,
            row_button(t("Zurückziehen"), row.account, on_click=StaffCustomer.refuse(row.id)),
            actions(
                row_button(t("Bestätigen"), row.account, on_click=StaffCustomer.confirm(row.id)),
                row_button(t("Ablehnen"), row.account, on_click=StaffCustomer.refuse(row.id)),
            ),
        ),
    )


def _finished(t: Translator) -> rx.Component:
    """The letter in the language of whom it goes to, and the button that prints it."""
    letters: dict[str, rx.Component] = {language: _letter(translator(language)) for language in LANGUAGES}
    return rx.fragment(
        choose(StaffCustomer.letter_language, letters),
        actions(button(t("Brief drucken"), kind="primary", icon_name="document", name=_PRINT)),
        print_page(trigger=_PRINT),
    )


def _letter(t: Translator) -> rx.Component:
    """As it is printed; everything else on the page stays off the paper."""
    company = portal()
    contact = company.contact
    return rx.el.section(
        rx.el.p(company.name, ", ", contact.street, ", ", contact.postal_code, " ", contact.city, class_name="sender"),
        rx.el.address(
            rx.el.span(StaffCustomer.letter_name, class_name="line"),
            each(StaffCustomer.letter_lines, lambda line: rx.el.span(line, class_name="line")),
        ),
        rx.el.h2(t("Ihr Code für das Kundenportal")),
        summary_list(
            Entry(t("Kundennummer"), StaffCustomer.number),
            Entry(t("Code"), rx.el.strong(StaffCustomer.letter_code, class_name="figures")),
            Entry(t("Gültig bis"), StaffCustomer.letter_until),
        ),
        rx.el.p(t("Guten Tag,")),
        rx.el.p(t("mit diesem Code kommen Sie wieder in Ihr Konto:")),
        rx.el.ol(
            rx.el.li(t("Öffnen Sie diese Seite: {page}", page=StaffCustomer.letter_page)),
            rx.el.li(t("Geben Sie Kundennummer, Code und eine E-Mail-Adresse ein.")),
            rx.el.li(t("Richten Sie einen neuen Passkey ein. Alle früheren Zugangswege gelten dann nicht mehr.")),
            class_name="numbered",
        ),
        rx.el.p(
            t(
                "Haben Sie nicht um diesen Brief gebeten, rufen Sie uns bitte an: {phone}. Geben Sie den Code "
                "niemandem weiter.",
                phone=contact.phone,
            )
        ),
        rx.el.p(t("Mit freundlichen Grüßen"), rx.el.br(), company.name),
        class_name="card letter",
        lang=t.language,
        aria_label=t("Brief"),
    )
