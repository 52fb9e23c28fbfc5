"""The demo's mailbox: every mail that the portal has sent, and one of them."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import reflex as rx

from frontend.api.client import ApiProblem
from frontend.api.demo import list_mails, read_codes, read_mail
from frontend.i18n import Translator
from frontend.site import path
from frontend.state.base import PageState, handler
from frontend.state.format import date_and_time, file_size

_ZONE = ZoneInfo("Europe/Berlin")  # The demo's company has its seat there.


@dataclass(frozen=True)
class MailRow:
    href: str
    subject: str
    language: str
    recipient: str
    sent: str


@dataclass(frozen=True)
class CodeRow:
    email: str
    code: str
    left: str


@dataclass(frozen=True)
class AttachmentRow:
    href: str
    name: str
    size: str


class DemoMails(PageState, rx.State):
    """The list of mails, and what the phones of the staff show."""

    loading: bool = True
    codes: list[CodeRow] = []  # noqa: RUF012 - Reflex copies defaults for each person
    rows: list[MailRow] = []  # noqa: RUF012 - Reflex copies defaults for each person

    @handler
    async def load(self) -> None:
        """Run at each arrival, and by the button that looks for new mail."""
        t = self.t
        self.rows = [
            MailRow(
                path("demo-mail", t.language, id=mail.id),
                mail.subject,
                mail.language,
                mail.recipient,
                _when(t, mail.sent_at),
            )
            for mail in await list_mails(self.api)
        ]
        self.codes = [
            CodeRow(item.email, item.code, t.n("noch eine Sekunde", "noch {n} Sekunden", item.seconds_left))
            for item in await read_codes(self.api)
        ]
        self.loading = False


class DemoMailPage(PageState, rx.State):
    """One mail."""

    loading: bool = True
    missing: bool = False
    subject: str = ""
    recipient: str = ""
    sender: str = ""
    sent: str = ""
    language_of_mail: str = "de"
    text: str = ""
    links: list[str] = []  # noqa: RUF012 - as above
    attachments: list[AttachmentRow] = []  # noqa: RUF012 - as above

    @handler
    async def load(self) -> None:
        """Run at each arrival."""
        self.loading, self.missing = True, False
        mail_id = self.router.url.path.rstrip("/").rpartition("/")[2]
        try:
            mail = await read_mail(self.api, mail_id)
        except ApiProblem as problem:
            if problem.slug != "not-found":
                raise
            self.missing = True
        else:
            self.subject = mail.subject
            self.recipient = mail.recipient
            self.sender = mail.sender
            self.sent = _when(self.t, mail.sent_at)
            self.language_of_mail = mail.language
            self.text = mail.text
            self.links = mail.links
            self.attachments = [
                AttachmentRow(
                    f"/api/v1/demo/mail/{mail.id}/attachments/{file.number}", file.name, file_size(self.t, file.size)
                )
                for file in mail.attachments
            ]
        self.loading = False


def _when(t: Translator, moment: datetime) -> str:
    return date_and_time(t, moment, _ZONE)
