"""Appointments in calendars: documents that people keep (iCalendar), and the calendars of staff (CalDAV)."""
