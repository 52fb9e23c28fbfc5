"""The waiting list: who waits for a time to get free, and to whom a freed time is offered."""
