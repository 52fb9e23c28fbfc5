"""Reads what staff have typed, and says of each field what is wrong with it.

Forms send texts. A `Form` turns them into values and goes on after an error, so that everything that needs another
value is told at once. Texts are kept as they are, HTML included: whoever shows them shows them as text.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from itertools import pairwise
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

import msgspec

from backend.appointments.setup.schemas import MINUTES, TimeUnit
from backend.core.errors import InvalidInput
from backend.core.text import is_readable

LONGEST_LINE: Final = 120
LONGEST_TEXT: Final = 2_000
MOST_WORDS: Final = 20

_DAY: Final = 24 * 60
_CLOCK: Final = re.compile(r"([01]?[0-9]|2[0-4])[:.]([0-5][0-9])")
_SPAN: Final = re.compile(r"(\S+?)\s*(?:[-\u2013]|bis|to)\s*(\S+)")
_DATE: Final = re.compile(r"(?:(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}))|(?:(\d{4})-(\d{2})-(\d{2}))")
_DIGITS: Final = re.compile(r"[0-9]{1,6}")


@dataclass
class Form:
    """What was typed, field by field, and what is wrong with it."""

    errors: dict[str, str] = field(default_factory=dict)

    def finish(self) -> None:
        """Raises `InvalidInput` with everything that was found."""
        if self.errors:
            raise InvalidInput(self.errors)

    def wrong(self, name: str, key: str) -> None:
        """Of several faults of a field the first is told."""
        self.errors.setdefault(name, key)

    def line(self, name: str, typed: str, *, needed: bool = False) -> str:
        """One line, composed (NFC) and with single blanks."""
        text = " ".join(unicodedata.normalize("NFC", typed).split())
        if needed and not text:
            self.wrong(name, f"{name.replace('_', '-')}-needed")
        if len(text) > LONGEST_LINE:
            self.wrong(name, "line-too-long")
        if not is_readable(text):
            self.wrong(name, "unreadable")
        return text

    def text(self, name: str, typed: str) -> str:
        """Several lines; blank ones at the ends are left out."""
        lines = unicodedata.normalize("NFC", typed).replace("\r\n", "\n").strip().split("\n")
        if sum(map(len, lines)) + len(lines) - 1 > LONGEST_TEXT:
            self.wrong(name, "text-too-long")
        if not all(map(is_readable, lines)):
            self.wrong(name, "unreadable")
        return "\n".join(line.rstrip() for line in lines)

    def both(self, name: str, german: str, english: str) -> tuple[str, str]:
        """A text of several lines in both languages, or in none: nobody gets half of the portal."""
        texts = self.text(f"{name}_de", german), self.text(f"{name}_en", english)
        for language, own, other in (("de", texts[0], texts[1]), ("en", texts[1], texts[0])):
            if other and not own:
                self.wrong(f"{name}_{language}", f"{'german' if language == 'de' else 'english'}-needed")
        return texts

    def number(self, name: str, typed: str, *, least: int, most: int) -> int:
        """A whole number between two others; the sentence for the field names both."""
        text = typed.strip()
        number = int(text) if _DIGITS.fullmatch(text) else -1
        if not least <= number <= most:
            self.wrong(name, f"{name.replace('_', '-')}-number")
        return number

    def duration(self, name: str, typed: str, unit: TimeUnit, *, most: int) -> int:
        """A number of minutes, hours or days as minutes, `most` of them at the most."""
        return self.number(name, typed, least=0, most=most // MINUTES[unit]) * MINUTES[unit]

    def words(self, name: str, typed: str) -> list[str]:
        """Words between commas, each once, in small letters: "Wärmepumpe, Solar"."""
        words = [self.line(name, word.casefold()) for word in typed.split(",")]
        found = list(dict.fromkeys(word for word in words if word))
        if len(found) > MOST_WORDS:
            self.wrong(name, "too-many-words")
        return found

    def one_of(self, name: str, typed: str, allowed: Iterable[str]) -> str:
        if typed not in allowed:
            self.wrong(name, f"{name.replace('_', '-')}-unknown")
        return typed

    def some_of(self, name: str, typed: Sequence[str], allowed: Iterable[str]) -> list[str]:
        """The ticked ones of those there are, each once."""
        allowed = list(allowed)
        if not set(typed) <= set(allowed):
            self.wrong(name, f"{name.replace('_', '-')}-unknown")
        return [each for each in allowed if each in typed]

    def ids(self, name: str, typed: Sequence[str], allowed: Iterable[UUID]) -> list[UUID]:
        return [UUID(each) for each in self.some_of(name, typed, map(str, allowed))]

    def day(self, name: str, typed: str) -> date | None:
        """A day such as 24.12.2026; 2026-12-24 is understood, too."""
        match = _DATE.fullmatch(typed.strip())
        if match:
            day, month, year, *iso = match.groups()
            parts = (year, month, day) if year else tuple(iso)
            try:
                return date(*map(int, parts))
            except ValueError:
                self.wrong(name, "no-such-day")
                return None
        self.wrong(name, "day-shape" if typed.strip() else "day-needed")
        return None

    def spans(self, name: str, typed: str) -> list[tuple[int, int]]:
        """Times of a day such as "08:00-12:00, 13:00-17:00", in minutes after midnight and in order.

        They may meet, but not overlap.
        """
        spans = [span for part in re.split(r"[,;]", typed) if part.strip() and (span := self._span(name, part.strip()))]
        spans.sort()
        if any(former[1] > latter[0] for former, latter in pairwise(spans)):
            self.wrong(name, "times-overlap")
        return spans

    def _span(self, name: str, typed: str) -> tuple[int, int] | None:
        ends = _SPAN.fullmatch(typed)
        start, end = (_minutes(each) for each in ends.groups()) if ends else (None, None)
        if start is None or end is None or start == _DAY:
            self.wrong(name, "times-shape")
            return None
        if end <= start:
            self.wrong(name, "closes-before-opens")
            return None
        return start, end

    def address(self, name: str, typed: str) -> str:
        """A web address that a browser can open safely, or nothing."""
        text = self.line(name, typed)
        try:
            parts = urlsplit(text)
            is_usable = parts.scheme == "https" and bool(parts.hostname) and not parts.username and " " not in text
        except ValueError:
            is_usable = False
        if text and not is_usable:
            self.wrong(name, "https-needed")
        return text


def ticks(sent: Sequence[str] | str) -> list[str]:
    """A form with a single tick sends one text, with several a list, and without any nothing."""
    texts = [sent] if isinstance(sent, str) else sent
    return [each for each in texts if each]


def clock(minutes: int) -> str:
    """Minutes after midnight as people write them: 08:30; the end of the day is 24:00."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def version_of(thing: Any) -> str:
    """Tells states of a thing apart: who sends a change says which one they had seen."""
    return sha256(msgspec.json.encode(thing, order="deterministic")).hexdigest()[:16]


def _minutes(typed: str) -> int | None:
    match = _CLOCK.fullmatch(typed)
    if not match:
        return None
    minutes = int(match[1]) * 60 + int(match[2])
    return minutes if minutes <= _DAY else None
