"""What the forms of the setup look like: sections, texts in both languages, and appointments that would be hit."""

from collections.abc import Sequence
from typing import Any, Literal

import reflex as rx

from frontend.browser import api_form, problem_notice, step_focus
from frontend.components.alert import alert, status_region
from frontend.components.button import actions, button
from frontend.components.card import card, grid, stack
from frontend.components.choices import radios
from frontend.components.empty_state import empty_state
from frontend.components.error_summary import error_summary
from frontend.components.link import link
from frontend.components.skeleton import loading
from frontend.components.text_field import text_field
from frontend.components.values import Content, Option, Text, each, either, pick, shown, some, unseen
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.site import page as page_of
from frontend.site import path
from frontend.state.problem_words import words_for
from frontend.state.setup_form import AT_FORM, Things
from frontend.state.words.setup import SENTENCES

API = "/api/v1/service/setup"
Form = Any
"""A state made with `SetupForm`."""


def form_page(
    t: Translator,
    key: str,
    form: Form,
    *,
    lead: Text,
    sections: Sequence[rx.Component],
    action: Text,
    method: Any = "POST",
    extra: dict[str, Any] | None = None,
    below: Sequence[Content] = (),
    above: Sequence[Content] = (),
    back: Text | None = None,
) -> rx.Component:
    """One form, divided into sections; it is sent as a whole."""
    sent = api_form(
        shown(form.asked == "save", card(_fates(t, form), title=form.hits_title, accent="warning")),
        *sections,
        actions(
            button(pick(form.asked == "save", t("Trotzdem speichern"), t("Speichern")), kind="primary", submit=True),
            button(t("Abbrechen"), kind="quiet", href=path("staff-appointments", t.language) if back is None else back),
        ),
        action=action,
        method=method,
        extra={"id": form.entry, "version": form.version, "confirmation": form.confirmation, **(extra or {})},
        draft=form.draft,
        waiting=t("Wird gespeichert …"),
        on_done=form.saved,
        on_problem=form.failed,
        class_name="stack",
    )
    return shell(
        t,
        key=key,
        title=pick(form.title, form.title, t(page_of(key).title)),
        lead=lead,
        breadcrumb=trail(t),
        content=(
            *above,
            error_summary(t, errors=form.errors),
            problem_notice(
                sources=(action,), title=t("Nicht gespeichert"), words=words_for(t, SENTENCES), told=AT_FORM
            ),
            step_focus(step=form.confirmation, words=form.hits_title),
            loading(t, either(form.missing, missing(t), stack(sent, *below)), when=form.loading, lines=12),
        ),
    )


def section(title: Text, *content: Content) -> rx.Component:
    """A part of a form: fields that belong together."""
    return card(stack(*content), title=title)


def trail(t: Translator) -> tuple[tuple[Text, Text], ...]:
    return ((t("Termine einrichten"), path("staff-appointments", t.language)),)


def missing(t: Translator) -> rx.Component:
    return empty_state(
        t("Das gibt es nicht"),
        link(t("Zu allem, was eingerichtet ist"), href=path("staff-appointments", t.language), kind="alone"),
        icon_name="calendar",
    )


def hit_list(rows: Any) -> rx.Component:
    """Appointments, each with the reason why it does not fit."""
    return rx.el.ul(each(rows, lambda row: rx.el.li(*_hit(row))), class_name="stack stack-tight")


def _hit(row: Any) -> tuple[rx.Component, ...]:
    return (
        rx.el.strong(row.when, class_name="line"),
        rx.el.span(row.what, class_name="line"),
        each(row.who, lambda booker: link(booker.name, href=booker.href)),
        rx.el.span(row.why, class_name="line-detail"),
    )


