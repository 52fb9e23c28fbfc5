"""The parts of the waiting list: joining it below the free times, and what one waits for among one's appointments."""

from typing import Any

import reflex as rx

from frontend.components.alert import alert
from frontend.components.button import actions, button
from frontend.components.card import card, muted
from frontend.components.dialog import dialog
from frontend.components.link import link
from frontend.components.select import select
from frontend.components.values import each, either, shown, some, unseen
from frontend.i18n import Translator
from frontend.site import path
from frontend.state.booking import Booking
from frontend.state.waiting import Waiting


def join(t: Translator) -> rx.Component:
    """Below the free times, for those whom none suits."""
    return card(
        either(
            Booking.waits_already,
            rx.fragment(
                rx.el.p(t("Sie stehen dafür schon auf der Warteliste. Sobald etwas frei wird, melden wir uns.")),
                link(t("Warteliste ansehen"), href=path("appointments", t.language), kind="alone"),
            ),
            _form(t),
        ),
        title=t("Nichts dabei? Wir melden uns, sobald etwas frei wird"),
    )


def _form(t: Translator) -> rx.Component:
    return rx.fragment(
        rx.el.p(t("Wird ein Termin frei, der passt, halten wir ihn eine Weile für Sie frei und sagen Ihnen Bescheid.")),
        rx.el.p(t("Wir suchen, was Sie oben gewählt haben:"), " ", rx.el.strong(Booking.waiting_for)),
        shown(Booking.waiting_problem, alert(Booking.waiting_problem, kind="danger", announce="at once")),
        rx.el.form(
            select(
                t,
                t("Wie lange sollen wir suchen?"),
                name="last_day",
                options=Booking.waiting_ends,
                value=Booking.waiting_end,
            ),
            rx.el.div(button(t("Auf die Warteliste setzen"), submit=True, icon_name="clock")),
            on_submit=Booking.wait,
            no_validate=True,
            aria_label=t("Warteliste"),
            class_name="stack",
        ),
    )


def offered(t: Translator) -> rx.Component:
    """Beside the form: the time that has got free for whoever waited for it."""
    return card(
        rx.el.p(rx.el.strong(Booking.when)),
        rx.el.p(Booking.where),
        shown(Booking.needed, rx.el.p(t("Unterstützung: {needs}", needs=Booking.needed))),
        rx.el.p(t("Wir halten diese Zeit bis {until} für Sie frei.", until=Booking.offered_until)),
        link(t("Zurück zu Ihren Terminen"), href=path("appointments", t.language), kind="alone"),
        title=Booking.service,
        accent="info",
    )


def offers(t: Translator) -> rx.Component:
    """What is kept for the person, before everything else."""
    return each(Waiting.offers, lambda offer: _offer(t, offer))


def _offer(t: Translator, offer: Any) -> rx.Component:
    return card(
        rx.el.p(rx.el.strong(offer.service), rx.el.br(), offer.when, rx.el.br(), offer.where),
        rx.el.p(t("Wir halten diese Zeit bis {until} für Sie frei.", until=offer.until)),
        shown(
            Waiting.may_change,
            actions(
                button(t("Termin annehmen"), kind="primary", href=offer.href),
                button(t("Ablehnen"), on_click=Waiting.decline(offer.id)),
            ),
        ),
        muted(t("Lehnen Sie ab, bieten wir die Zeit jemand anderem an. Sie bleiben auf der Warteliste.")),
        title=t("Ein Termin ist frei geworden"),
        accent="success",
    )


def entries(t: Translator) -> rx.Component:
    """What the person waits for."""
    return shown(
        some(Waiting.rows),
        rx.fragment(
            rx.el.h2(t("Warteliste")),
            rx.el.ul(each(Waiting.rows, lambda row: _entry(t, row)), class_name="services"),
            _question(t),
        ),
    )


def _entry(t: Translator, row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.h3(row.service),
        rx.el.p(row.wish),
        muted(
            either(
                row.is_offered,
                t("Eine Zeit ist gerade für Sie frei gehalten."),
                t("Wir suchen bis {until} und melden uns, sobald etwas frei wird.", until=row.until),
            )
        ),
        shown(
            Waiting.may_change,
            rx.el.div(
                rx.el.button(
                    rx.el.span(t("Von der Warteliste nehmen"), unseen(": ", row.service), class_name="kern-label"),
                    type="button",
                    class_name="kern-btn kern-btn--secondary",
                    on_click=Waiting.choose(row.id),
                )
            ),
        ),
        class_name="card",
    )


def _question(t: Translator) -> rx.Component:
    return dialog(
        t,
        t("Wirklich von der Warteliste nehmen?"),
        rx.el.p(rx.el.strong(Waiting.chosen_service)),
        rx.el.p(
            t("Ihr Platz in der Reihe ist dann weg. Eine Zeit, die wir für Sie freihalten, bekommt jemand anderes.")
        ),
        id="leave-waiting-list",
        is_open=Waiting.chosen != "",
        on_close=Waiting.close,
        actions=(
            button(t("Ja, von der Liste nehmen"), kind="danger", on_click=Waiting.leave),
            button(t("Auf der Liste bleiben"), closes=True),
        ),
    )
