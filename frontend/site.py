"""The table of all pages, with both addresses of each.

It names the page functions as text (`"start:page"` is `page` in `frontend/pages/start.py`) because pages ask this
table for addresses themselves; `frontend/app.py` resolves them, and `tests/frontend/test_site.py` proves that each
exists. So this module stays free of Reflex, and the server can ask it which addresses exist.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from frontend.i18n import LANGUAGES, Language, msgid

Access = Literal["public", "signed-in", "customer", "staff", "dpo", "administrator", "demo", "dev"]
"""Who a page is for: what is not "public" is never kept by the service worker."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page with its German and its English address; `[name]` in an address stands for any one segment."""

    key: str
    de: str
    en: str
    title: str
    """Message id of the title; a title that depends on data is set with `title_var`."""
    build: str
    """`module:function` in `frontend.pages`; the function takes a `Translator` and returns the component."""
    access: Access = "public"
    on_load: tuple[str, ...] = ()
    """`module:Class.handler` in `frontend.state`, run at each arrival on the page."""
    title_var: str = ""
    """`module:Class.var` in `frontend.state`: the document title, when it depends on data."""

    def address(self, language: Language) -> str:
        return self.de if language == "de" else self.en

    @property
    def is_dynamic(self) -> bool:
        return "[" in self.de

    @cached_property
    def _patterns(self) -> dict[Language, re.Pattern[str]]:
        return {language: _pattern(self.address(language)) for language in LANGUAGES}

    def parameters(self, path: str, language: Language) -> dict[str, str] | None:
        """What stands in place of each `[name]`, or None if the path is not an address of this page."""
        match = self._patterns[language].fullmatch(path)
        return match.groupdict() if match else None


OFFLINE: Final = "offline"
"""Shown by the service worker in place of any page that cannot be fetched."""

