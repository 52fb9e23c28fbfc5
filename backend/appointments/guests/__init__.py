"""Appointments for people without account: a time, a name, and a code from one's mailbox."""
