"""Tells whoever waits that a time is offered: by mail, and on their devices, as they have chosen."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from backend.appointments.booking import queries as bookings
from backend.appointments.booking.words import facts
from backend.core.database import fetch
from backend.core.mail.operations import send_mail
from backend.core.settings import Settings
from backend.core.translations import Language, translator
from backend.profile.queries import wants
from backend.push.operations import Notice, notify

_PAGE: Final[Mapping[Language, str]] = {"de": "/termine", "en": "/en/appointments"}


async def tell_of_offer(
    *, entry: Mapping[str, Any], booking_id: UUID, until: datetime, settings: Settings, now: datetime
) -> None:
    """Runs in the transaction that holds the seat. Who waits has asked to be told: without a device that shows it, the
    mail is written whatever was chosen.
    """
    account_id: UUID = entry["joined_by"]
    shown = await notify(
        account_id=account_id,
        topic="appointments",
        tag=f"waiting-{entry['id']}",
        say=_notice,
        urgent=True,
        until=until,
        now=now,
    )
    if not shown or await wants(account_id=account_id, topic="appointments", channel="mail"):
        await _write(entry, booking_id, until, settings, now)


def _notice(language: Language) -> Notice:
    """Without service and time: whoever sees the device lying there learns neither."""
    t = translator(language)
    return Notice(t("Ein Termin ist frei geworden"), t("Im Kundenportal können Sie ihn annehmen."), _PAGE[language])


async def _write(
    entry: Mapping[str, Any], booking_id: UUID, until: datetime, settings: Settings, now: datetime
) -> None:
    language: Language = entry["language"]
    seat = await bookings.read_held(booking_id=booking_id, language=language, now=now)
    # The way into a video call is for those who have booked.
    pairs = facts(replace(seat, video_url=""), "", language=language, zone=settings.time_zone)
    [account] = await fetch("select email from account where id = {}", entry["joined_by"])
    await send_mail(
        template="appointment_freed",
        recipient=account["email"],
        language=language,
        parameters={
            "facts": "\n".join(f"{label}: {value}" for label, value in pairs),
            "until": until.isoformat(),
            "link": f"{settings.origin}{_PAGE[language]}",
        },
        account_id=entry["joined_by"],
        now=now,
    )
