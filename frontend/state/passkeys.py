"""The person's own passkeys: which there are, naming and removing them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import reflex as rx

from frontend.api.client import ApiProblem
from frontend.api.passkeys import PasskeyItem, list_passkeys, rename_passkey
from frontend.api.ways_in import read_ways
from frontend.i18n import Translator
from frontend.state.base import handler
from frontend.state.changed_factor import ChangedFactor
from frontend.state.format import long_date
from frontend.state.problem_words import field_words
from frontend.state.ways_in import reminder, standing
from frontend.state.words.passkeys import FIELDS


@dataclass(frozen=True)
class PasskeyRow:
    id: str
    name: str
    kind: str
    """Where it can be used, and what made it where its name does not say so."""
    created: str
    last_used: str
    is_doubtful: bool
    """There may be a copy of it."""


class Passkeys(ChangedFactor, rx.State):
    """The list of passkeys, and what is being done with one of them."""

    loading: bool = True
    lead: str = ""
    reminder: str = ""
    rows: list[PasskeyRow] = []  # noqa: RUF012 - Reflex copies defaults for each person
    caption: str = ""
    has_doubtful: bool = False
    made: int = 0
    version: int = 0
    """Grows with each change, for `passkey_signals`."""
    renaming: str = ""
    removing: str = ""
    chosen_name: str = ""
    name_error: str = ""
    removal: str = ""
    """Where the API removes the chosen one."""

    @handler
    async def load(self) -> None:
        """Run at each arrival."""
        self._say("")
        self.renaming, self.removing = "", ""
        await self._read()

    @handler
    async def added(self, result: dict[str, Any]) -> None:
        """A passkey was made and kept."""
        name = str(result.get("name", ""))
        await self._say_changed(self.t("Der Passkey „{name}“ ist eingerichtet.", name=name))
        self.made += 1
        await self._read()

    @handler
    def not_added(self, _problem: dict[str, Any]) -> None:
        """What was said about an earlier one would contradict what is said now."""
        self._say("")

    @handler
    def choose_to_rename(self, passkey_id: str) -> None:
        self._choose(passkey_id)
        self.renaming = self.chosen_name and passkey_id

    @handler
    def choose_to_remove(self, passkey_id: str) -> None:
        self._choose(passkey_id)
        self.removing = self.chosen_name and passkey_id
        self.removal = f"/api/v1/passkeys/{passkey_id}"

    @handler
    def close(self) -> None:
        """A dialog was closed. What was typed into the field of a name is forgotten with it."""
        if self.renaming:
            self.chosen_name = ""
        self.renaming, self.removing = "", ""

    @handler
    async def rename(self, form: dict[str, str]) -> None:
        """Give the chosen passkey the typed name."""
        try:
            item = await rename_passkey(self.api, UUID(self.renaming), name=form.get("passkey_new_name", ""))
        except ApiProblem as problem:
            if problem.slug != "invalid-input":
                raise
            self.name_error = field_words(self.t, problem.errors[0].message_key, FIELDS)
            return
        self.renaming = ""
        self._say(self.t("Der Passkey heißt jetzt „{name}“.", name=item.name))
        await self._read()

    @handler
    async def removed(self, _result: dict[str, Any]) -> None:
        """The chosen passkey was removed."""
        self.removing = ""
        await self._say_changed(
            self.t(
                "Der Passkey „{name}“ ist entfernt und gilt nicht mehr. Bietet Ihr Gerät ihn weiter an, löschen Sie "
                "ihn auch dort.",
                name=self.chosen_name,
            )
        )
        await self._read()

    def _choose(self, passkey_id: str) -> None:
        self.chosen_name = next((row.name for row in self.rows if row.id == passkey_id), "")
        self.name_error = ""
        self._say("")

    async def _read(self) -> None:
        t = self.t
        passkeys = await list_passkeys(self.api)
        ways = await read_ways(self.api)
        self.lead = standing(t, ways)
        self.reminder = reminder(t, ways)
        self.rows = [_row(t, item) for item in passkeys]
        self.caption = t.n("Ein Passkey", "{n} Passkeys", len(passkeys))
        self.has_doubtful = any(row.is_doubtful for row in self.rows)
        self.version += 1
        self.loading = False


def _row(t: Translator, item: PasskeyItem) -> PasskeyRow:
    used = item.last_used_at
    return PasskeyRow(
        id=str(item.id),
        name=item.name,
        kind=_kind(t, item),
        created=long_date(t, item.created_at.date()),
        last_used=long_date(t, used.date()) if used else t("noch nie"),
        is_doubtful=item.perhaps_copied,
    )


def _kind(t: Translator, item: PasskeyItem) -> str:
    where = t("gilt auf mehreren Geräten") if item.synced else t("gilt nur auf einem Gerät")
    says_so = item.name.startswith(item.authenticator)
    return where if says_so else t("{authenticator}, {where}", authenticator=item.authenticator, where=where)
