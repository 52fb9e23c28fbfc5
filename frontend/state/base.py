"""What every page state has: the language of its page, the texts in it, and the API as this person."""

from collections.abc import Callable
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, cast, overload

import reflex as rx
from reflex.event import EventSpec

from frontend import site
from frontend.api.client import Api, Caller
from frontend.i18n import Language, Translator, translator

S = TypeVar("S")
P = ParamSpec("P")
R = TypeVar("R")


class Handler(Generic[S, P, R]):
    """How Reflex treats a handler: a method on a state, and on its class something that an event can be given."""

    @overload
    def __get__(self, instance: None, owner: type[S]) -> Callable[..., EventSpec]: ...
    @overload
    def __get__(self, instance: S, owner: type[S]) -> Callable[P, R]: ...
    def __get__(self, instance: S | None, owner: type[S]) -> Any:
        raise NotImplementedError("Reflex puts its own descriptor in this place")


def handler(function: Callable[Concatenate[S, P], R]) -> Handler[S, P, R]:
    """`rx.event` with types that mypy understands."""
    return cast("Handler[S, P, R]", cast("Any", rx.event)(function))


class PageState(rx.State, mixin=True):
    """Mixin of all page states: `class InvoiceList(PageState, rx.State)`."""

    @property
    def language(self) -> Language:
        """The language of the page that the event comes from."""
        return site.language_of(self.router.url.path)

    def _begin_anew(self) -> None:
        """Every var of this state as at the start."""
        self.reset()  # type: ignore[no-untyped-call]  # Reflex types it in part only

    @property
    def t(self) -> Translator:
        return translator(self.language)

    @property
    def api(self) -> Api:
        """The API, called as the person whose browser sent this event.

        The cookies are those of the websocket's handshake: after sign-in and sign-out the page is loaded anew.
        """
        return Api(Caller(address=self.router.session.client_ip, cookies=self.router.headers.cookie))
