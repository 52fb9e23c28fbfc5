"""When something goes wrong that no page has foreseen."""

from uuid import uuid4

import reflex as rx
import structlog
from reflex.event import EventSpec

from frontend import site
from frontend.api.client import ApiProblem
from frontend.api.session import NOT_SIGNED_IN
from frontend.state.base import PageState, handler
from frontend.state.leaving import Leaving

_log = structlog.get_logger(__name__)


class Trouble(PageState, rx.State):
    """Shown by a notice that surrounds all pages, with the request id to tell on the phone."""

    happened: bool = False
    request_id: str = ""

    @handler
    def report(self, request_id: str) -> None:
        self.happened = True
        self.request_id = request_id

    @handler
    async def sign_in_first(self, request_id: str) -> None:
        """The API knows nobody behind this browser. On the page for signing in, going there would have no end."""
        if self._page_key() == "sign-in":
            self.report(request_id)
            return
        leaving = await self.get_state(Leaving)
        leaving.to_sign_in()

    @handler
    def dismiss(self) -> None:
        self.happened = False

    @handler
    def log_page_failure(self, reference: str, kind: str) -> None:
        """A page could not be drawn; the person is shown the same reference."""
        _log.error("a page could not be drawn", reference=_word(reference), kind=_word(kind), page=self._page_key())

    def _page_key(self) -> str:
        found = site.find(self.router.url.path)
        return found[0].key if found else ""


def answer_failed_event(exception: Exception) -> EventSpec | None:
    """What Reflex does with an exception that a handler of page state did not catch."""
    if isinstance(exception, ApiProblem):
        if exception.slug == NOT_SIGNED_IN:
            return Trouble.sign_in_first(exception.request_id)
        _log.warning("page state met a problem", slug=exception.slug, request_id=exception.request_id)
        return Trouble.report(exception.request_id)
    reference = uuid4().hex[:12]
    # Texts of other exceptions may hold personal data: the trace names places in the code only.
    _log.error("page state failed", request_id=reference, error=type(exception).__name__, places=_places(exception))
    return Trouble.report(reference)


def log_browser_error(exception: Exception) -> None:
    """What Reflex does with an error that a browser reports. Its text may hold what somebody typed: not logged."""
    _log.warning("a browser reported an error", error=type(exception).__name__)


def _word(text: str) -> str:
    """What a browser sends into the log: a word, and no more."""
    return "".join(character for character in text[:40] if character.isalnum() or character in "-_")


def _places(exception: BaseException) -> list[str]:
    places = []
    trace = exception.__traceback__
    while trace:
        places.append(f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}")
        trace = trace.tb_next
    return places[-5:]
