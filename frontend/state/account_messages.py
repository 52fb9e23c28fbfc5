"""What the person wants to be told, and how."""

from typing import Any

import reflex as rx

from frontend.api.profile import Profile
from frontend.state.account_forms import ChangeForm
from frontend.state.account_words import channels_in_words, topic_name


class MessagesForm(ChangeForm, rx.State):
    """The channels of every topic, as they are ticked."""

    invoices: list[str] = []  # noqa: RUF012 - Reflex copies defaults for each person
    appointments: list[str] = []  # noqa: RUF012 - as above
    security: list[str] = []  # noqa: RUF012 - as above
    news: list[str] = []  # noqa: RUF012 - as above

    def _held(self, profile: Profile) -> dict[str, Any] | None:
        ticked = {choice.topic: [*choice.channels] for choice in profile.messages}
        return {"version": profile.messages_version, "ticked": ticked}

    def _show(self, held: dict[str, Any]) -> None:
        ticked = held["ticked"]
        self.invoices, self.appointments = ticked["invoices"], ticked["appointments"]
        self.security, self.news = ticked["security"], ticked["news"]

    def _in_words(self, held: dict[str, Any]) -> str:
        t = self.t
        ticked: dict[str, list[str]] = held["ticked"]
        return "; ".join(f"{topic_name(t, topic)}: {channels_in_words(t, ticked[topic])}" for topic in ticked)

    def _field(self) -> str:
        return "messages"
