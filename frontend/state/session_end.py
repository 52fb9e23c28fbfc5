"""Why somebody who was signed in has to sign in again."""

from typing import Final

import reflex as rx

from frontend.i18n import msgid
from frontend.state.base import PageState, handler
from frontend.state.sign_in import is_own_page

# By what stands in the address after `ended=`; the browser's clock and page state put it there.
_SENTENCES: Final = {
    "idle": msgid("Sie haben länger nichts getan, deshalb haben wir Sie zu Ihrer Sicherheit abgemeldet."),
    "limit": msgid("Ihre Anmeldung ist abgelaufen: Zu Ihrer Sicherheit endet jede nach einigen Stunden."),
    "ended": msgid("Sie sind nicht mehr angemeldet. Vielleicht wurde Ihre Sitzung auf einem anderen Gerät beendet."),
}


class SessionEnd(PageState, rx.State):
    """What the sign-in page says to somebody who has not come by themselves."""

    sentence: str = ""
    back: str = ""
    """Where the person was; empty for somebody who has come to sign in by themselves."""
    is_over: bool = False
    """Whether the session had ended, and not only come near its limit."""

    @handler
    def arrive(self) -> None:
        """Run at each arrival on the sign-in page."""
        given = self.router.url.query_parameters
        reason = given.get("ended", "")
        sentence = _SENTENCES.get(reason)
        wanted = given.get("next", "")
        self.sentence = self.t(sentence) if sentence else ""
        self.back = wanted if sentence and is_own_page(wanted) else ""
        self.is_over = reason != "limit"
