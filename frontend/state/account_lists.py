"""Delivery addresses and phone numbers: lists to add to, to change, and to take out of."""

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

import reflex as rx

from frontend.api.client import ApiProblem
from frontend.api.profile import CustomerProfile, DeliveryAddressItem, PhoneItem, read_profile, restore_entry
from frontend.i18n import Translator
from frontend.site import path
from frontend.state.account_words import address_lines, in_words, phone_kind
from frontend.state.base import PageState, handler
from frontend.state.news import News
from frontend.state.problem_words import field_words, problem_words
from frontend.state.words.account import FIELDS, SENTENCES


@dataclass(frozen=True)
class EntryRow:
    """An entry of a list. `name` tells it from the others, `lines` are the rest of it."""

    id: str
    name: str
    lines: list[str]
    href: str
    version: str


class EntryList(PageState, rx.State, mixin=True):
    """The entries, those that can be brought back, and the one that is about to be removed."""

    loading: bool = True
    may: bool = False
    entries: list[EntryRow] = []  # noqa: RUF012 - Reflex copies defaults for each person
    removed: list[EntryRow] = []  # noqa: RUF012 - as above
    waiting: list[str] = []  # noqa: RUF012 - as above
    trouble: str = ""
    chosen: str = ""
    chosen_name: str = ""
    chosen_version: str = ""
    removal: str = ""
    """Where the API removes the chosen one."""

    def _kind(self) -> str:
        """The list's name in the API's addresses."""
        raise NotImplementedError

    def _field(self) -> str:
        raise NotImplementedError

    def _take(self, t: Translator, customer: CustomerProfile) -> None:
        raise NotImplementedError

    @handler
    async def load(self) -> None:
        """Run at each arrival."""
        self.chosen, self.trouble = "", ""
        await self._read()

    @handler
    def choose(self, entry_id: str) -> None:
        """Ask whether to remove this entry."""
        row = next((row for row in self.entries if row.id == entry_id), None)
        if row:
            self.chosen, self.chosen_name, self.chosen_version = row.id, row.name, row.version
            self.removal = f"/api/v1/profile/customer/{self._kind()}/{row.id}"
        self.trouble = ""

    @handler
    def close(self) -> None:
        """The question was closed."""
        self.chosen = ""

    @handler
    async def taken_out(self, result: dict[str, Any]) -> None:
        """The API has removed the chosen entry, or wants staff to look at it first."""
        t = self.t
        news = await self.get_state(News)
        if result.get("state") == "waiting":
            news.say(
                t("Wir prüfen, ob „{name}“ entfernt werden kann. Bis dahin bleibt es dabei.", name=self.chosen_name)
            )
        else:
            news.say(t("„{name}“ ist entfernt. Sieben Tage lang können Sie das zurücknehmen.", name=self.chosen_name))
        self.chosen = ""
        await self._read()

    @handler
    async def bring_back(self, entry_id: str) -> None:
        """Undo a removal."""
        t = self.t
        name = next((row.name for row in self.removed if row.id == entry_id), "")
        self.trouble = ""
        try:
            await restore_entry(self.api, self._kind(), UUID(entry_id))
        except ApiProblem as problem:
            if problem.slug == "invalid-input" and problem.errors:
                self.trouble = field_words(t, problem.errors[0].message_key, FIELDS)
            elif problem.slug in SENTENCES:
                self.trouble = t(SENTENCES[problem.slug])
            else:
                self.trouble = problem_words(t, problem.slug)
        else:
            (await self.get_state(News)).say(t("„{name}“ ist wieder da.", name=name))
        await self._read()

    async def _read(self) -> None:
        t = self.t
        profile = await read_profile(self.api)
        if profile.customer:
            self.may = profile.customer.may_change
            self.waiting = [
                _waiting(t, self._field(), item.old, item.new)
                for item in profile.customer.requests
                if item.field == self._field() and item.state == "waiting"
            ]
            self._take(t, profile.customer)
        self.loading = False


class AddressList(EntryList, rx.State):
    """The billing address, and where else things go."""

    billing: list[str] = []  # noqa: RUF012 - Reflex copies defaults for each person
    billing_new: str = ""
    """What is to become the billing address once staff have looked at it."""

    def _kind(self) -> str:
        return "addresses"

    def _field(self) -> str:
        return "delivery_address"

    def _take(self, t: Translator, customer: CustomerProfile) -> None:
        self.billing = address_lines(t, asdict(customer.billing))
        waiting = [item for item in customer.requests if item.field == "billing_address" and item.state == "waiting"]
        self.billing_new = in_words(t, "billing_address", waiting[0].new) if waiting else ""
        self.entries = [_address(t, item) for item in customer.delivery if not item.removed_at]
        self.removed = [_address(t, item) for item in customer.delivery if item.removed_at]


class PhoneList(EntryList, rx.State):
    """The customer's phone numbers."""

    def _kind(self) -> str:
        return "phones"

    def _field(self) -> str:
        return "phone"

    def _take(self, t: Translator, customer: CustomerProfile) -> None:
        self.entries = [_phone(t, item) for item in customer.phones if not item.removed_at]
        self.removed = [_phone(t, item) for item in customer.phones if item.removed_at]


def _address(t: Translator, item: DeliveryAddressItem) -> EntryRow:
    href = f"{path('account-address', t.language)}?id={item.id}"
    return EntryRow(str(item.id), item.label, address_lines(t, {**asdict(item), "label": ""}), href, item.version)


def _phone(t: Translator, item: PhoneItem) -> EntryRow:
    href = f"{path('account-phone', t.language)}?id={item.id}"
    return EntryRow(str(item.id), item.shown, [phone_kind(t, item.kind)], href, item.version)


def _waiting(t: Translator, field: str, old: dict[str, str] | None, new: dict[str, str] | None) -> str:
    """What waits, in one sentence."""
    if old is None:
        return t("Neu: {value}", value=in_words(t, field, new))
    if new is None:
        return t("Wird entfernt: {value}", value=in_words(t, field, old))
    return t("Wird geändert: {old} zu {new}", old=in_words(t, field, old), new=in_words(t, field, new))
