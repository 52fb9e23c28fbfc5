"""One thing per page: name, name in the contract, addresses, phone numbers, language."""

from typing import Any

import reflex as rx

from frontend.browser import api_form, appearance, problem_notice
from frontend.components.alert import alert
from frontend.components.button import actions, button
from frontend.components.card import card
from frontend.components.choices import radios
from frontend.components.error_summary import error_summary
from frontend.components.link import link
from frontend.components.select import select
from frontend.components.skeleton import loading
from frontend.components.text_field import text_field
from frontend.components.values import Option, Text, either, shown
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.site import page as page_of
from frontend.site import path
from frontend.state.account_forms import (
    AT_FORM,
    BillingAddressForm,
    ContractNameForm,
    DeliveryAddressForm,
    LanguageForm,
    PersonNameForm,
    PhoneForm,
)
from frontend.state.account_words import countries, phone_kinds, salutations
from frontend.state.problem_words import words_for
from frontend.state.words.account import SENTENCES

_API = "/api/v1/profile"
Form = Any
"""A state made with `ChangeForm`."""


def name_page(t: Translator) -> rx.Component:
    form = PersonNameForm
    return _form_page(
        t,
        "account-name",
        form,
        lead=t("So sprechen wir Sie an, im Portal und in unseren E-Mails."),
        fields=(
            _salutation(t, form),
            _text(t, form, "given_name", t("Vorname"), autocomplete="given-name"),
            _text(t, form, "family_name", t("Nachname"), autocomplete="family-name"),
        ),
        action=f"{_API}/name",
        draft="account-name",
    )


def contract_name_page(t: Translator) -> rx.Component:
    form = ContractNameForm
    person = rx.fragment(
        _salutation(t, form),
        _text(t, form, "given_name", t("Vorname"), autocomplete="given-name"),
        _text(t, form, "name", t("Nachname"), autocomplete="family-name"),
    )
    organisation = _text(t, form, "name", t("Name der Organisation"), autocomplete="organization")
    return _form_page(
        t,
        "account-contract-name",
        form,
        lead=t("Dieser Name steht im Vertrag und auf Rechnungen."),
        fields=(either(form.is_person, person, organisation),),
        action=f"{_API}/customer/name",
        draft="account-contract-name",
    )


def billing_address_page(t: Translator) -> rx.Component:
    return _form_page(
        t,
        "account-billing-address",
        BillingAddressForm,
        lead=t("Diese Adresse steht auf Ihren Rechnungen. Briefe schicken wir auch dorthin."),
        fields=_address_fields(t, BillingAddressForm, section="billing"),
        action=f"{_API}/customer/billing-address",
        draft="account-billing-address",
        above="account-addresses",
    )


def address_page(t: Translator) -> rx.Component:
    form = DeliveryAddressForm
    label = _text(
        t,
        form,
        "label",
        t("Name der Adresse"),
        hint=t("Daran erkennen Sie sie wieder, zum Beispiel „Garten“."),
        # Nothing that a browser knows about the person.
        autocomplete=None,
    )
    return _form_page(
        t,
        "account-address",
        form,
        title=form.title,
        lead=t("Dorthin liefern wir, wenn es nicht die Rechnungsadresse ist."),
        fields=(label, *_address_fields(t, form, section="shipping")),
        action=f"{_API}/customer/addresses",
        method="POST",
        draft=form.draft,
        extra={"id": form.entry},
        above="account-addresses",
    )


def phone_page(t: Translator) -> rx.Component:
    form = PhoneForm
    return _form_page(
        t,
        "account-phone",
        form,
        title=form.title,
        lead=t("Darunter erreichen wir Sie bei Fragen zum Vertrag und zu Terminen."),
        fields=(
            text_field(
                t,
                t("Telefonnummer"),
                name="number",
                type="tel",
                input_mode="tel",
                autocomplete="tel",
                width="medium",
                hint=t("Mit Vorwahl, zum Beispiel 0171 1234567. Für andere Länder mit + am Anfang."),
                value=form.values["number"],
                error=form.wrong["number"],
            ),
            radios(
                t,
                t("Was ist das für ein Anschluss?"),
                name="kind",
                options=phone_kinds(t),
                value=form.values["kind"],
                error=form.wrong["kind"],
            ),
        ),
        action=f"{_API}/customer/phones",
        method="POST",
        draft=form.draft,
        extra={"id": form.entry},
        above="account-phones",
    )


