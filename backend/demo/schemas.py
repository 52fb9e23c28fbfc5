"""What the demo shows of the mails that the portal has sent."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class DemoMailItem:
    """A mail in the list; `id` is the name of its file."""

    id: str
    recipient: str
    subject: str
    language: str
    sent_at: datetime


@dataclass(frozen=True)
class DemoCode:
    """What the authenticator app of one of the demo's staff shows at this moment."""

    email: str
    code: str
    seconds_left: int


@dataclass(frozen=True)
class DemoAttachment:
    """A file that came along with a mail. `number` tells it from the others."""

    number: int
    name: str
    size: int
    """In bytes."""


@dataclass(frozen=True)
class DemoMail:
    """A mail as its reader sees it: the text part, the addresses of the links in it, and what came along."""

    id: str
    recipient: str
    sender: str
    subject: str
    sent_at: datetime
    language: str
    text: str
    links: list[str]
    attachments: list[DemoAttachment]
