"""An office whose adviser keeps a calendar on a real server."""

from tests.backend.appointments.booking.conftest import office
from tests.backend.appointments.calendars.conftest import calendar, person, proxy, radicale

__all__ = ["calendar", "office", "person", "proxy", "radicale"]
