"""A PIN to read out on the phone, so that the agent knows who is calling."""

import reflex as rx

from frontend.api.portal import portal
from frontend.browser import countdown
from frontend.components.alert import alert, status_region
from frontend.components.button import button
from frontend.components.card import card, muted
from frontend.components.link import link
from frontend.components.summary_list import Entry, summary_list
from frontend.components.values import either, pick, shown, unseen
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.site import path
from frontend.state.phone_pin import PhonePin


def page(t: Translator) -> rx.Component:
    return shell(
        t,
        key="phone-pin",
        title=t("Telefon-PIN"),
        lead=t("Damit weisen Sie sich am Telefon aus, ohne Fragen zu Ihrer Person zu beantworten."),
        breadcrumb=((t("Konto"), path("account", t.language)),),
        content=(
            shown(PhonePin.used, alert(PhonePin.used, kind="info")),
            status_region(pick(PhonePin.pin, t("Ihre PIN: {digits}", digits=PhonePin.spoken), "")),
            either(PhonePin.pin, _pin(t), _begin(t)),
        ),
    )


def _begin(t: Translator) -> rx.Component:
    contact = portal().contact
    return card(
        rx.el.p(t("Rufen Sie uns an und lassen Sie sich die PIN zeigen, wenn wir danach fragen.")),
        rx.el.p(link(contact.phone, href=contact.phone_link, kind="alone", icon_name="phone")),
        button(t("PIN anzeigen"), kind="primary", on_click=PhonePin.show),
        muted(t("Sie gilt 10 Minuten und nur einmal. Wir rufen nie von uns aus an, um danach zu fragen.")),
    )


def _pin(t: Translator) -> rx.Component:
    return card(
        rx.el.p(unseen(PhonePin.spoken), rx.el.span(PhonePin.pin, aria_hidden="true"), class_name="big-code"),
        countdown(t, ends=PhonePin.ends, on_end=PhonePin.expire),
        summary_list(Entry(t("Kundennummer"), PhonePin.number)),
        rx.el.p(t("Lesen Sie die PIN am Telefon vor. Geben Sie sie niemandem, der Sie angerufen hat.")),
        button(t("Neue PIN anzeigen"), on_click=PhonePin.show),
        title=t("Ihre PIN"),
    )