def language_page(t: Translator) -> rx.Component:
    form = LanguageForm
    control = "account-appearance"
    languages = [Option("de", "Deutsch"), Option("en", "English")]
    looks = [Option("system", t("Wie das Gerät")), Option("light", t("Hell")), Option("dark", t("Dunkel"))]
    return shell(
        t,
        key="account-language",
        title=t("Sprache und Darstellung"),
        lead=t("In welcher Sprache wir schreiben, und wie das Portal aussieht."),
        breadcrumb=_trail(t),
        content=(
            _problems(t, f"{_API}/language"),
            card(
                loading(
                    t,
                    api_form(
                        radios(
                            t,
                            t("In welcher Sprache schreiben wir Ihnen?"),
                            name="language",
                            options=languages,
                            value=form.values["language"],
                            hint=t("Gilt für E-Mails und Briefe. Die Sprache der Seiten wählen Sie ganz oben."),
                        ),
                        actions(button(t("Speichern"), kind="primary", submit=True)),
                        action=f"{_API}/language",
                        method="PUT",
                        draft="account-language",
                        on_done=form.saved,
                        on_problem=form.failed,
                        class_name="stack",
                    ),
                    when=form.loading,
                ),
                title=t("Sprache"),
            ),
            card(
                radios(
                    t,
                    t("Wie soll das Portal aussehen?"),
                    name=control,
                    options=looks,
                    value="system",
                    hint=t("Gilt sofort und nur in diesem Browser."),
                ),
                appearance(control=control),
                title=t("Darstellung"),
            ),
        ),
    )


def _form_page(
    t: Translator,
    key: str,
    form: Form,
    *,
    lead: Text,
    fields: tuple[rx.Component, ...],
    action: str,
    draft: Text,
    title: Text | None = None,
    method: Any = "PUT",
    extra: dict[str, Any] | None = None,
    above: str = "account",
) -> rx.Component:
    sent = api_form(
        *fields,
        shown(form.reviewed, rx.el.p(t("Wir prüfen diese Änderung. Bis dahin gilt die bisherige Angabe."))),
        actions(
            button(t("Speichern"), kind="primary", submit=True),
            button(t("Abbrechen"), kind="quiet", href=path(above, t.language)),
        ),
        action=action,
        method=method,
        extra={"version": form.version, **(extra or {})},
        draft=draft,
        on_done=form.saved,
        on_problem=form.failed,
        class_name="stack",
    )
    return shell(
        t,
        key=key,
        title=t(page_of(key).title) if title is None else title,
        lead=lead,
        breadcrumb=_trail(t, above),
        content=(
            error_summary(t, errors=form.errors),
            _problems(t, action),
            meanwhile(t, form),
            card(loading(t, either(form.may, sent, _may_not(t)), when=form.loading, lines=8)),
        ),
    )


def meanwhile(t: Translator, form: Form) -> rx.Component:
    """Somebody else has changed it since the page was opened. What was typed is still there."""
    return shown(
        form.meanwhile,
        alert(
            t("Diese Angabe wurde inzwischen geändert"),
            rx.el.p(t("Jetzt gilt: {value}", value=form.meanwhile)),
            rx.el.p(t("Was Sie eingegeben haben, steht noch da. Speichern Sie noch einmal, wenn es gelten soll.")),
            kind="warning",
            announce="at once",
        ),
    )


def _problems(t: Translator, action: str) -> rx.Component:
    return problem_notice(sources=(action,), title=t("Nicht gespeichert"), words=words_for(t, SENTENCES), told=AT_FORM)


def _may_not(t: Translator) -> rx.Component:
    return rx.el.p(
        t("Diese Angabe gibt es nicht mehr, oder Sie dürfen sie nicht ändern."),
        " ",
        link(t("Zurück zum Konto"), href=path("account", t.language)),
    )


def _trail(t: Translator, above: str = "account") -> tuple[tuple[Text, Text], ...]:
    keys = ("account",) if above == "account" else ("account", above)
    return tuple((t(page_of(key).title), path(key, t.language)) for key in keys)


def _salutation(t: Translator, form: Form) -> rx.Component:
    return select(
        t,
        t("Anrede"),
        name="salutation",
        options=salutations(t),
        value=form.values["salutation"],
        error=form.wrong["salutation"],
        autocomplete="honorific-prefix",
        required=False,
    )


def _address_fields(t: Translator, form: Form, *, section: str) -> tuple[rx.Component, ...]:
    return (
        # Not "street-address": that is for fields of several lines (HTML, 4.10.18.7.1).
        _text(t, form, "street", t("Straße und Hausnummer"), autocomplete=f"{section} address-line1"),
        _text(
            t,
            form,
            "postal_code",
            t("Postleitzahl"),
            autocomplete=f"{section} postal-code",
            width="short",
        ),
        _text(t, form, "city", t("Ort"), autocomplete=f"{section} address-level2"),
        select(
            t,
            t("Land"),
            name="country",
            options=countries(t),
            value=form.values["country"],
            error=form.wrong["country"],
            autocomplete=f"{section} country",
        ),
    )


def _text(
    t: Translator,
    form: Form,
    name: str,
    label: Text,
    *,
    autocomplete: str | None,
    hint: Text | None = None,
    **props: Any,
) -> rx.Component:
    return text_field(
        t,
        label,
        name=name,
        autocomplete=autocomplete,
        hint=hint,
        value=form.values[name],
        error=form.wrong[name],
        spell_check=False,
        **props,
    )
