"""Appointments: what can be booked with whom and where, free times, bookings, and what follows from them."""
