"""The browsers in which a person has messages shown (Web Push): kept with the session, and ended with it."""
