"""A PIN to read out on the phone."""

from zoneinfo import ZoneInfo

import reflex as rx

from frontend.api.phone_pin import read_newest_pin, show_pin
from frontend.state.base import PageState, handler
from frontend.state.format import date_and_time


class PhonePin(PageState, rx.State):
    """The page "phone-pin"."""

    pin: str = ""
    """In two groups, as people read it out."""
    spoken: str = ""
    """Digit by digit, for those who hear it."""
    number: str = ""
    ends: str = ""
    used: str = ""

    @handler
    async def load(self) -> None:
        """Run at each arrival. A PIN that was shown before cannot be shown again."""
        self._forget()
        found = await read_newest_pin(self.api)
        if found.newest and found.newest.used_at:
            moment = date_and_time(self.t, found.newest.used_at, ZoneInfo(found.zone))
            self.used = self.t("Ihre letzte PIN wurde geprüft: {moment}.", moment=moment)

    @handler
    async def show(self) -> None:
        """Make a PIN. Whatever was shown before no longer counts."""
        self._forget()
        shown = await show_pin(self.api)
        self.pin = f"{shown.pin[:3]} {shown.pin[3:]}"
        self.spoken = " ".join(shown.pin)
        self.number = shown.customer_number
        self.ends = shown.expires_at.isoformat()

    @handler
    def expire(self) -> None:
        """The ten minutes are over."""
        self._forget()

    def _forget(self) -> None:
        self.pin, self.spoken, self.number, self.ends, self.used = "", "", "", "", ""
