"""The table of what people are still to be told. Constraints: `backend/migrations/0017_appointment_notices.sql`."""

from piccolo.columns import UUID, ForeignKey, Text, Timestamptz
from piccolo.table import Table

from backend.appointments.booking.tables import Booking
from backend.core.database import DB


class BookingNotice(Table, db=DB):
    """Something about a booking that has not been told yet."""

    id = UUID(primary_key=True, default=None)
    booking_id = ForeignKey(Booking, null=False)
    kind = Text()
    due_at = Timestamptz(default=None)
