"""Sends messages to devices in the background."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Final

import structlog

from backend.core.clock import utc_now
from backend.core.database import SYSTEM, transaction
from backend.core.jobs import JobRun, Retry, Run, TryLater, job, scheduled
from backend.core.settings import Settings
from backend.core.translations import Language
from backend.identity.push_devices.queries import is_push_service
from backend.push import encryption, notices, operations, transport
from backend.push.operations import Attempt, Notice
from backend.push.transport import Answer, Verdict

_log = structlog.get_logger(__name__)

_TAG_CHARACTERS: Final = 32
"""The longest topic that push services take (RFC 8030, 5.4)."""


class PushNotSent(TryLater):
    """The message did not leave this time."""


# A push service that is down is tried again for about a day; few messages last longer.
@job("push.send", actor=None, retry=Retry(most=300, longest=timedelta(minutes=5)))
async def send(run: JobRun) -> None:
    """Hand one message to the push service of its browser, or find out that there is no such browser any more."""
    async with transaction(SYSTEM):
        attempt = await operations.begin_attempt(message_id=run.reference, now=run.now)
    if attempt is None:
        return
    answer = await _answer(attempt, run)
    if answer.verdict is Verdict.TAKEN:
        async with transaction(SYSTEM):
            await operations.note_delivered(attempt=attempt, now=utc_now())
    elif answer.verdict is Verdict.GONE:
        async with transaction(SYSTEM):
            await operations.forget_device(attempt=attempt)
    elif answer.verdict is Verdict.REFUSED or run.is_last:
        _log.warning("push message given up", message_id=str(attempt.id), status=answer.status)
        async with transaction(SYSTEM):
            await operations.give_up(attempt=attempt)
    elif answer.wait is not None:
        async with transaction(SYSTEM):
            await operations.put_off(attempt=attempt, wait=answer.wait)
    else:
        raise PushNotSent


async def _answer(attempt: Attempt, run: JobRun) -> Answer:
    """What became of the attempt. A service that is known no longer is not asked; its browsers are gone for us."""
    if not is_push_service(attempt.endpoint, services=run.settings.push_services):
        return Answer(Verdict.GONE, 0)
    try:
        body = encryption.encrypt(_content(attempt), encryption.Recipient(attempt.p256dh, attempt.auth))
        headers = _headers(attempt, run)
        return await transport.deliver(endpoint=attempt.endpoint, body=body, headers=headers)
    except encryption.UnusableKey:
        return Answer(Verdict.GONE, 0)
    except transport.DELIVERY_ERRORS as error:
        _log.info("push service unreachable", message_id=str(attempt.id), error=type(error).__name__)
        return Answer(Verdict.LATER, 0)


def _content(attempt: Attempt) -> bytes:
    """What `frontend/building/service_worker.js` shows."""
    shown = {name: getattr(attempt, name) for name in ("title", "body", "address", "tag", "language")}
    return json.dumps(shown, ensure_ascii=False).encode()


def _headers(attempt: Attempt, run: JobRun) -> dict[str, str]:
    settings: Settings = run.settings
    return {
        "Authorization": encryption.authorization(
            attempt.endpoint, contact=f"mailto:{settings.mail_from}", secret_key=settings.key(), now=run.now
        ),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(int((attempt.expires_at - run.now).total_seconds())),
        "Urgency": "high" if attempt.urgent else "normal",
        # Of those that still wait there for the same device, the service delivers the last only.
        "Topic": urlsafe_b64encode(sha256(attempt.tag.encode()).digest()).decode()[:_TAG_CHARACTERS],
    }


# What identity tells by mail is told on devices, too. It knows these jobs by name only: it builds on nothing of this.


@job("push.security-changed")
async def tell_of_change(run: JobRun) -> None:
    """A factor or the address of the account `reference` has changed."""
    await _warn(run, "security-changed", notices.security_changed)


@job("push.recovery-started")
async def tell_of_recovery(run: JobRun) -> None:
    """Somebody wants to recover the account `reference`."""
    await _warn(run, "recovery-started", notices.recovery_started)


@job("push.sign-in-guessed")
async def tell_of_guesses(run: JobRun) -> None:
    """Somebody has the first factor of the account `reference`, and guesses at the second one."""
    await _warn(run, "sign-in-guessed", notices.sign_in_guessed)


async def _warn(run: JobRun, tag: str, say: Callable[[Language], Notice]) -> None:
    await operations.notify(account_id=run.reference, topic="security", tag=tag, say=say, urgent=True, now=run.now)


@scheduled("push.forget", cron="47 * * * *")
async def forget(run: Run) -> None:
    await operations.forget_old(now=run.now)
