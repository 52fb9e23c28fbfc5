"""Reads back the mails that demo mode keeps as files (RFC 5322), newest first."""

import re
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from backend.core.errors import NotFound
from backend.demo.schemas import DemoAttachment, DemoMail, DemoMailItem

_MOST = 200
_LINK = re.compile(r"https?://\S+")
_ID = re.compile(r"[A-Za-z0-9_.-]{1,120}")
_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]+")


@dataclass(frozen=True)
class File:
    """What came along with a mail."""

    name: str
    """Of ASCII letters, digits, dots and hyphens, whatever the mail says (RFC 6266, 4.3)."""
    media_type: str
    content: bytes


def list_mails(folder: Path) -> list[DemoMailItem]:
    """The latest mails; an empty list before the first one."""
    files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    return [_item(file.stem, _parse(file)) for file in files[:_MOST]]


def read_mail(folder: Path, mail_id: str) -> DemoMail:
    """One mail with its text. Raises `NotFound`."""
    message = _find(folder, mail_id)
    item = _item(mail_id, message)
    body = message.get_body(("plain",))
    text = body.get_content().strip() if body else ""
    return DemoMail(
        id=item.id,
        recipient=item.recipient,
        sender=str(message["From"]),
        subject=item.subject,
        sent_at=item.sent_at,
        language=item.language,
        text=text,
        links=_LINK.findall(text),
        attachments=[
            DemoAttachment(number, file.name, len(file.content)) for number, file in enumerate(_attachments(message))
        ],
    )


def read_attachment(folder: Path, mail_id: str, number: int) -> File:
    """A file that came along with a mail. Raises `NotFound`."""
    attachments = _attachments(_find(folder, mail_id))
    if not 0 <= number < len(attachments):
        raise NotFound
    return attachments[number]


def _find(folder: Path, mail_id: str) -> EmailMessage:
    file = folder / f"{mail_id}.eml"
    if not _ID.fullmatch(mail_id) or not file.is_file():
        raise NotFound
    return _parse(file)


def _attachments(message: EmailMessage) -> list[File]:
    return [
        File(
            name=_UNSAFE.sub("-", part.get_filename() or "").strip("-.") or "attachment",
            media_type=part.get_content_type(),
            content=bytes(part.get_payload(decode=True) or b""),
        )
        for part in message.iter_attachments()
    ]


def _parse(file: Path) -> EmailMessage:
    with file.open("rb") as stream:
        return BytesParser(EmailMessage, policy=policy.default).parse(stream)


def _item(mail_id: str, message: EmailMessage) -> DemoMailItem:
    return DemoMailItem(
        id=mail_id,
        recipient=str(message["To"]),
        subject=str(message["Subject"]),
        language=str(message.get("Content-Language", "de")),
        sent_at=message["Date"].datetime,
    )
