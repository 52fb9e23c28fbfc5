"""Other services to sign in with: on the sign-in page, and what waits to be linked."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import reflex as rx

from frontend.api.linked_sign_ins import list_providers
from frontend.i18n import Translator
from frontend.state.base import PageState, handler
from frontend.state.problem_words import words_for
from frontend.state.words.other_services import SENTENCES


@dataclass(frozen=True)
class ServiceChoice:
    """A button that leads to a service."""

    key: str
    label: str


class ServiceSignIn(PageState, rx.State):
    """The sign-in page: which services there are, and what came of the way to one of them."""

    services: list[ServiceChoice] = []  # noqa: RUF012 - Reflex copies defaults for each person
    problem: str = ""
    not_linked: str = ""

    @handler
    async def arrive(self) -> None:
        """Run at each arrival, also at that of a browser which comes back from a service."""
        t = self.t
        given = brought_back(self.router.url.fragment)
        self.problem = problem_of(t, given)
        self.not_linked = ""
        providers = await list_providers(self.api)
        self.services = [ServiceChoice(item.key, t("Mit {name} anmelden", name=item.name)) for item in providers]
        for item in providers:
            if item.key == given.get("unlinked"):
                self.not_linked = t("Ihr Konto bei {name} ist hier noch nicht verbunden.", name=item.name)


class PendingLink(PageState, rx.State):
    """What was proven in this browser at a service before its owner has signed in here."""

    question: str = ""
    consequence: str = ""

    @handler
    def found(self, waiting: dict[str, Any]) -> None:
        t = self.t
        name, label = str(waiting.get("name", "")), str(waiting.get("label", ""))
        self.question = t("Mit {name} verbinden?", name=name)
        self.consequence = t(
            "Sie haben sich gerade bei {name} als {label} angemeldet. Wenn Sie verbinden, kommt man mit diesem Konto "
            "ab jetzt auch hier hinein.",
            name=name,
            label=label or t("Unbekannt"),
        )


def brought_back(fragment: str) -> dict[str, str]:
    """What stands behind the #, where the API puts what came of the way to a service."""
    return dict(parse_qsl(fragment))


def problem_of(t: Translator, given: dict[str, str]) -> str:
    """The sentence for a problem that was brought back. Whatever stands in the address, it is one of ours."""
    slug = given.get("problem", "")
    words = words_for(t, SENTENCES)
    return words.get(slug, words["unknown"]) if slug else ""
