"""The tables of staff's calendars. Constraints and policies: `0018_staff_calendars.sql`, `…_own_calendars.sql`."""

from piccolo.columns import UUID, Bytea, ForeignKey, Integer, Text, Timestamptz
from piccolo.table import Table

from backend.appointments.setup.tables import Resource
from backend.core.database import DB


class CalendarLink(Table, db=DB):
    """The calendar of one person, and how the last look at it went."""

    id = UUID(primary_key=True, default=None)
    resource_id = ForeignKey(Resource, null=False, unique=True)
    address = Text()
    name = Text(default="")
    user_name = Text()
    password = Bytea(null=True, default=None)
    created_at = Timestamptz(default=None)
    problem = Text(default="")
    failures = Integer(default=0)
    failing_since = Timestamptz(null=True, default=None)
    seen_at = Timestamptz(null=True, default=None)
    unreadable = Integer(default=0)
    next_at = Timestamptz(default=None)
    claimed_until = Timestamptz(null=True, default=None)
    parting_since = Timestamptz(null=True, default=None)


class CalendarBusy(Table, db=DB):
    """A time at which the person is busy with something that is not ours."""

    id = UUID(primary_key=True, default=None)
    link_id = ForeignKey(CalendarLink, null=False)
    starts_at = Timestamptz(default=None)
    ends_at = Timestamptz(default=None)


class CalendarCopy(Table, db=DB):
    """One of our entries in the calendar."""

    id = UUID(primary_key=True, default=None)
    link_id = ForeignKey(CalendarLink, null=False)
    uid = Text()
    fingerprint = Bytea(default=b"")
    ends_at = Timestamptz(default=None)
    missing_since = Timestamptz(null=True, default=None)
