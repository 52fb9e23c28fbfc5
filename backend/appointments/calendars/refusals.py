"""What a calendar server refuses. Apart from `caldav_client`, so that one can name it without loading the libraries."""

from backend.core.errors import Problem


class CalendarPasswordRefused(Problem):
    """The server does not take this user name and password, or not any more."""

    status = 409
    slug = "calendar-password-refused"
    title = "The calendar server refuses the password"


class CalendarMissing(Problem):
    """At the address is no calendar of this person, or not any more."""

    status = 409
    slug = "calendar-missing"
    title = "There is no such calendar"


class NotACalendar(Problem):
    """Something is at the address, but no calendar for appointments, or nothing that answers as a calendar does."""

    status = 409
    slug = "not-a-calendar"
    title = "There is no calendar at this address"


class CalendarRefusesEntry(Problem):
    """The calendar is only for reading, full, or does not take what it is given."""

    status = 409
    slug = "calendar-refuses-entry"
    title = "The calendar does not take appointments"
