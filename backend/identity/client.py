"""Whose browser a request comes from, as far as a person needs it to recognise their own devices."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Client:
    """What is known of the other side: for limits, and for the list of devices. Nothing here proves anything."""

    key: str
    """For limits: an IPv4 address, or the /64 network of an IPv6 subscriber."""
    browser: str = ""
    """Name and major version, such as "Firefox 140"; empty when it does not tell."""
    system: str = ""
    """Such as "Android"; empty when it does not tell."""
    country: str = ""
    """ISO 3166-1 alpha-2; empty unless a database on this machine knows it."""
