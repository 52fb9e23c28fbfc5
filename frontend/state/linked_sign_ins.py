"""The services that open the person's account."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from frontend.api.linked_sign_ins import LinkedIdentity, ProviderItem, list_identities, list_providers
from frontend.i18n import Translator
from frontend.state.base import handler
from frontend.state.changed_factor import ChangedFactor
from frontend.state.format import long_date
from frontend.state.other_services import PendingLink, ServiceChoice, brought_back, problem_of
from frontend.state.sign_in import is_own_page


@dataclass(frozen=True)
class LinkedRow:
    id: str
    name: str
    label: str
    linked: str
    last_used: str
    sign_out: str
    """The service's key where one can sign out there; else empty."""


class LinkedSignIns(ChangedFactor, rx.State):
    """The list of linked services, and what is being done with one of them."""

    loading: bool = True
    rows: list[LinkedRow] = []  # noqa: RUF012 - Reflex copies defaults for each person
    caption: str = ""
    services: list[ServiceChoice] = []  # noqa: RUF012 - Reflex copies defaults for each person
    problem: str = ""
    onward: str = ""
    """The page that the person wanted when they were asked whether to link."""
    unlinking: str = ""
    chosen_name: str = ""
    removal: str = ""
    """Where the API unlinks the chosen one."""

    @handler
    async def load(self) -> None:
        """Run at each arrival, also at that of a browser which comes back from a service."""
        t = self.t
        given = brought_back(self.router.url.fragment)
        self.problem = problem_of(t, given)
        wanted = self.router.url.query_parameters.get("next", "")
        self.onward = wanted if is_own_page(wanted) else ""
        self.unlinking = ""
        self._say("")
        providers = await self._read()
        for item in providers:
            if item.key == given.get("linked"):
                await self._say_changed(_linked(t, item.name))

    @handler
    async def confirmed(self, result: dict[str, Any]) -> None:
        """What waited was linked."""
        (await self.get_state(PendingLink)).question = ""
        self.problem = ""
        await self._say_changed(_linked(self.t, str(result.get("name", ""))))
        await self._read()

    @handler
    async def declined(self, _result: dict[str, Any]) -> None:
        """What waited was forgotten."""
        (await self.get_state(PendingLink)).question = ""
        self._say(self.t("Es wurde nichts verbunden."))

    @handler
    def choose(self, identity_id: str) -> None:
        """Ask before unlinking."""
        self.chosen_name = next((_named(row) for row in self.rows if row.id == identity_id), "")
        self.unlinking = self.chosen_name and identity_id
        self.removal = f"/api/v1/oidc/identities/{identity_id}"
        self.problem = ""
        self._say("")

    @handler
    def close(self) -> None:
        """The dialog was closed."""
        self.unlinking = ""

    @handler
    async def unlinked(self, _result: dict[str, Any]) -> None:
        """The chosen one opens the account no longer."""
        self.unlinking = ""
        await self._say_changed(self.t("Die Verbindung mit {name} ist getrennt.", name=self.chosen_name))
        await self._read()

    async def _read(self) -> list[ProviderItem]:
        t = self.t
        identities = await list_identities(self.api)
        providers = await list_providers(self.api)
        self.rows = [_row(t, item) for item in identities]
        self.caption = t.n("Ein verbundener Dienst", "{n} verbundene Dienste", len(identities))
        self.services = [ServiceChoice(item.key, t("Mit {name} verbinden", name=item.name)) for item in providers]
        self.loading = False
        return providers


def _linked(t: Translator, name: str) -> str:
    return t("{name} ist verbunden. Sie können sich ab jetzt damit anmelden.", name=name)


def _named(row: LinkedRow) -> str:
    return f"{row.name} ({row.label})" if row.label else row.name


def _row(t: Translator, item: LinkedIdentity) -> LinkedRow:
    used = item.last_used_at
    return LinkedRow(
        id=str(item.id),
        name=item.name,
        label=item.label,
        linked=long_date(t, item.linked_at.date()),
        last_used=long_date(t, used.date()) if used else t("noch nie"),
        sign_out=item.provider if item.offers_sign_out else "",
    )
