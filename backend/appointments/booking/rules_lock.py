"""Keeps apart whoever books and whoever changes the rules by which appointments are given.

Both take the same advisory lock of PostgreSQL as the first thing in their transaction: those who book share it, who
changes rules has it alone. So a booking is made by the old rules and seen by whoever changes them, or by the new ones.
It is taken before any row is locked; otherwise two transactions could wait for each other.
"""

from typing import Final

from backend.core.database import fetch

_RULES: Final = 0x5E87_1CE7


async def settled_rules() -> None:
    """Runs in the transaction of whoever gives a time away: until its end no rule changes."""
    await fetch("select pg_advisory_xact_lock_shared({}::bigint)", _RULES)


async def change_rules() -> None:
    """Runs in the transaction of whoever changes rules: until its end nobody gives a time away."""
    await fetch("select pg_advisory_xact_lock({}::bigint)", _RULES)
