"""What the pages share on which people change how they sign in."""

from typing import Any

import reflex as rx

from frontend.api.devices import list_sessions
from frontend.state.base import PageState, handler


class ChangedFactor(PageState, rx.State, mixin=True):
    """Says what was done. After a change of a factor it also offers to sign out everywhere else (ASVS 7.4.3)."""

    done: str = ""
    ended: str = ""
    has_others: bool = False
    """A factor was changed just now, and the person is signed in on other devices, too."""

    @handler
    def others_ended(self, result: dict[str, Any]) -> None:
        """Only this device is signed in any longer."""
        self.has_others = False
        count = int(result.get("ended", 0))
        self.ended = (
            self.t.n("Ein anderes Gerät ist abgemeldet.", "{n} andere Geräte sind abgemeldet.", count)
            if count
            else self.t("Es war kein anderes Gerät mehr angemeldet.")
        )

    def _say(self, text: str) -> None:
        """Tell what was done, or nothing any longer."""
        self.done, self.ended, self.has_others = text, "", False

    async def _say_changed(self, text: str) -> None:
        """Tell which factor was changed."""
        self._say(text)
        self.has_others = any(not item.current for item in (await list_sessions(self.api)).items)
