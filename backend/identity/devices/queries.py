"""What is asked about devices and the time that is left."""

from datetime import datetime, timedelta
from math import ceil
from typing import Final

from backend.core.database import fetch
from backend.identity.devices.schemas import SessionItem, SessionTime
from backend.identity.session_queries import Session

_WORTH_STAYING: Final = timedelta(minutes=2)

NO_SESSION: Final = SessionTime(seconds_left=0, can_stay=False)


async def sessions_of(*, session: Session, idle: timedelta, now: datetime) -> list[SessionItem]:
    """Every browser in which the person is signed in: this one first, then the last used. Runs as the person."""
    rows = await fetch(
        "select id, browser, system, country, method, created_at, last_seen_at, id = {} as current from portal_session "
        "where account_id = {} and expires_at > {} and last_seen_at > {} order by current desc, last_seen_at desc, id",
        session.id,
        session.account_id,
        now,
        now - idle,
    )
    return [SessionItem(**row) for row in rows]


def time_left(*, session: Session, last_seen_at: datetime, idle: timedelta, now: datetime) -> SessionTime:
    """When the session ends if nobody does anything, and whether anything can be done.

    Staying that would bring nothing but another warning is not offered.
    """
    idle_end = last_seen_at + idle
    end = min(idle_end, session.expires_at)
    return SessionTime(
        seconds_left=max(0, ceil((end - now).total_seconds())),
        can_stay=session.expires_at - idle_end > _WORTH_STAYING,
    )
