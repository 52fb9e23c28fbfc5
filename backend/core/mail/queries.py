"""What is asked about mails."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.core.database import fetch


@dataclass(frozen=True)
class FailedMail:
    """A mail that was given up, for people who look after the portal: its recipient is only hinted at."""

    id: UUID
    template: str
    attempts: int
    last_error: str
    attempted_at: datetime
    recipient: str


async def failed_mails() -> list[FailedMail]:
    """All mails that were given up, the oldest first."""
    rows = await fetch(
        "select id, template, attempts, last_error, attempted_at, recipient from mail_message "
        "where state = 'failed' order by created_at, id"
    )
    return [FailedMail(**{**row, "recipient": hinted(row["recipient"])}) for row in rows]


def hinted(address: str) -> str:
    """An address that its owner recognises and others do not: `a…@example.org`."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}…@{domain}"
