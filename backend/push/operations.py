"""What changes a message to a device: asked for, handed over, put off, given up.

Sending takes two transactions with the delivery between them, so that no connection to the database waits for a push
service. A worker that is lost between them sends the message again; it bears the same tag, so the device shows it once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from backend.core.database import Role, acting_as, fetch
from backend.core.ids import new_id
from backend.core.jobs import enqueue
from backend.core.translations import Language
from backend.profile.queries import wants
from backend.push.tables import PushMessage

Topic = Literal["invoices", "appointments", "security", "news"]
"""What people choose by (`backend.profile.values`)."""

LASTS: Final = timedelta(days=1)
"""How long a device that is off may stay so and still get a message, unless the message says otherwise."""


@dataclass(frozen=True)
class Notice:
    """What a device shows, also while it is locked and lies on a table: no names, no amounts, no numbers."""

    title: str
    body: str
    address: str
    """Where pressing it leads, in the portal: a path."""


@dataclass(frozen=True)
class Attempt:
    """A message that may be sent now, and where to."""

    id: UUID
    subscription_id: UUID
    endpoint: str
    p256dh: bytes
    auth: bytes
    language: Language
    title: str
    body: str
    address: str
    tag: str
    urgent: bool
    expires_at: datetime


async def notify(
    *,
    account_id: UUID,
    topic: Topic,
    tag: str,
    say: Callable[[Language], Notice],
    urgent: bool = False,
    until: datetime | None = None,
    now: datetime,
) -> int:
    """Show something on the person's devices, if they want to hear of this topic in this way.

    It is sent once the transaction under way has been committed; without a commit there never was anything. `say` gets
    the person's language. Of messages with one `tag` a device shows the latest only. `until`: when it is too late.
    Returns on how many devices it will be shown.
    """
    expires_at = until or now + LASTS
    if expires_at <= now:
        return 0
    async with acting_as(Role.SYSTEM):
        if not await wants(account_id=account_id, topic=topic, channel="push"):
            return 0
        devices = await fetch(
            "select s.id, a.language from push_subscription s join account a on a.id = s.account_id "
            "where s.account_id = {} and a.closed_at is null order by s.id",
            account_id,
        )
        messages = []
        for device in devices:
            notice = say(device["language"])
            message = PushMessage(
                id=new_id(),
                subscription_id=device["id"],
                title=notice.title,
                body=notice.body,
                address=notice.address,
                tag=tag,
                urgent=urgent,
                created_at=now,
                expires_at=expires_at,
            )
            await message.save()
            messages.append(message.id)
    for message_id in messages:
        await enqueue("push.send", message_id)
    return len(messages)


async def begin_attempt(*, message_id: UUID, now: datetime) -> Attempt | None:
    """The message, to be sent now; None if there is no such message any more. What is out of date is deleted."""
    await fetch("delete from push_message where id = {} and expires_at <= {}", message_id, now)
    rows = await fetch(
        "select m.id, m.subscription_id, s.endpoint, s.p256dh, s.auth, a.language, m.title, m.body, m.address, m.tag, "
        "m.urgent, m.expires_at from push_message m join push_subscription s on s.id = m.subscription_id "
        "join account a on a.id = s.account_id where m.id = {} and a.closed_at is null",
        message_id,
    )
    return Attempt(**rows[0]) if rows else None


async def note_delivered(*, attempt: Attempt, now: datetime) -> None:
    """The push service has taken it: forget what stood in it."""
    await fetch("delete from push_message where id = {}", attempt.id)
    await fetch(
        "update push_subscription set last_success_at = {}, seen_at = {} where id = {}",
        *(now, now, attempt.subscription_id),
    )


async def put_off(*, attempt: Attempt, wait: timedelta) -> None:
    """The push service wants to be left alone for so long."""
    await enqueue("push.send", attempt.id, delay=wait)


async def give_up(*, attempt: Attempt) -> None:
    """This message is not shown; the next one may be."""
    await fetch("delete from push_message where id = {}", attempt.id)


async def forget_device(*, attempt: Attempt) -> None:
    """There is no such browser any more; what else was on its way there goes with it.

    A subscription that has been renewed meanwhile is another one, and stays.
    """
    await fetch(
        "delete from push_subscription where id = {} and p256dh = {}",
        *(attempt.subscription_id, attempt.p256dh),
    )


async def forget_old(*, now: datetime) -> None:
    """Delete messages that came too late, or whose job was lost."""
    await fetch("delete from push_message where expires_at <= {}", now)
