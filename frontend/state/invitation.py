"""Answering an invitation. Opening the page changes nothing; only its buttons do."""

from typing import Any
from urllib.parse import parse_qsl

import reflex as rx

from frontend import site
from frontend.api.client import Api, ApiProblem
from frontend.api.grants import InvitationItem, OpenInvitation, look_at_invitation, read_access
from frontend.state.base import PageState, handler
from frontend.state.format import long_date
from frontend.state.grant_words import period_words, relation_words, scope_words
from frontend.state.leaving import Leaving
from frontend.state.session import Person


class Invitation(PageState, rx.State):
    """The invitation behind the link of a mail, or one of those that wait for the signed-in person."""

    loading: bool = True
    stands: str = ""
    """How things stand: "mine", "other" (another address was invited), "nobody" (not signed in), "closed", "done"."""
    customer: str = ""
    relation: str = ""
    scope: str = ""
    period: str = ""
    until: str = ""
    acceptance: str = ""
    """Where the API accepts it."""
    refusal: str = ""
    token: str = ""

    @handler
    async def arrive(self) -> None:
        """Run at each arrival. What the link carries stands in the fragment, which no server and no log gets to see."""
        given = dict(parse_qsl(self.router.url.fragment))
        person = await self.get_state(Person)
        self._begin_anew()
        self.token = given.get("token", "")[:100]
        waiting = (await read_access(self.api)).waiting if person.role == "customer" else []
        shown = await _looked_at(self.api, self.token) if self.token else None
        wanted = str(shown.id) if shown else given.get("id", "")
        mine = next((item for item in waiting if str(item.id) == wanted), None)
        found = mine or shown
        if found:
            self._show(found)
        if mine:
            self.acceptance = f"/api/v1/grants/invitations/{mine.id}/accept"
            self.refusal = f"/api/v1/grants/invitations/{mine.id}/decline"
        else:
            self.refusal = "/api/v1/grants/invitations/decline"
        self.stands = "mine" if mine else "closed" if not found else "other" if person.signed_in else "nobody"
        self.loading = False

    @handler
    async def accepted(self, _result: dict[str, Any]) -> None:
        """From now on the person may look after these contracts; the page loads anew, so that all of it knows."""
        (await self.get_state(Leaving)).to = f"{site.path('grants', self.language)}?done=accepted"

    @handler
    def declined(self, _result: dict[str, Any]) -> None:
        self.stands = "done"

    def _show(self, found: InvitationItem | OpenInvitation) -> None:
        t = self.t
        self.customer = found.customer_name
        self.relation = relation_words(t, found.relation)
        self.scope = scope_words(t, found.scope)
        self.period = period_words(t, found.starts_on, found.ends_on)
        self.until = long_date(t, found.expires_at.date())


async def _looked_at(api: Api, token: str) -> OpenInvitation | None:
    try:
        return await look_at_invitation(api, token=token)
    except ApiProblem as problem:
        if problem.slug not in {"invitation-closed", "invalid-input"}:
            raise
        return None
