"""In place of what is not open to the person: why, and what to do next."""

import reflex as rx

from frontend.components.button import actions, button
from frontend.components.empty_state import empty_state
from frontend.components.values import Text, choose, each
from frontend.i18n import Translator
from frontend.site import path
from frontend.state.session import Person


def unless_open(t: Translator, reach: rx.Var[str] | str, content: rx.Component, *, closed: str) -> rx.Component:
    """The content, if it is open; `closed` is the title for who was let in for something else."""
    doors = {"open": content, "none": _no_customer(t), "choose": _choose(t), "closed": _closed(t, closed)}
    return choose(reach, doors)


def _no_customer(t: Translator) -> rx.Component:
    return empty_state(
        t("Noch keine Kundennummer verbunden"),
        rx.el.p(
            t(
                "Verbinden Sie Ihre Kundennummer mit diesem Konto, dann stehen hier Ihre Rechnungen. Sie brauchen "
                "dafür unseren Brief mit dem Aktivierungscode."
            )
        ),
        rx.el.p(
            t(
                "Kümmern Sie sich um die Verträge einer anderen Person? Dann lassen Sie sich einladen. Wartet schon "
                "eine Einladung auf Sie, finden Sie sie unter „Zugriff auf Verträge“."
            )
        ),
        icon_name="person",
        action=actions(
            button(t("Kundennummer verbinden"), kind="primary", href=path("link-customer", t.language)),
            button(t("Zugriff auf Verträge"), href=path("grants", t.language)),
        ),
    )


def _choose(t: Translator) -> rx.Component:
    return empty_state(
        t("Um wessen Verträge geht es?"),
        rx.el.p(t("Der Zugriff, mit dem Sie zuletzt gearbeitet haben, ist beendet. Wählen Sie, wie es weitergeht:")),
        icon_name="switch",
        action=actions(
            each(
                Person.customers,
                lambda customer: button(customer.name, on_click=Person.act_for(customer.id)),
            )
        ),
    )


def _closed(t: Translator, title: Text) -> rx.Component:
    return empty_state(
        title,
        rx.el.p(
            t(
                "{customer} hat Ihnen Zugriff auf etwas anderes gegeben. Brauchen Sie mehr, bitten Sie um eine neue "
                "Einladung.",
                customer=Person.customer_name,
            )
        ),
        icon_name="shield",
        action=button(t("Zugriff auf Verträge"), href=path("grants", t.language)),
    )
