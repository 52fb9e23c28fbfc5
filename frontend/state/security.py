"""The person's own passkeys."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from frontend.api.passkeys import PasskeyItem, list_passkeys
from frontend.i18n import Translator
from frontend.state.base import PageState, handler
from frontend.state.format import long_date


@dataclass(frozen=True)
class PasskeyRow:
    name: str
    kind: str
    created: str
    last_used: str


class Passkeys(PageState, rx.State):
    """The list of passkeys, and the making of a new one."""

    loading: bool = True
    rows: list[PasskeyRow] = []  # noqa: RUF012 - Reflex copies defaults for each person
    caption: str = ""
    done: str = ""

    @handler
    async def load(self) -> None:
        """Run at each arrival."""
        self.done = ""
        await self._read()

    @handler
    async def added(self, result: dict[str, Any]) -> None:
        """A passkey was made and kept."""
        self.done = self.t("Der Passkey „{name}“ ist eingerichtet.", name=str(result.get("name", "")))
        await self._read()

    async def _read(self) -> None:
        t = self.t
        passkeys = await list_passkeys(self.api)
        self.rows = [_row(t, item) for item in passkeys]
        self.caption = t.n("Ein Passkey", "{n} Passkeys", len(passkeys))
        self.loading = False


def _row(t: Translator, item: PasskeyItem) -> PasskeyRow:
    used = item.last_used_at
    return PasskeyRow(
        name=item.name,
        kind=t("auf mehreren Geräten") if item.synced else t("nur auf einem Gerät"),
        created=long_date(t, item.created_at.date()),
        last_used=long_date(t, used.date()) if used else t("noch nie"),
    )
