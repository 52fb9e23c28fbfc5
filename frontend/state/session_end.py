"""Why somebody who was signed in has to sign in again."""

from typing import Final

import reflex as rx

from frontend.i18n import msgid
from frontend.state.base import PageState, handler

# By what stands in the address after `ended=`; the browser's clock and page state put it there.
_SENTENCES: Final = {
    "idle": msgid("Sie haben länger nichts getan, deshalb haben wir Sie zu Ihrer Sicherheit abgemeldet."),
    "limit": msgid("Ihre Anmeldung ist abgelaufen: Zu Ihrer Sicherheit endet jede nach einigen Stunden."),
    "ended": msgid("Sie sind nicht mehr angemeldet. Vielleicht wurde Ihre Sitzung auf einem anderen Gerät beendet."),
}


class SessionEnd(PageState, rx.State):
    """What the sign-in page says to somebody who has not come by themselves."""

    sentence: str = ""

    @handler
    def arrive(self) -> None:
        """Run at each arrival on the sign-in page."""
        sentence = _SENTENCES.get(self.router.url.query_parameters.get("ended", ""))
        self.sentence = self.t(sentence) if sentence else ""