def agreement(
    t: Translator, form: Form, *, action: Text, agree: str, on_done: Any, level: Literal[2, 3] = 2
) -> rx.Component:
    """A form of its own: what something would hit, and what is to become of these appointments."""
    return card(
        problem_notice(sources=(action,), title=t("Nicht gespeichert"), words=words_for(t, SENTENCES)),
        api_form(
            _fates(t, form),
            actions(
                button(agree, kind="danger", submit=True),
                button(t("Abbrechen"), kind="quiet", on_click=form.think_again),
            ),
            action=action,
            extra={"confirmation": form.confirmation},
            waiting=t("Wird gespeichert …"),
            on_done=on_done,
            class_name="stack",
        ),
        title=form.hits_title,
        level=level,
        accent="warning",
    )


def _fates(t: Translator, form: Form) -> rx.Component:
    """What would be hit, and for each appointment what is to become of it."""
    return rx.fragment(
        rx.el.p(
            t(
                "Entscheiden Sie für jeden Termin. Was gebucht bleibt, steht unter „Termine einrichten“, bis es jemand "
                "verlegt oder absagt. Wer eine E-Mail-Adresse angegeben hat, bekommt zur Absage eine E-Mail."
            )
        ),
        shown(
            form.hits.length() > 1,
            actions(
                button(t("Alle gebucht lassen"), on_click=form.choose_for_all("keep")),
                button(t("Alle absagen"), on_click=form.choose_for_all("cancel")),
            ),
        ),
        status_region(form.for_all),
        rx.el.ul(
            each(
                form.hits,
                lambda row: rx.el.li(rx.el.div(*_hit(row)), _fate(t, form, row), class_name="stack stack-tight"),
            ),
            key=form.rounds.to_string(),
            class_name="fates",
        ),
    )


def _fate(t: Translator, form: Form, row: Any) -> rx.Component:
    return radios(
        t,
        rx.fragment(t("Was geschieht damit?"), unseen(" ", row.when)),
        name=f"hits.{row.id}",
        options=[Option("keep", t("Bleibt gebucht")), Option("cancel", t("Absagen"))],
        value=form.fate,
    )


def retirement(t: Translator, form: Form, things: Things) -> rx.Component:
    """Below a form: offering the thing no longer, or again."""
    return shown(
        form.entry,
        either(
            form.is_retired,
            card(
                rx.el.p(t("Neue Termine gibt es hier nicht mehr. Sie können das jederzeit zurücknehmen.")),
                title=t("Wird nicht mehr angeboten"),
                more=button(t("Wieder anbieten"), on_click=form.restore),
            ),
            either(
                form.asked == "retire",
                agreement(
                    t,
                    form,
                    action=f"{API}/retire/{things}/{form.entry}",
                    agree=t("Nicht mehr anbieten"),
                    on_done=form.retired,
                ),
                _retire(t, form),
            ),
        ),
    )


def _retire(t: Translator, form: Form) -> rx.Component:
    return card(
        rx.el.p(t("Dann gibt es hier keine neuen Termine mehr. Sie können das jederzeit zurücknehmen.")),
        title=t("Nicht mehr anbieten"),
        more=button(t("Nicht mehr anbieten"), on_click=form.retire),
    )


def reasons_to_look(t: Translator, title: Text, rows: Any) -> rx.Component:
    """Appointments that do not fit any longer, wherever one comes to the setup."""
    return shown(
        some(rows),
        alert(
            title,
            rx.el.p(t("Sie sind weiter gebucht. Verlegen Sie sie, oder sagen Sie sie ab.")),
            hit_list(rows),
            kind="warning",
            level=2,
        ),
    )


def line(t: Translator, form: Form, name: str, label: Text, **props: Any) -> rx.Component:
    """One line, or with `rows` several; nothing that a browser knows about the person who types."""
    return text_field(
        t,
        label,
        name=name,
        value=form.values[name],
        error=form.wrong[name],
        about_another=True,
        **props,
    )


def in_both(t: Translator, form: Form, name: str, german: Text, english: Text, **props: Any) -> rx.Component:
    """The same text in German and in English."""
    return grid(line(t, form, f"{name}_de", german, **props), line(t, form, f"{name}_en", english, **props))