PAGES: Final[tuple[Page, ...]] = (
    # For everybody
    Page(key="start", de="/", en="/en", title=msgid("Willkommen"), build="start:page"),
    Page(
        key="sign-in",
        de="/anmelden",
        en="/en/sign-in",
        title=msgid("Anmelden"),
        build="sign_in:page",
        on_load=("session_end:SessionEnd.arrive", "sign_in:SignIn.arrive", "other_services:ServiceSignIn.arrive"),
    ),
    Page(
        key="activate",
        de="/aktivieren",
        en="/en/activate",
        title=msgid("Zugang aktivieren"),
        build="activate:page",
        on_load=("activation:Activation.arrive",),
    ),
    Page(
        key="activate-passkey",
        de="/aktivieren/passkey",
        en="/en/activate/passkey",
        title=msgid("Passkey einrichten"),
        build="activate_passkey:page",
        access="customer",
    ),
    Page(
        key="register",
        de="/registrieren",
        en="/en/register",
        title=msgid("Konto anlegen"),
        build="register:page",
        on_load=("registration:Registration.arrive",),
    ),
    Page(
        key="invitation",
        de="/einladung",
        en="/en/invitation",
        title=msgid("Einladung, sich um Verträge zu kümmern"),
        build="invitation:page",
        on_load=("invitation:Invitation.arrive",),
    ),
    Page(
        key="recovery",
        de="/zugang-wiederherstellen",
        en="/en/recover-access",
        title=msgid("Zugang wiederherstellen"),
        build="recovery:page",
        on_load=("recovery:Recovery.arrive", "recovery:Recovery.look"),
    ),
    Page(
        key="not-me",
        de="/nicht-ich",
        en="/en/not-me",
        title=msgid("Das war ich nicht"),
        build="not_me:page",
        on_load=("not_me:NotMe.arrive",),
    ),
    Page(
        key="overview",
        de="/uebersicht",
        en="/en/overview",
        title=msgid("Übersicht"),
        build="overview:page",
        access="customer",
        on_load=("overview:Overview.load",),
        title_var="overview:Overview.title",
    ),
    Page(
        key="invoices",
        de="/rechnungen",
        en="/en/invoices",
        title=msgid("Rechnungen"),
        build="invoices:page",
        access="customer",
        on_load=("invoices:InvoiceList.load",),
    ),
    Page(
        key="invoice",
        de="/rechnungen/[id]",
        en="/en/invoices/[id]",
        title=msgid("Rechnung"),
        build="invoice:page",
        access="customer",
        on_load=("invoice:InvoicePageState.load",),
        title_var="invoice:InvoicePageState.title",
    ),
    Page(
        key="account",
        de="/konto",
        en="/en/account",
        title=msgid("Konto"),
        build="account:page",
        access="signed-in",
        on_load=("news:News.arrive", "account:Account.load"),
    ),
    Page(
        key="account-name",
        de="/konto/name",
        en="/en/account/name",
        title=msgid("Name ändern"),
        build="account_forms:name_page",
        access="signed-in",
        on_load=("account_forms:PersonNameForm.load",),
    ),
    Page(
        key="account-email",
        de="/konto/e-mail",
        en="/en/account/email",
        title=msgid("E-Mail-Adresse ändern"),
        build="account_email:page",
        access="signed-in",
        on_load=("account_email:EmailForm.arrive",),
    ),
    Page(
        key="account-language",
        de="/konto/sprache",
        en="/en/account/language",
        title=msgid("Sprache und Darstellung"),
        build="account_forms:language_page",
        access="signed-in",
        on_load=("account_forms:LanguageForm.load",),
    ),
    Page(
        key="account-messages",
        de="/konto/mitteilungen",
        en="/en/account/messages",
        title=msgid("Mitteilungen"),
        build="account_messages:page",
        access="signed-in",
        on_load=("account_messages:MessagesForm.load",),
    ),
    Page(
        key="account-contract-name",
        de="/konto/vertragsname",
        en="/en/account/contract-name",
        title=msgid("Name im Vertrag ändern"),
        build="account_forms:contract_name_page",
        access="customer",
        on_load=("account_forms:ContractNameForm.load",),
    ),
    Page(
        key="account-addresses",
        de="/konto/adressen",
        en="/en/account/addresses",
        title=msgid("Adressen"),
        build="account_lists:addresses_page",
        access="customer",
        on_load=("news:News.arrive", "account_lists:AddressList.load"),
    ),
    Page(
        key="account-billing-address",
        de="/konto/adressen/rechnung",
        en="/en/account/addresses/billing",
        title=msgid("Rechnungsadresse ändern"),
        build="account_forms:billing_address_page",
        access="customer",
        on_load=("account_forms:BillingAddressForm.load",),
    ),
    Page(
        key="account-address",
        de="/konto/adressen/lieferung",
        en="/en/account/addresses/delivery",
        title=msgid("Lieferadresse"),
        build="account_forms:address_page",
        access="customer",
        on_load=("account_forms:DeliveryAddressForm.load",),
        title_var="account_forms:DeliveryAddressForm.title",
    ),
    Page(
        key="account-phones",
        de="/konto/telefon",
        en="/en/account/phones",
        title=msgid("Telefonnummern"),
        build="account_lists:phones_page",
        access="customer",
        on_load=("news:News.arrive", "account_lists:PhoneList.load"),
    ),
    Page(
        key="account-phone",
        de="/konto/telefon/nummer",
        en="/en/account/phones/number",
        title=msgid("Telefonnummer"),
        build="account_forms:phone_page",
        access="customer",
        on_load=("account_forms:PhoneForm.load",),
        title_var="account_forms:PhoneForm.title",
    ),
    Page(
        key="account-history",
        de="/konto/verlauf",
        en="/en/account/history",
        title=msgid("Verlauf der Änderungen"),
        build="account_history:page",
        access="signed-in",
        on_load=("account_history:AccountHistory.load",),
    ),
    Page(
        key="grants",
        de="/konto/zugriff",
        en="/en/account/access",
        title=msgid("Zugriff auf Verträge"),
        build="grants:page",
        access="customer",
        on_load=("grants:Grants.load",),
    ),
    Page(
        key="grant-invite",
        de="/konto/zugriff/einladen",
        en="/en/account/access/invite",
        title=msgid("Jemanden einladen"),
        build="grant_invite:page",
        access="customer",
        on_load=("grant_invite:GrantInvite.arrive",),
    ),
    Page(
        key="link-customer",
        de="/konto/kundennummer",
        en="/en/account/customer-number",
        title=msgid("Kundennummer verbinden"),
        build="customer_link:page",
        access="customer",
        on_load=("customer_link:CustomerLink.arrive",),
    ),
    Page(
        key="security",
        de="/konto/sicherheit",
        en="/en/account/security",
        title=msgid("Anmeldung und Sicherheit"),
        build="security:page",
        access="signed-in",
        on_load=("security:Security.load",),
    ),
    Page(
        key="passkeys",
        de="/konto/sicherheit/passkeys",
        en="/en/account/security/passkeys",
        title=msgid("Passkeys"),
        build="passkeys:page",
        access="signed-in",
        on_load=("passkeys:Passkeys.load",),
    ),
    Page(
        key="two-factor",
        de="/konto/sicherheit/passwort",
        en="/en/account/security/password",
        title=msgid("Passwort und Authenticator-App"),
        build="two_factor:page",
        access="signed-in",
        on_load=("two_factor:TwoFactor.load",),
    ),
    Page(
        key="second-factor-needed",
        de="/konto/sicherheit/zweiter-nachweis",
        en="/en/account/security/second-factor",
        title=msgid("Zweiter Nachweis nötig"),
        build="second_factor_needed:page",
        access="signed-in",
        on_load=("second_factor_needed:SecondFactorNeeded.load",),
    ),
    Page(
        key="linked-sign-ins",
        de="/konto/sicherheit/dienste",
        en="/en/account/security/services",
        title=msgid("Andere Dienste"),
        build="linked_sign_ins:page",
        access="signed-in",
        on_load=("linked_sign_ins:LinkedSignIns.load",),
    ),
    Page(
        key="phone-pin",
        de="/konto/telefon-pin",
        en="/en/account/phone-pin",
        title=msgid("Telefon-PIN"),
        build="phone_pin:page",
        access="customer",
        on_load=("phone_pin:PhonePin.load",),
    ),
    Page(
        key="staff-customers",
        de="/service/kunden",
        en="/en/service/customers",
        title=msgid("Kundensuche"),
        build="staff_customers:page",
        access="staff",
        on_load=("staff_customers:StaffCustomers.load",),
    ),
    Page(
        key="staff-customer",
        de="/service/kunden/[id]",
        en="/en/service/customers/[id]",
        title=msgid("Kundin oder Kunde"),
        build="staff_customer:page",
        access="staff",
        on_load=("staff_customer:StaffCustomer.load",),
        title_var="staff_customer:StaffCustomer.title",
    ),
    Page(
        key="staff-changes",
        de="/service/aenderungen",
        en="/en/service/changes",
        title=msgid("Änderungen prüfen"),
        build="staff_changes:page",
        access="staff",
        on_load=("staff_changes:StaffChanges.load",),
    ),
    Page(
        key="staff-invoices",
        de="/service/rechnungen",
        en="/en/service/invoices",
        title=msgid("Rechnungen prüfen"),
        build="staff_invoices:page",
        access="staff",
        on_load=("staff_invoices:StaffInvoices.load",),
    ),
    Page(
        key="staff-invite",
        de="/service/einladen",
        en="/en/service/invite",
        title=msgid("Kunden einladen"),
        build="staff_invite:page",
        access="staff",
        on_load=("staff_invite:StaffInvite.arrive",),
    ),
    Page(
        key="staff-invoice",
        de="/service/rechnungen/[id]",
        en="/en/service/invoices/[id]",
        title=msgid("Rechnung"),
        build="invoice:staff_page",
        access="staff",
        on_load=("invoice:InvoicePageState.load",),
        title_var="invoice:InvoicePageState.title",
    ),
    Page(
        key="privacy-inventory",
        de="/dsb/verzeichnis",
        en="/en/dpo/inventory",
        title=msgid("Verzeichnis der Daten"),
        build="inventory:page",
        access="dpo",
        on_load=("inventory:InventoryPage.load",),
    ),
    Page(
        key="accessibility",
        de="/barrierefreiheit",
        en="/en/accessibility",
        title=msgid("Barrierefreiheit"),
        build="accessibility:page",
    ),
    Page(
        key="plain-language",
        de="/leichte-sprache",
        en="/en/plain-language",
        title=msgid("Leichte Sprache"),
        build="plain_language:page",
    ),
    Page(key="privacy", de="/datenschutz", en="/en/privacy", title=msgid("Datenschutz"), build="privacy:page"),
    Page(key="imprint", de="/impressum", en="/en/imprint", title=msgid("Impressum"), build="imprint:page"),
    Page(key="help", de="/hilfe", en="/en/help", title=msgid("Hilfe und Kontakt"), build="help:page"),
    Page(
        key="demo-mails",
        de="/demo/mail",
        en="/en/demo/mail",
        title=msgid("Mails der Demo"),
        build="demo_mail:list_page",
        access="demo",
        on_load=("demo_mail:DemoMails.load",),
    ),
    Page(
        key="demo-mail",
        de="/demo/mail/[id]",
        en="/en/demo/mail/[id]",
        title=msgid("Mail der Demo"),
        build="demo_mail:mail_page",
        access="demo",
        on_load=("demo_mail:DemoMailPage.load",),
    ),
    Page(key=OFFLINE, de="/offline", en="/en/offline", title=msgid("Keine Verbindung"), build="offline:page"),
    Page(
        key="gallery",
        de="/_gallery",
        en="/en/_gallery",
        title=msgid("Galerie der Bausteine"),
        build="gallery:page",
        access="dev",
    ),
)

