"""What the API says about the history."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class HistoryItem:
    """Something that happened to the account's security. What is not known is empty."""

    kind: str
    method: str
    subject: str
    browser: str
    system: str
    country: str
    at: datetime


@dataclass(frozen=True)
class HistoryPage:
    """Newest first. `zone` is the one that times on screen are in."""

    items: list[HistoryItem]
    total: int
    page: int
    pages: int
    zone: str
