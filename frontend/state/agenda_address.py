"""How an address says what of the agenda is shown, so that it can be kept, shared and gone back to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final, Literal, cast
from urllib.parse import urlencode
from uuid import UUID

from frontend.api.agenda import Span
from frontend.state.query import day, one_of, page_number

Shape = Literal["list", "table"]

_LONGEST_SEARCH: Final = 200
_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True)
class View:
    """What is shown. Without `day` it is today; `person` and `location` are ids, empty for all."""

    day: date | None = None
    span: Span = "day"
    shape: Shape = "list"
    person: str = ""
    location: str = ""
    search: str = ""
    page: int = 1

    @property
    def query(self) -> str:
        """As it stands in the address; empty for what is shown without being asked for."""
        said = {
            "date": self.day.isoformat() if self.day else "",
            "span": self.span if self.span != "day" else "",
            "view": self.shape if self.shape != "list" else "",
            "person": self.person,
            "location": self.location,
            "search": self.search,
        }
        return urlencode({name: value for name, value in said.items() if value})

    def change(self, **values: Any) -> str:
        """The query of the same view with something else in it. It is never empty: a link to "" would stay here."""
        return f"?{replace(self, **values).query}"

    def days_away(self, first: date, steps: int) -> str:
        """The query of the day or the week after the one that begins with `first`; of one before it for -1."""
        return self.change(day=first + steps * (_WEEK if self.span == "week" else _DAY))


def view_of(query: Mapping[str, str]) -> View:
    """What an address asks for; whatever is no day, no id and no known word is left out."""
    return View(
        day=day(query.get("date", "")),
        span=cast("Span", one_of(query.get("span", ""), frozenset({"week"}), "day")),
        shape=cast("Shape", one_of(query.get("view", ""), frozenset({"table"}), "list")),
        person=_id(query.get("person", "")),
        location=_id(query.get("location", "")),
        search=query.get("search", "")[:_LONGEST_SEARCH].strip(),
        page=page_number(query.get("page", "")),
    )


def _id(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""
