"""What the person wants to be told, and how."""

from collections.abc import Sequence
from typing import Any, Final

import reflex as rx

from frontend.api.profile import OFFERED_CHANNELS
from frontend.browser import api_button, api_form, problem_notice, push_device
from frontend.components.alert import alert, status_region
from frontend.components.badge import badge
from frontend.components.button import actions, button
from frontend.components.card import card, muted
from frontend.components.choices import checkboxes
from frontend.components.dialog import dialog
from frontend.components.error_summary import error_summary
from frontend.components.link import link
from frontend.components.skeleton import loading
from frontend.components.table import Column, data_table
from frontend.components.values import Option, Text, either, shown, some, unseen
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.pages.account_forms import meanwhile
from frontend.site import path
from frontend.state.account_forms import AT_FORM
from frontend.state.account_messages import MessagesForm
from frontend.state.account_words import channel_name, topic_name
from frontend.state.news import News
from frontend.state.problem_words import words_for
from frontend.state.push_devices import PushDevices
from frontend.state.words.account import SENTENCES
from frontend.state.words.push import SENTENCES as PUSH_SENTENCES

_SAVE = "/api/v1/profile/messages"
_SWITCH: Final = "push-device"
_REMOVE: Final = "remove-push-device"
_THIS_DEVICE: Final = "this-device"


def page(t: Translator) -> rx.Component:
    form = MessagesForm
    return shell(
        t,
        key="account-messages",
        title=t("Mitteilungen"),
        lead=t("Wählen Sie zu jedem Thema, wie Sie von uns hören möchten."),
        breadcrumb=((t("Konto"), path("account", t.language)),),
        content=(
            shown(News.shown, alert(News.shown, kind="success", announce="politely")),
            status_region(PushDevices.done),
            shown(PushDevices.done, alert(PushDevices.done, kind="success")),
            shown(form.push_wanted, shown(PushDevices.has_none, _no_device(t))),
            error_summary(t, errors=form.errors),
            problem_notice(sources=(_SAVE,), title=t("Nicht gespeichert"), words=words_for(t, SENTENCES), told=AT_FORM),
            meanwhile(t, form),
            card(
                loading(
                    t,
                    api_form(
                        *_topics(t),
                        muted(
                            t(
                                "Codes, Warnungen und was wir Ihnen zu Ihren Verträgen mitteilen müssen, bekommen Sie "
                                "immer, gleich was Sie hier wählen."
                            )
                        ),
                        actions(
                            button(t("Speichern"), kind="primary", submit=True),
                            button(t("Abbrechen"), kind="quiet", href=path("account", t.language)),
                        ),
                        action=_SAVE,
                        method="PUT",
                        extra={"version": form.version},
                        draft="account-messages",
                        on_done=form.saved,
                        on_problem=form.failed,
                        class_name="stack",
                    ),
                    when=form.loading,
                    lines=12,
                )
            ),
            _this_device(t),
            loading(t, _devices(t), when=PushDevices.loading, lines=3),
            _removal_dialog(t),
        ),
    )


def _topics(t: Translator) -> tuple[rx.Component, ...]:
    form = MessagesForm
    return (
        _topic(t, "invoices", form.invoices, hint=t("Mindestens E-Mail oder Brief.")),
        _topic(
            t,
            "appointments",
            form.appointments,
            hint=t(
                "So erinnern wir Sie. Bestätigungen, Verschiebungen und Absagen bekommen Sie immer per E-Mail, auf dem "
                "Gerät nur, wenn Sie es hier wählen."
            ),
        ),
        _topic(
            t,
            "security",
            form.security,
            hint=t("Warnungen kommen immer per E-Mail. Hier wählen Sie, was zusätzlich gilt."),
            always=("mail",),
        ),
        _topic(t, "news", form.news, hint=t("Nur wenn Sie es möchten. Sie können das jederzeit ändern.")),
    )


def _no_device(t: Translator) -> rx.Component:
    return alert(
        t("Noch zeigt kein Gerät Mitteilungen an"),
        rx.el.p(t("Sie haben „Nachricht auf dem Gerät“ gewählt. Schalten Sie das auf Ihrem Gerät jetzt noch ein.")),
        shown(
            MessagesForm.reminders_wanted,
            rx.el.p(t("Bis dahin erinnern wir Sie per E-Mail an Ihre Termine.")),
        ),
        rx.el.p(link(t("Zu diesem Gerät"), href=f"#{_THIS_DEVICE}")),
        kind="warning",
    )


def _this_device(t: Translator) -> rx.Component:
    return card(
        problem_notice(sources=(_SWITCH,), title=t("Nicht geändert"), words=words_for(t, PUSH_SENTENCES)),
        push_device(t, trigger=_SWITCH, on_changed=PushDevices.changed),
        title=t("Dieses Gerät"),
        id=_THIS_DEVICE,
    )


def _devices(t: Translator) -> rx.Component:
    table = data_table(
        PushDevices.caption,
        columns=(
            Column(label=t("Gerät"), cell=lambda row: _name(t, row), names_row=True),
            Column(label=t("Eingeschaltet"), cell=lambda row: row.since),
            Column(label=t("Letzte Mitteilung"), cell=lambda row: row.last),
            Column(label=t("Aktion"), cell=lambda row: _remove_button(t, row), is_plain=True, takes_line=True),
        ),
        rows=PushDevices.rows,
    )
    return shown(some(PushDevices.rows), rx.fragment(rx.el.h2(t("Alle Geräte")), table))


def _name(t: Translator, row: Any) -> rx.Component:
    return rx.fragment(
        row.name, shown(row.is_this, rx.el.span(badge(t("dieses Gerät"), kind="info"), class_name="line"))
    )


def _remove_button(t: Translator, row: Any) -> rx.Component:
    remove = rx.el.button(
        rx.el.span(t("Entfernen"), unseen(": ", row.name), class_name="kern-label"),
        type="button",
        class_name="kern-btn kern-btn--secondary",
        on_click=PushDevices.choose(row.id),
    )
    return either(row.is_this, rx.el.span(t("Oben unter „Dieses Gerät“"), class_name="muted"), remove)


def _removal_dialog(t: Translator) -> rx.Component:
    return dialog(
        t,
        t("Dort keine Mitteilungen mehr anzeigen?"),
        problem_notice(sources=(_REMOVE,), title=t("Nicht entfernt"), words=words_for(t), told=("not-found",)),
        rx.el.p(rx.el.strong(PushDevices.chosen_name)),
        rx.el.p(t("Angemeldet bleibt das Gerät. Einschalten lassen sich Mitteilungen nur auf dem Gerät selbst.")),
        api_button(
            trigger=_REMOVE,
            action=PushDevices.removal,
            method="DELETE",
            on_done=PushDevices.removed,
            on_problem=PushDevices.missed,
        ),
        id="remove-push-device",
        is_open=PushDevices.removal != "",
        on_close=PushDevices.close,
        actions=(
            button(t("Ja, entfernen"), kind="primary", name=_REMOVE),
            button(t("Abbrechen"), closes=True),
        ),
    )


def _topic(
    t: Translator,
    topic: str,
    ticked: Any,
    *,
    hint: Text,
    always: Sequence[str] = (),
) -> rx.Component:
    """`always`: channels that are used whatever is chosen."""
    return checkboxes(
        t,
        topic_name(t, topic),
        name=topic,
        options=[
            Option(channel, channel_name(t, channel)) for channel in OFFERED_CHANNELS[topic] if channel not in always
        ],
        values=ticked,
        hint=hint,
        error=MessagesForm.wrong[topic],
    )
