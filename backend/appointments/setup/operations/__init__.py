"""Changes of what can be booked, by what they are about."""
