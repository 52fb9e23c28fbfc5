"""What the person wants to be told, and how."""

from collections.abc import Sequence
from typing import Any

import reflex as rx

from frontend.api.profile import OFFERED_CHANNELS
from frontend.browser import api_form, problem_notice
from frontend.components.button import actions, button
from frontend.components.card import card, muted
from frontend.components.choices import checkboxes
from frontend.components.error_summary import error_summary
from frontend.components.skeleton import loading
from frontend.components.values import Option, Text
from frontend.i18n import Translator
from frontend.layout import shell
from frontend.pages.account_forms import meanwhile
from frontend.site import path
from frontend.state.account_forms import AT_FORM
from frontend.state.account_messages import MessagesForm
from frontend.state.account_words import channel_name, topic_name
from frontend.state.problem_words import words_for
from frontend.state.words.account import SENTENCES

_SAVE = "/api/v1/profile/messages"


def page(t: Translator) -> rx.Component:
    form = MessagesForm
    fields = (
        _topic(t, "invoices", form.invoices, hint=t("Mindestens E-Mail oder Brief.")),
        _topic(t, "appointments", form.appointments, hint=t("Bestätigungen, Änderungen und Erinnerungen.")),
        _topic(
            t,
            "security",
            form.security,
            hint=t("Warnungen kommen immer per E-Mail. Hier wählen Sie, was zusätzlich gilt."),
            always=("mail",),
        ),
        _topic(t, "news", form.news, hint=t("Nur wenn Sie es möchten. Sie können das jederzeit ändern.")),
    )
    return shell(
        t,
        key="account-messages",
        title=t("Mitteilungen"),
        lead=t("Wählen Sie zu jedem Thema, wie Sie von uns hören möchten."),
        breadcrumb=((t("Konto"), path("account", t.language)),),
        content=(
            error_summary(t, errors=form.errors),
            problem_notice(sources=(_SAVE,), title=t("Nicht gespeichert"), words=words_for(t, SENTENCES), told=AT_FORM),
            meanwhile(t, form),
            card(
                loading(
                    t,
                    api_form(
                        *fields,
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
        options=[Option(channel, channel_name(t, channel)) for channel in OFFERED_CHANNELS if channel not in always],
        values=ticked,
        hint=hint,
        error=MessagesForm.wrong[topic],
    )
