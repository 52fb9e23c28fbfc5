"""A limit on requests per client, so that one client cannot take the portal from the others.

Litestar's own middleware keeps every request's time stamp as JSON and rewrites the list with each request; here a
client costs two numbers. Each process counts for itself, which is enough against a flood. Limits on guessing are
exact and live in the database (`backend.identity.operations.attempts`).
"""

from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from time import monotonic

_MOST_CLIENTS = 50_000


@dataclass
class _Bucket:
    tokens: float
    at: float


class RequestLimit:
    """A token bucket per client that refills evenly; the longest unseen client is forgotten first."""

    def __init__(self, per_minute: int) -> None:
        self._size = float(per_minute)
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def admits(self, client: str) -> bool:
        """Take one token of the client's bucket; false when it is empty."""
        now = monotonic()
        key = client_key(client)
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = _Bucket(self._size, now)
            if len(self._buckets) > _MOST_CLIENTS:
                self._buckets.popitem(last=False)
        self._buckets.move_to_end(key)
        bucket.tokens = min(self._size, bucket.tokens + (now - bucket.at) * self._size / 60)
        bucket.at = now
        if bucket.tokens < 1:
            return False
        bucket.tokens -= 1
        return True


@lru_cache(_MOST_CLIENTS)
def client_key(client: str) -> str:
    """One key per client: an IPv4 address, or the /64 network that one IPv6 subscriber gets (RFC 6177)."""
    try:
        address = ip_address(client)
    except ValueError:
        return client
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(IPv6Address(int(address) >> 64 << 64))
    return str(address)
