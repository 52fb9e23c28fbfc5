"""What changes a mail: from queued to sent or failed, and from failed to queued again.

Sending takes two transactions with the delivery between them, so that no connection to the database waits for a mail
server. The first claims the mail; until the claim runs out nobody else may send it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from backend.core.database import Role, acting_as, fetch
from backend.core.email_address import normalise_email
from backend.core.ids import new_id
from backend.core.jobs import TryLater, enqueue
from backend.core.mail.rendering import parameters_of
from backend.core.mail.tables import MailMessage
from backend.core.translations import Language

CLAIM: Final = timedelta(minutes=2)
"""Longer than any attempt may take (`transport.LONGEST_SECONDS`)."""

KEPT: Final = timedelta(days=90)
"""How long the record of a mail is kept after the mail was written."""


class ParameterMissing(ValueError):
    """The template needs a value that it was not given."""


class ClaimedByOther(TryLater):
    """Somebody else is sending this mail at this moment, or was lost while doing so."""


@dataclass(frozen=True)
class Attachment:
    """A file that goes along with a mail."""

    name: str
    media_type: str
    """With its parameters, such as `text/calendar; method=REQUEST`."""
    content: bytes


@dataclass(frozen=True)
class Attempt:
    """A mail that may be sent now, by the holder of this and by nobody else."""

    id: UUID
    recipient: str
    language: Language
    template: str
    parameters: dict[str, Any]
    created_at: datetime
    claimed_until: datetime
    attachment: Attachment | None = None


async def send_mail(
    *,
    template: str,
    recipient: str,
    language: Language,
    parameters: Mapping[str, str | int],
    attachment: Attachment | None = None,
    account_id: UUID | None = None,
    now: datetime,
) -> UUID:
    """Have a mail sent once the transaction under way has been committed; without a commit there never was one.

    Of the parameters only those are kept that the template needs; a moment is given in ISO 8601. Raises `InvalidInput`
    for a recipient that is no address, `ParameterMissing`.
    """
    needed = parameters_of(template)
    if missing := needed - parameters.keys():
        raise ParameterMissing(f"{template} needs {', '.join(sorted(missing))}.")
    message = MailMessage(
        id=new_id(),
        account_id=account_id,
        recipient=normalise_email(recipient),
        language=language,
        template=template,
        parameters=json.dumps({name: parameters[name] for name in needed}),
        attachment=attachment and attachment.content,
        attachment_name=attachment and attachment.name,
        attachment_type=attachment and attachment.media_type,
        created_at=now,
    )
    async with acting_as(Role.SYSTEM):
        await message.save()
    await enqueue("mail.send", message.id)
    return message.id


async def begin_attempt(*, message_id: UUID, now: datetime) -> Attempt | None:
    """Claim a mail for sending; None if it has been sent or given up already. Raises `ClaimedByOther`."""
    rows = await fetch(
        "update mail_message set attempts = attempts + 1, attempted_at = {}, claimed_until = {} "
        "where id = {} and state = 'queued' and (claimed_until is null or claimed_until <= {}) "
        "returning id, recipient, language, template, parameters, created_at, claimed_until, attachment, "
        "attachment_name, attachment_type",
        now,
        now + CLAIM,
        message_id,
        now,
    )
    if rows:
        return _attempt(rows[0])
    if await MailMessage.exists().where(MailMessage.id == message_id, MailMessage.state == "queued"):
        raise ClaimedByOther
    return None


def _attempt(row: dict[str, Any]) -> Attempt:
    name, media_type, content = (row.pop(key) for key in ("attachment_name", "attachment_type", "attachment"))
    attachment = None if content is None else Attachment(name, media_type, content)
    return Attempt(**{**row, "parameters": json.loads(row["parameters"]), "attachment": attachment})


async def note_sent(*, attempt: Attempt, now: datetime) -> None:
    """The mail has left: forget what stood in it."""
    await fetch(
        "update mail_message set state = 'sent', sent_at = {}, parameters = null, attachment = null, "
        "attachment_name = null, attachment_type = null, claimed_until = null, last_error = null where id = {}",
        now,
        attempt.id,
    )


async def note_failure(*, attempt: Attempt, error: str, give_up: bool) -> None:
    """The mail has not left. A claim that has run out meanwhile no longer has a say."""
    await fetch(
        "update mail_message set state = {}, last_error = {}, claimed_until = null "
        "where id = {} and state = 'queued' and claimed_until = {}",
        "failed" if give_up else "queued",
        error,
        attempt.id,
        attempt.claimed_until,
    )


async def resend(*, message_id: UUID) -> bool:
    """Queue a mail again that was given up. False if there is no such mail."""
    rows = await fetch(
        "update mail_message set state = 'queued', attempts = 0, last_error = null "
        "where id = {} and state = 'failed' returning id",
        message_id,
    )
    if rows:
        await enqueue("mail.send", message_id)
    return bool(rows)


async def forget_old(*, now: datetime) -> None:
    """Delete the records of mails written so long ago that nobody asks for them any more, sent or not."""
    await fetch("delete from mail_message where created_at < {}", now - KEPT)
