"""The account that invoices are collected from, and the form with the mandate for another one."""

import reflex as rx

from frontend.browser import api_button, api_form, problem_notice
from frontend.components.alert import alert
from frontend.components.button import actions, button
from frontend.components.card import card, figures, stack
from frontend.components.choices import checkbox
from frontend.components.dialog import dialog
from frontend.components.empty_state import empty_state
from frontend.components.error_summary import error_summary
from frontend.components.link import link
from frontend.components.skeleton import loading
from frontend.components.summary_list import Entry, summary_list
from frontend.components.text_field import text_field
from frontend.components.values import Text, each, either, pick, shown, unseen
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.pages.account_forms import meanwhile
from frontend.site import path
from frontend.state.account_forms import AT_FORM
from frontend.state.bank_details import BankDetails, BankDetailsForm
from frontend.state.news import News
from frontend.state.problem_words import words_for
from frontend.state.words.bank_details import SENTENCES

_ACTION = "/api/v1/profile/customer/bank-details"
_REMOVE = "remove-bank-details"


def page(t: Translator) -> rx.Component:
    return shell(
        t,
        key="account-bank",
        title=t("Bankverbindung"),
        lead=t("Hier steht, ob und von welchem Konto wir Ihre Rechnungen abbuchen."),
        breadcrumb=((t("Konto"), path("account", t.language)),),
        content=(
            shown(News.shown, alert(News.shown, kind="success", announce="politely")),
            loading(t, either(BankDetails.hidden, _hidden(t), _content(t)), when=BankDetails.loading, lines=6),
            _question(t),
        ),
    )


def masked_iban(iban: Text, words: Text) -> rx.Component:
    """The dots are for the eye only."""
    return rx.fragment(rx.el.span(figures(iban), aria_hidden="true"), unseen(words))


def _content(t: Translator) -> rx.Component:
    return stack(either(BankDetails.iban, _valid(t), _none(t)), shown(BankDetails.waiting, _waiting(t)))


def _valid(t: Translator) -> rx.Component:
    return card(
        summary_list(
            Entry(t("Kontoinhaberin oder Kontoinhaber"), BankDetails.holder),
            Entry(t("IBAN"), masked_iban(BankDetails.iban, BankDetails.iban_words)),
            Entry(t("Gilt seit"), BankDetails.since),
            Entry(t("Wofür"), t("SEPA-Lastschrift: Wir buchen jede Rechnung ab, wenn sie fällig ist.")),
            Entry(t("Mandatsreferenz"), figures(BankDetails.mandate)),
        ),
        actions(
            shown(
                BankDetails.may_give,
                button(t("Bankverbindung ändern"), kind="primary", href=path("account-bank-form", t.language)),
            ),
            button(t("Bankverbindung entfernen"), on_click=BankDetails.ask),
        ),
        title=t("Ihr Konto"),
    )


def _none(t: Translator) -> rx.Component:
    given = rx.fragment(
        rx.el.p(t("Sie überweisen Ihre Rechnungen selbst. Mit einer Bankverbindung buchen wir sie für Sie ab.")),
        button(t("Bankverbindung hinzufügen"), kind="primary", href=path("account-bank-form", t.language)),
    )
    never = rx.el.p(t("Wir buchen nicht ab. Sie überweisen Ihre Rechnungen selbst."))
    return empty_state(t("Keine Bankverbindung"), either(BankDetails.may_give, given, never), icon_name="document")


def _waiting(t: Translator) -> rx.Component:
    return card(
        rx.el.p(t("Wir sehen uns diese Änderung an. Bis dahin gilt, was vorher galt. Das Ergebnis kommt per E-Mail.")),
        summary_list(
            Entry(t("Kontoinhaberin oder Kontoinhaber"), BankDetails.waiting_holder),
            Entry(t("IBAN"), masked_iban(BankDetails.waiting_iban, BankDetails.waiting_words)),
            Entry(t("Beantragt am"), BankDetails.waiting_since),
        ),
        actions(button(t("Änderung zurücknehmen"), on_click=BankDetails.withdraw)),
        title=t("In Prüfung"),
        accent="info",
    )


def _hidden(t: Translator) -> rx.Component:
    return card(rx.el.p(words_for(t, SENTENCES)["bank-details-hidden"]), _back(t))


