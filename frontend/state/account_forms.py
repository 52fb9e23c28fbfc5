"""The forms behind „Ändern“: each changes one thing, keeps what was typed, and says what became of it."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import reflex as rx

from frontend import site
from frontend.api.profile import CustomerProfile, Profile, read_profile
from frontend.components.error_summary import FieldError
from frontend.i18n import msgid
from frontend.state.account import Account
from frontend.state.account_words import field_name, in_words
from frontend.state.base import PageState, handler
from frontend.state.leaving import Leaving
from frontend.state.news import News
from frontend.state.problem_words import field_words
from frontend.state.words.account import FIELDS

_SAVED = {
    "done": msgid("Gespeichert: {what}."),
    "waiting": msgid("Wir prüfen Ihre Änderung: {what}. Bis dahin gilt die bisherige Angabe."),
    "unchanged": msgid("Es war nichts zu ändern: {what}."),
}

AT_FORM = ("invalid-input", "changed-meanwhile")
"""Problems that are told by the form itself."""


class ChangeForm(PageState, rx.State, mixin=True):
    """One value, as it holds and as it is being typed."""

    loading: bool = True
    may: bool = True
    """Whether the person may change it at all."""
    reviewed: bool = False
    values: dict[str, str] = {}  # noqa: RUF012 - Reflex copies defaults for each person
    """What the fields start with."""
    version: str = ""
    meanwhile: str = ""
    """What somebody else has put in its place since the page was opened."""
    errors: list[FieldError] = []  # noqa: RUF012 - as above
    wrong: dict[str, str] = {}  # noqa: RUF012 - as above

    def _held(self, profile: Profile) -> dict[str, Any] | None:
        """The value and its version; None where there is no such thing, or not for this person."""
        raise NotImplementedError

    def _field(self) -> str:
        """The field's name in the API."""
        raise NotImplementedError

    def _back(self) -> str:
        """The page to go on to."""
        return "account"

    async def _next_page(self) -> str:
        """The same, where it depends on what was saved."""
        return self._back()

    @handler
    async def load(self) -> None:
        """Run at each arrival."""
        self._forget()
        profile = await read_profile(self.api)
        self._look(profile)
        self.loading = False

    @handler
    async def saved(self, result: dict[str, Any]) -> None:
        """The API has taken the form."""
        t = self.t
        state = _SAVED[str(result.get("state", "done"))]
        (await self.get_state(News)).leave_behind(t(state, what=field_name(t, self._field())))
        if self._field() == "name":
            (await self.get_state(Account)).signals += 1
        # With a full page load: the frame of each page shows the person's name, too.
        (await self.get_state(Leaving)).to = site.path(await self._next_page(), self.language)

    @handler
    async def failed(self, problem: dict[str, Any]) -> None:
        """The API has refused the form; what was typed stays."""
        self._forget()
        slug = str(problem.get("slug", ""))
        if slug == "invalid-input":
            self._tell(problem.get("errors") or [])
        elif slug == "changed-meanwhile":
            await self._tell_meanwhile()

    def _look(self, profile: Profile) -> None:
        held = self._held(profile)
        self.may = held is not None
        if held is not None:
            self.version = str(held["version"])
            self.reviewed = profile.customer is not None and self._field() in profile.customer.reviewed
            self._show(held)

    def _show(self, held: dict[str, Any]) -> None:
        """Fill in what the fields start with."""
        self.values = {name: value for name, value in held.items() if isinstance(value, str)}

    def _in_words(self, held: dict[str, Any]) -> str:
        return in_words(self.t, self._field(), held)

    async def _tell_meanwhile(self) -> None:
        """Say what holds by now. Whoever sends the form again has seen it."""
        held = self._held(await read_profile(self.api))
        if held is None:
            self.may = False
            return
        self.version = str(held["version"])
        self.meanwhile = self._in_words(held)

    def _tell(self, errors: Sequence[dict[str, Any]]) -> None:
        t = self.t
        self.wrong = {
            str(error.get("field", "")): field_words(t, str(error.get("message_key", "")), FIELDS) for error in errors
        }
        self.errors = [FieldError(name, text) for name, text in self.wrong.items()]

    def _forget(self) -> None:
        self.errors, self.wrong, self.meanwhile = [], {}, ""


