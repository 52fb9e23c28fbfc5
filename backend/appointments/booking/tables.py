"""The tables of what is booked. Constraints and policies: `backend/migrations/0016_appointments.sql`."""

from piccolo.columns import (
    JSONB,
    UUID,
    Array,
    Boolean,
    ForeignKey,
    Integer,
    OnDelete,
    Text,
    Timestamptz,
)
from piccolo.table import Table

from backend.accounts.tables import Account, Customer
from backend.appointments.setup.tables import Location, Resource, Service
from backend.core.database import DB


class Meeting(Table, db=DB):
    """A person, and perhaps a room, are taken for a while. The database lets no two of them overlap."""

    id = UUID(primary_key=True, default=None)
    service_id = ForeignKey(Service, null=False, on_delete=OnDelete.restrict)
    person_id = ForeignKey(Resource, null=False, on_delete=OnDelete.restrict)
    room_id = ForeignKey(Resource, null=True, on_delete=OnDelete.restrict)
    location_id = ForeignKey(Location, null=True, on_delete=OnDelete.restrict)
    channel = Text()
    starts_at = Timestamptz(default=None)
    ends_at = Timestamptz(default=None)
    blocked_from = Timestamptz(default=None)
    blocked_until = Timestamptz(default=None)
    capacity = Integer()
    released_at = Timestamptz(null=True, default=None)


class Booking(Table, db=DB):
    """One seat in a meeting: held while somebody fills in the form, then booked."""

    id = UUID(primary_key=True, default=None)
    meeting_id = ForeignKey(Meeting, null=False)
    seat = Integer()
    capacity = Integer()
    state = Text()
    held_until = Timestamptz(null=True, default=None)
    request_key = UUID(null=True, default=None, unique=True)
    customer_id = ForeignKey(Customer, null=True)
    account_id = ForeignKey(Account, null=True)
    booked_by = ForeignKey(Account, null=True, on_delete=OnDelete.set_null)
    contact_name = Text()
    contact_email = Text()
    contact_phone = Text()
    language = Text(default="de")
    needs = Array(Text())
    answers = JSONB(default="[]")
    reminders = Array(Text())
    note = Text()
    calendar_uid = Text(unique=True)
    calendar_sequence = Integer(default=0)
    created_at = Timestamptz(default=None)
    changed_at = Timestamptz(default=None)
    cancelled_at = Timestamptz(null=True, default=None)
    cancelled_by = Text(null=True, default=None)


class BookingEvent(Table, db=DB):
    """What has happened to a booking, and by whose hand."""

    id = UUID(primary_key=True, default=None)
    booking_id = ForeignKey(Booking, null=False)
    kind = Text()
    by_staff = Boolean()
    account_id = ForeignKey(Account, null=True, on_delete=OnDelete.set_null)
    moved_from = Timestamptz(null=True, default=None)
    at = Timestamptz(default=None)
