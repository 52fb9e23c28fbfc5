"""What the API says and takes about drafts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from msgspec import Meta

Name = Annotated[str, Meta(min_length=1, max_length=100)]
Value = Annotated[str, Meta(max_length=10_000)]
Values = Annotated[list[Value], Meta(max_length=50)]
Fields = Annotated[dict[Name, Values], Meta(max_length=50)]
"""The values of each field by its name: several for boxes that can be ticked together."""


@dataclass(frozen=True)
class SaveDraft:
    fields: Fields


@dataclass(frozen=True)
class SavedDraft:
    """`zone` is the one that times on screen are in."""

    fields: Fields
    saved_at: datetime
    zone: str


@dataclass(frozen=True)
class FoundDraft:
    """`draft` is null where nothing has been typed, or where it has been sent since."""

    draft: SavedDraft | None