class PersonNameForm(ChangeForm, rx.State):
    """How the portal calls the person."""

    def _held(self, profile: Profile) -> dict[str, Any] | None:
        return asdict(profile.name)

    def _field(self) -> str:
        return "name"


class ContractNameForm(ChangeForm, rx.State):
    """The name of the contract partner."""

    is_person: bool = True

    def _look(self, profile: Profile) -> None:
        super()._look(profile)
        self.is_person = profile.customer is None or profile.customer.kind == "person"

    def _held(self, profile: Profile) -> dict[str, Any] | None:
        customer = changeable(profile)
        return asdict(customer.name) if customer else None

    def _field(self) -> str:
        return "customer_name"


class BillingAddressForm(ChangeForm, rx.State):
    """Where invoices go."""

    def _held(self, profile: Profile) -> dict[str, Any] | None:
        customer = changeable(profile)
        return asdict(customer.billing) if customer else None

    def _field(self) -> str:
        return "billing_address"

    def _back(self) -> str:
        return "account-addresses"


class EntryForm(ChangeForm, rx.State, mixin=True):
    """An entry of a list: the one that the address of the page names, or a new one."""

    entry: str = ""
    draft: str = ""
    title: str = ""

    def _look(self, profile: Profile) -> None:
        self.entry = self.router.url.query_parameters.get("id", "")
        super()._look(profile)
        kind = self._field().replace("_", "-")
        self.draft = f"{kind}-{self.entry or 'new'}"
        self.title = self._title()

    def _held(self, profile: Profile) -> dict[str, Any] | None:
        customer = changeable(profile)
        if customer is None or not self.entry:
            return None if customer is None else {"version": "", **self._new()}
        return next((entry for entry in self._entries(customer) if str(entry["id"]) == self.entry), None)

    def _entries(self, customer: CustomerProfile) -> list[dict[str, Any]]:
        raise NotImplementedError

    def _new(self) -> dict[str, str]:
        """What the fields of a new entry start with."""
        raise NotImplementedError

    def _title(self) -> str:
        raise NotImplementedError


class DeliveryAddressForm(EntryForm, rx.State):
    """One delivery address."""

    def _entries(self, customer: CustomerProfile) -> list[dict[str, Any]]:
        return [asdict(item) for item in customer.delivery if not item.removed_at]

    def _new(self) -> dict[str, str]:
        return {"label": "", "street": "", "postal_code": "", "city": "", "country": "DE"}

    def _title(self) -> str:
        return self.t("Lieferadresse ändern") if self.entry else self.t("Lieferadresse hinzufügen")

    def _field(self) -> str:
        return "delivery_address"

    def _back(self) -> str:
        return "account-addresses"


class PhoneForm(EntryForm, rx.State):
    """One phone number."""

    def _entries(self, customer: CustomerProfile) -> list[dict[str, Any]]:
        return [{**asdict(item), "number": item.shown} for item in customer.phones if not item.removed_at]

    def _new(self) -> dict[str, str]:
        return {"number": "", "kind": "mobile"}

    def _title(self) -> str:
        return self.t("Telefonnummer ändern") if self.entry else self.t("Telefonnummer hinzufügen")

    def _field(self) -> str:
        return "phone"

    def _back(self) -> str:
        return "account-phones"


class LanguageForm(ChangeForm, rx.State):
    """The language of mails and letters; the page itself goes on in it, too."""

    def _held(self, profile: Profile) -> dict[str, Any] | None:
        return {"language": profile.language, "version": ""}

    def _field(self) -> str:
        return "language"


def changeable(profile: Profile) -> CustomerProfile | None:
    """The customer, if the person may change its data."""
    return profile.customer if profile.customer and profile.customer.may_change else None
