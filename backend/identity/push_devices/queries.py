"""What is asked about browsers that show messages, and about the services that reach them.

A browser's address comes out of the browser, so anybody can make one up, and our server calls it: only services that
the operator knows are called (PUSH_SERVICES), and nothing in our own network by way of them.
"""

import re
from typing import Final
from urllib.parse import urlsplit

from backend.core.database import fetch
from backend.identity.push_devices.schemas import PushDeviceItem
from backend.identity.session_queries import Session

# What a host consists of. Everything else is read by some clients in one way and by others in another.
_HOST: Final = re.compile(r"[a-z0-9.-]+")


async def devices_of(*, session: Session) -> list[PushDeviceItem]:
    """Every browser in which the person gets messages: this one first, then the newest. Runs as the person."""
    rows = await fetch(
        "select id, browser, system, created_at, last_success_at, session_id is not distinct from {} as current "
        "from push_subscription where account_id = {} order by current desc, created_at desc, id",
        session.id,
        session.account_id,
    )
    return [PushDeviceItem(**row) for row in rows]


def is_push_service(endpoint: str, *, services: str) -> bool:
    """Whether the endpoint belongs to one of `services`: hosts by comma, `*.` for any one below, a port if not 443."""
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return False
    if parts.scheme != "https" or parts.username is not None or parts.password is not None or parts.fragment:
        return False
    host = parts.hostname or ""
    # `urlsplit` passes over tabs and line breaks, and reads a backslash as others do not.
    if not _HOST.fullmatch(host) or not endpoint.isascii() or not endpoint.isprintable() or "\\" in endpoint:
        return False
    place = host if port in {None, 443} else f"{host}:{port}"
    return any(_fits(place, service.strip().lower()) for service in services.split(","))


def _fits(place: str, service: str) -> bool:
    if service.startswith("*."):
        return place.endswith(service[1:]) and len(place) >= len(service)
    return bool(service) and place == service
