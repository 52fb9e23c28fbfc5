"""Staff invite a customer: find by number, see who has access already, send the mail."""

import re
from dataclasses import dataclass
from typing import Any

import reflex as rx

from frontend.api.client import ApiProblem
from frontend.api.registration import InvitableCustomer, KnownAccess, find_invitable_customer
from frontend.components.error_summary import FieldError
from frontend.i18n import Translator
from frontend.state.base import PageState, handler
from frontend.state.format import long_date
from frontend.state.grant_words import relation_words, scope_words
from frontend.state.problem_words import field_words
from frontend.state.words.registration import SENTENCES

_LONGEST_NUMBER = 40
_WORDS = re.compile("[a-z0-9]+")


@dataclass(frozen=True)
class AccessRow:
    who: str
    email: str
    relation: str
    scope: str
    until: str


class StaffInvite(PageState, rx.State):
    """Two steps: which customer, and to which address."""

    step: str = "number"
    errors: list[FieldError] = []  # noqa: RUF012 - Reflex copies defaults for each person
    number_error: str = ""
    email_error: str = ""
    number: str = ""
    draft: str = ""
    """What is typed for one customer must not come up for another."""
    name: str = ""
    city: str = ""
    email: str = ""
    access: list[AccessRow] = []  # noqa: RUF012 - as above
    access_caption: str = ""
    done: str = ""

    @handler
    def arrive(self) -> None:
        """Run at each arrival: begin anew."""
        self._begin_anew()

    @handler
    async def find(self, form: dict[str, str]) -> None:
        """Look the customer up by the typed number."""
        t = self.t
        self.errors, self.number_error, self.done = [], "", ""
        typed = form.get("customer_number", "").strip()[:_LONGEST_NUMBER]
        if not typed:
            self._refuse_number(t("Geben Sie die Kundennummer ein."))
            return
        try:
            found = await find_invitable_customer(self.api, number=typed)
        except ApiProblem as problem:
            if problem.slug != "unknown-customer-number":
                raise
            self._refuse_number(t(SENTENCES[problem.slug]))
            return
        self._show(t, found)

    @handler
    def fail(self, problem: dict[str, Any]) -> None:
        """The API refused the address."""
        self.errors, self.email_error = [], ""
        for error in problem.get("errors") or []:
            if error.get("field") == "email":
                self.email_error = field_words(self.t, str(error.get("message_key")))
                self.errors = [FieldError("email", self.email_error)]

    @handler
    def sent(self, result: dict[str, Any]) -> None:
        """The mail is on its way."""
        words = self.t("{name} ist eingeladen. Die E-Mail geht an {email}.", name=self.name, email=str(result["email"]))
        self._begin_anew()
        self.done = words

    @handler
    def start_over(self) -> None:
        self._begin_anew()

    def _refuse_number(self, words: str) -> None:
        self.number_error = words
        self.errors = [FieldError("customer_number", words)]

    def _show(self, t: Translator, found: InvitableCustomer) -> None:
        self.step = "address"
        self.number, self.name, self.city, self.email = found.number, found.name, found.city, found.email
        self.draft = "-".join(("invitation", *_WORDS.findall(found.number.lower())))
        self.access = [_row(t, item) for item in found.access]
        self.access_caption = t.n("Ein Zugriff", "{n} Zugriffe", len(found.access))


def _row(t: Translator, item: KnownAccess) -> AccessRow:
    return AccessRow(
        who=item.person or item.email,
        email=item.email,
        relation=relation_words(t, item.relation),
        scope=scope_words(t, item.scope),
        until=long_date(t, item.ends_on) if item.ends_on else t("ohne Enddatum"),
    )
