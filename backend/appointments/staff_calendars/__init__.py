"""The calendars of those who give appointments: written to, and asked when they are busy."""