def _back(t: Translator) -> rx.Component:
    return link(t("Zurück zum Konto"), href=path("account", t.language), kind="alone")


def _question(t: Translator) -> rx.Component:
    return dialog(
        t,
        t("Bankverbindung wirklich entfernen?"),
        problem_notice(sources=(_REMOVE,), title=t("Nicht entfernt"), words=words_for(t, SENTENCES)),
        rx.el.p(rx.el.strong(BankDetails.holder, ", ", masked_iban(BankDetails.iban, BankDetails.iban_words))),
        rx.el.p(
            t(
                "Das Mandat endet, und wir buchen nichts mehr ab. Rechnungen überweisen Sie dann selbst, auch die, die "
                "noch offen sind."
            )
        ),
        api_button(
            trigger=_REMOVE,
            action=_ACTION,
            method="DELETE",
            body={"version": BankDetails.version},
            on_done=BankDetails.removed,
        ),
        id="removal",
        is_open=BankDetails.removing,
        on_close=BankDetails.keep,
        actions=(
            button(t("Ja, entfernen"), kind="danger", name=_REMOVE),
            button(t("Behalten"), closes=True),
        ),
    )


def form_page(t: Translator) -> rx.Component:
    form = BankDetailsForm
    may_not = rx.fragment(
        rx.el.p(
            t("Hier können Sie keine Bankverbindung angeben. Das kann nur, wer vollen Zugriff auf den Vertrag hat.")
        ),
        _back(t),
    )
    return shell(
        t,
        key="account-bank-form",
        title=pick(form.title, form.title, t("Bankverbindung ändern")),
        lead=t("Geben Sie das Konto an, und erteilen Sie uns das Mandat zum Abbuchen."),
        breadcrumb=((t("Konto"), path("account", t.language)), (t("Bankverbindung"), path("account-bank", t.language))),
        content=(
            error_summary(t, errors=form.errors),
            problem_notice(
                sources=(_ACTION,), title=t("Nicht gespeichert"), words=words_for(t, SENTENCES), told=AT_FORM
            ),
            meanwhile(t, form),
            card(loading(t, either(form.may, _form(t), may_not), when=form.loading, lines=10)),
        ),
    )


def _form(t: Translator) -> rx.Component:
    form = BankDetailsForm
    return api_form(
        text_field(
            t,
            t("Kontoinhaberin oder Kontoinhaber"),
            name="holder",
            autocomplete="name",
            spell_check=False,
            hint=t("Der Name, wie er bei der Bank steht."),
            value=form.holder,
            error=form.wrong["holder"],
        ),
        text_field(
            t,
            t("IBAN"),
            name="iban",
            # Neither browsers nor drafts keep it.
            autocomplete="off",
            spell_check=False,
            hint=t("22 Stellen, wenn das Konto in Deutschland ist. Leerzeichen sind erlaubt."),
            error=form.wrong["iban"],
        ),
        _mandate(t),
        checkbox(
            t,
            t("Ich erteile dieses Mandat. Das Konto gehört mir, oder ich darf darüber verfügen."),
            name="consent",
            error=form.wrong["consent"],
        ),
        shown(form.reviewed, rx.el.p(t("Wir prüfen diese Änderung. Bis dahin gilt die bisherige Angabe."))),
        actions(
            button(t("Bankverbindung speichern"), kind="primary", submit=True),
            button(t("Abbrechen"), kind="quiet", href=path("account-bank", t.language)),
        ),
        action=_ACTION,
        method="PUT",
        extra={"version": form.version, "language": t.language},
        draft="bank-details",
        on_done=form.saved,
        on_problem=form.failed,
        class_name="stack",
    )


def _mandate(t: Translator) -> rx.Component:
    form = BankDetailsForm
    return stack(
        rx.el.h2(t("SEPA-Lastschriftmandat")),
        summary_list(
            Entry(
                t("Wer abbucht"),
                rx.fragment(
                    rx.el.span(form.creditor, class_name="line"),
                    each(form.creditor_address, lambda line: rx.el.span(line, class_name="line")),
                ),
            ),
            Entry(t("Gläubiger-ID"), figures(form.creditor_id)),
            Entry(t("Mandatsreferenz"), t("Vergeben wir beim Speichern. Sie steht danach unter „Bankverbindung“.")),
        ),
        each(form.paragraphs, rx.el.p),
        tight=True,
    )