NOT_FOUND: Final = Page(
    key="not-found", de="/404", en="/en/404", title=msgid("Seite nicht gefunden"), build="not_found:page"
)
"""Shown with status 404 for every unknown address."""

_BY_KEY: Final = {page.key: page for page in (*PAGES, NOT_FOUND)}


def page(key: str) -> Page:
    return _BY_KEY[key]


def path(key: str, language: Language, **parameters: str) -> str:
    """The address of a page: `path("invoice", "en", id="0192…")`."""
    address = page(key).address(language)
    for name, value in parameters.items():
        address = address.replace(f"[{name}]", value)
    return address


def manifest_path(language: Language) -> str:
    """The web app manifest of a language; the build writes it."""
    return "/manifest.webmanifest" if language == "de" else f"/{language}/manifest.webmanifest"


def find(address: str) -> tuple[Page, Language] | None:
    """The page behind a path that a browser asks for, and its language."""
    normal = "/" + address.strip("/")
    # Fixed addresses win over dynamic ones: /termine/buchen is not the appointment "buchen".
    for candidate in sorted(PAGES, key=lambda page: page.is_dynamic):
        for language in LANGUAGES:
            if candidate.parameters(normal, language) is not None:
                return candidate, language
    return None


def language_of(address: str) -> Language:
    return "en" if address == "/en" or address.startswith("/en/") else "de"


def other_language(address: str) -> str:
    """The same page in the other language; the start page for an address that is no page."""
    here = language_of(address)
    other: Language = "de" if here == "en" else "en"
    found = find(address)
    if found is None:
        return path("start", other)
    parameters = found[0].parameters("/" + address.strip("/"), here) or {}
    return path(found[0].key, other, **parameters)


def _pattern(address: str) -> re.Pattern[str]:
    parts = re.split(r"\[(\w+)\]", address)
    # re.split leaves fixed text at even and parameter names at odd places.
    return re.compile("".join(f"(?P<{part}>[^/]+)" if i % 2 else re.escape(part) for i, part in enumerate(parts)))
