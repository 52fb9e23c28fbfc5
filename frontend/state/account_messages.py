"""What the person wants to be told, and how."""

from typing import Any

import reflex as rx

from frontend.api.profile import Profile, read_profile
from frontend.api.push import list_push_devices
from frontend.state.account_forms import ChangeForm
from frontend.state.account_words import channels_in_words, topic_name


class MessagesForm(ChangeForm, rx.State):
    """The channels of every topic, as they are ticked."""

    invoices: list[str] = []  # noqa: RUF012 - Reflex copies defaults for each person
    appointments: list[str] = []  # noqa: RUF012 - as above
    security: list[str] = []  # noqa: RUF012 - as above
    news: list[str] = []  # noqa: RUF012 - as above
    push_wanted: bool = False
    """Whether any topic is to be told on devices, as it is saved."""
    reminders_wanted: bool = False
    """Whether appointments are."""

    def _held(self, profile: Profile) -> dict[str, Any] | None:
        ticked = {choice.topic: [*choice.channels] for choice in profile.messages}
        return {"version": profile.messages_version, "ticked": ticked}

    def _show(self, held: dict[str, Any]) -> None:
        ticked = held["ticked"]
        self.invoices, self.appointments = ticked["invoices"], ticked["appointments"]
        self.security, self.news = ticked["security"], ticked["news"]
        self.reminders_wanted = "push" in self.appointments
        self.push_wanted = any("push" in channels for channels in ticked.values())

    def _in_words(self, held: dict[str, Any]) -> str:
        t = self.t
        ticked: dict[str, list[str]] = held["ticked"]
        return "; ".join(f"{topic_name(t, topic)}: {channels_in_words(t, ticked[topic])}" for topic in ticked)

    async def _next_page(self) -> str:
        """Whoever wants messages on a device and has none switched on has one more thing to do, here."""
        self._look(await read_profile(self.api))
        lacks_device = self.push_wanted and not (await list_push_devices(self.api)).items
        return "account-messages" if lacks_device else self._back()

    def _field(self) -> str:
        return "messages"
