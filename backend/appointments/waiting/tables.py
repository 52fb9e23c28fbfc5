"""The tables of the waiting list. Constraints and policies: `backend/migrations/0024_waiting_list.sql`."""

from piccolo.columns import UUID, Array, Date, ForeignKey, Integer, OnDelete, Text, Timestamptz
from piccolo.table import Table

from backend.accounts.tables import Account, Customer
from backend.appointments.booking.tables import Booking
from backend.appointments.setup.tables import Location, Resource, Service
from backend.core.database import DB


class WaitingEntry(Table, db=DB):
    """Somebody's place in the line for a service, and what suits them."""

    id = UUID(primary_key=True, default=None)
    service_id = ForeignKey(Service, null=False)
    customer_id = ForeignKey(Customer, null=True)
    account_id = ForeignKey(Account, null=True)
    joined_by = ForeignKey(Account, null=True, on_delete=OnDelete.set_null)
    channel = Text()
    location_id = ForeignKey(Location, null=True)
    first_day = Date(default=None)
    last_day = Date(default=None)
    weekdays = Array(Integer())
    parts = Array(Text())
    needs = Array(Text())
    language = Text(default="de")
    state = Text(default="waiting")
    in_line_since = Timestamptz(default=None)
    created_at = Timestamptz(default=None)
    ended_at = Timestamptz(null=True, default=None)


class WaitingOffer(Table, db=DB):
    """A time that was offered to somebody who waits. While it is open, its seat is held."""

    id = UUID(primary_key=True, default=None)
    entry_id = ForeignKey(WaitingEntry, null=False)
    booking_id = ForeignKey(Booking, null=True, on_delete=OnDelete.set_null, unique=True)
    starts_at = Timestamptz(default=None)
    until = Timestamptz(default=None)
    state = Text(default="open")
    offered_at = Timestamptz(default=None)
    decided_at = Timestamptz(null=True, default=None)


class FreedTime(Table, db=DB):
    """When somebody, and perhaps a room, have just got free, buffers included."""

    id = UUID(primary_key=True, default=None)
    person_id = ForeignKey(Resource, null=False)
    room_id = ForeignKey(Resource, null=True)
    starts_at = Timestamptz(default=None)
    ends_at = Timestamptz(default=None)
    freed_at = Timestamptz(default=None)
