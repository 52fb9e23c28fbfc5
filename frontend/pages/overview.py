"""The overview: what needs doing comes first."""

import reflex as rx

from frontend.components.badge import badge
from frontend.components.button import button
from frontend.components.card import amount, card, grid, muted, stack
from frontend.components.link import link
from frontend.components.skeleton import loading
from frontend.components.values import each, either, pick, shown
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.pages.closed import unless_open
from frontend.pages.linked_sign_ins import pending_link_hint
from frontend.site import path
from frontend.state.overview import Overview


def page(t: Translator) -> rx.Component:
    return shell(
        t,
        key="overview",
        title=pick(Overview.title, Overview.title, t("Übersicht")),
        lead=Overview.lead,
        content=(pending_link_hint(t), loading(t, _content(t), when=Overview.loading, lines=10)),
    )


def _content(t: Translator) -> rx.Component:
    invoices = unless_open(
        t,
        Overview.reach,
        stack(
            shown(
                Overview.due_title,
                either(Overview.is_late, _due(t, accent="danger"), _due(t, accent="warning")),
            ),
            grid(_invoices(t), _access(t)),
        ),
        closed=t("Rechnungen sind für Sie nicht freigegeben"),
    )
    # Whoever was let in for appointments only finds them in spite of that.
    return stack(invoices, shown(Overview.shows_appointment, _appointment(t)))


def _appointment(t: Translator) -> rx.Component:
    return either(
        Overview.next_when,
        card(
            rx.el.p(rx.el.strong(Overview.next_when)),
            muted(Overview.next_what),
            title=t("Nächster Termin"),
            more=link(t("Termin ansehen oder ändern"), href=Overview.next_href, kind="alone"),
        ),
        card(
            rx.el.p(t("Sie haben zurzeit keinen Termin.")),
            title=t("Nächster Termin"),
            more=link(t("Termin buchen"), href=path("appointment-book", t.language), kind="alone"),
        ),
    )


def _due(t: Translator, *, accent: str) -> rx.Component:
    return card(
        amount(Overview.due_amount, big=True),
        rx.el.p(Overview.due_when),
        title=Overview.due_title,
        accent="danger" if accent == "danger" else "warning",
        more=button(t("Rechnung ansehen"), kind="primary", href=Overview.due_href),
    )


def _invoices(t: Translator) -> rx.Component:
    newest = rx.el.ul(
        each(
            Overview.latest,
            lambda row: rx.el.li(
                link(row.number, href=row.href),
                rx.el.span(row.date, class_name="muted"),
                badge(row.state, kind=row.state_kind),
                amount(row.amount),
                class_name="newest-row",
            ),
        ),
        class_name="newest",
    )
    return card(
        shown(Overview.open_sum, rx.el.p(t("Offen:"), " ", amount(Overview.open_sum))),
        newest,
        title=t("Neueste Rechnungen"),
        more=link(t("Alle Rechnungen ansehen"), href=path("invoices", t.language), kind="alone"),
    )


def _access(t: Translator) -> rx.Component:
    """Reminds until there are two ways in that do not depend on each other."""
    return either(
        Overview.access_reminder,
        card(
            muted(Overview.access),
            rx.el.p(Overview.access_reminder),
            title=t("Ihr Zugang"),
            more=link(t("Passkey einrichten"), href=path("passkeys", t.language), kind="alone"),
        ),
        card(
            muted(Overview.access),
            title=t("Ihr Zugang"),
            more=link(t("Anmeldung und Sicherheit"), href=path("security", t.language), kind="alone"),
        ),
    )
