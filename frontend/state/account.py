"""The account at a glance: everything that people look after themselves, and what waits for staff."""

from dataclasses import asdict, dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

import reflex as rx

from frontend.api.client import ApiProblem
from frontend.api.profile import CustomerProfile, Profile, RequestItem, put_away, read_profile, withdraw
from frontend.i18n import Translator
from frontend.state.account_words import (
    address_lines,
    channels_in_words,
    field_name,
    full_name,
    in_words,
    language_name,
    topic_name,
)
from frontend.state.base import PageState, handler
from frontend.state.format import long_date
from frontend.state.news import News


@dataclass(frozen=True)
class RequestRow:
    """A change that waits or was refused; an empty `new` means that something is to be removed."""

    id: str
    what: str
    old: str
    new: str
    since: str
    reason: str


class Account(PageState, rx.State):
    """What the account's page shows."""

    loading: bool = True
    signals: int = 0
    """Grows when the person's name or address has changed, for `passkey_signals`."""

    name: str = ""
    email: str = ""
    language_name: str = ""
    messages: list[str] = []  # noqa: RUF012 - Reflex copies defaults for each person

    has_customer: bool = False
    may_change: bool = False
    number: str = ""
    contract_name: str = ""
    billing: list[str] = []  # noqa: RUF012 - as above
    delivery: list[str] = []  # noqa: RUF012 - as above
    bank: str = ""
    bank_waits: bool = False
    phones: list[str] = []  # noqa: RUF012 - as above
    waiting: list[RequestRow] = []  # noqa: RUF012 - as above
    refused: list[RequestRow] = []  # noqa: RUF012 - as above
    name_waits: bool = False
    billing_waits: bool = False

    @handler
    async def load(self) -> None:
        """Run at each arrival."""
        await self._read()

    @handler
    async def withdraw(self, request_id: str) -> None:
        """Take a change back that waits."""
        news = await self.get_state(News)
        try:
            await withdraw(self.api, UUID(request_id))
        except ApiProblem as problem:
            if problem.slug != "not-found":
                raise
            news.say(self.t("Über diese Änderung ist inzwischen entschieden."))
        else:
            news.say(self.t("Ihre Änderung ist zurückgenommen. Es bleibt, wie es war."))
        await self._read()

    @handler
    async def put_away(self, request_id: str) -> None:
        """A refusal was read."""
        await put_away(self.api, UUID(request_id))
        await self._read()

    async def _read(self) -> None:
        t = self.t
        profile = await read_profile(self.api)
        self._take_person(t, profile)
        self.has_customer = profile.customer is not None
        if profile.customer:
            self._take_customer(t, profile.customer, ZoneInfo(profile.zone))
        self.loading = False

    def _take_person(self, t: Translator, profile: Profile) -> None:
        self.name = full_name(t, asdict(profile.name))
        self.email = profile.email
        self.language_name = language_name(t, profile.language)
        self.messages = [
            f"{topic_name(t, choice.topic)}: {channels_in_words(t, [*choice.channels])}" for choice in profile.messages
        ]

    def _take_customer(self, t: Translator, customer: CustomerProfile, zone: ZoneInfo) -> None:
        self.may_change = customer.may_change
        self.number = customer.number
        self.contract_name = full_name(t, asdict(customer.name))
        self.billing = address_lines(t, asdict(customer.billing))
        self.delivery = [", ".join(address_lines(t, asdict(item))) for item in customer.delivery if not item.removed_at]
        self.phones = [
            in_words(t, "phone", {"number": item.shown, "kind": item.kind})
            for item in customer.phones
            if not item.removed_at
        ]
        self.bank = in_words(t, "bank_details", customer.bank_details)
        self.bank_waits = _waits(customer, "bank_details")
        self.waiting = [_row(t, item, zone) for item in customer.requests if item.state == "waiting"]
        self.refused = [_row(t, item, zone) for item in customer.requests if item.state == "refused"]
        self.name_waits = _waits(customer, "customer_name")
        self.billing_waits = _waits(customer, "billing_address")


def _waits(customer: CustomerProfile, field: str) -> bool:
    return any(item.field == field and item.state == "waiting" for item in customer.requests)


def _row(t: Translator, item: RequestItem, zone: ZoneInfo) -> RequestRow:
    return RequestRow(
        id=str(item.id),
        what=field_name(t, item.field),
        old=in_words(t, item.field, item.old),
        new=in_words(t, item.field, item.new),
        since=long_date(t, item.requested_at.astimezone(zone).date()),
        reason=item.reason,
    )
