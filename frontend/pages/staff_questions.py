"""The questions of one kind of appointment: their order, and the one that is being written."""

from typing import Any

import reflex as rx

from frontend.components.alert import alert
from frontend.components.button import actions
from frontend.components.choices import checkbox, radios
from frontend.components.link import link
from frontend.components.values import Option, each, shown, some, unseen
from frontend.i18n import Translator
from frontend.pages.setup_forms import form_page, in_both, section
from frontend.site import path
from frontend.state.news import News
from frontend.state.setup_words import KIND_NAMES
from frontend.state.staff_questions import QuestionForm


def page(t: Translator) -> rx.Component:
    form = QuestionForm
    return form_page(
        t,
        "staff-questions",
        form,
        lead=t("Das fragen wir alle, die diesen Termin buchen. Fragen Sie nur, was Sie zur Vorbereitung brauchen."),
        action=form.action,
        back=path("staff-service", t.language) + "?id=" + form.service,
        above=(
            shown(News.shown, alert(News.shown, kind="success", announce="politely")),
            shown(form.done, alert(form.done, kind="success", announce="politely")),
            shown(some(form.rows), _questions(t)),
        ),
        sections=(_question(t),),
    )


def _questions(t: Translator) -> rx.Component:
    return section(
        t("Diese Fragen stellen wir"),
        rx.el.ol(each(QuestionForm.rows, lambda row: _row(t, row)), class_name="stack stack-tight"),
    )


def _row(t: Translator, row: Any) -> rx.Component:
    return rx.el.li(
        link(row.label, href=row.href),
        rx.el.span(row.detail, class_name="line-detail"),
        actions(
            shown(~row.is_first, _button(t("Nach oben"), row, QuestionForm.move(row.id, "up"))),
            shown(~row.is_last, _button(t("Nach unten"), row, QuestionForm.move(row.id, "down"))),
            _button(t("Nicht mehr fragen"), row, QuestionForm.remove(row.id)),
        ),
    )


def _button(label: str, row: Any, on_click: Any) -> rx.Component:
    return rx.el.button(
        rx.el.span(label, unseen(": ", row.label), class_name="kern-label"),
        type="button",
        class_name="kern-btn kern-btn--tertiary",
        on_click=on_click,
    )


def _question(t: Translator) -> rx.Component:
    form = QuestionForm
    return section(
        form.form_title,
        in_both(t, form, "label", t("Frage auf Deutsch"), t("Frage auf Englisch")),
        radios(
            t,
            t("Wie antwortet man?"),
            name="kind",
            options=[Option(kind, t(name)) for kind, name in KIND_NAMES.items()],
            value=form.values["kind"],
            error=form.wrong["kind"],
        ),
        in_both(
            t,
            form,
            "choices",
            t("Antworten zur Auswahl auf Deutsch"),
            t("Antworten zur Auswahl auf Englisch"),
            rows=4,
            required=False,
            hint=t("Nur bei „Auswahl“: jede Antwort in eine eigene Zeile."),
        ),
        checkbox(t, t("Ohne Antwort kann man nicht buchen"), name="required", checked=form.required),
    )
