"""Bookings: seats are held, booked, moved and given back."""
