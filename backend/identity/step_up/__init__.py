"""Proving again, inside a session, who one is: sensitive actions need a factor of the last five minutes."""
