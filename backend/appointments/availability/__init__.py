"""Which slots are free: pure functions from hours, absences, meetings and rules to the starts that can be booked."""
