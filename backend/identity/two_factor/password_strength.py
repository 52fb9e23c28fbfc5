"""The one module that knows zxcvbn: how many guesses a password would take.

No rules about digits and capitals: they make people write "Passwort1!", which is guessed at once. What counts is how
far down an attacker's list it stands, who tries German words, the company's name and what is known of the person first.
"""

import asyncio
import re
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from zxcvbn import matching, scoring, time_estimates

from backend.core.text import fold

SHORTEST: Final = 8
"""OWASP ASVS 5, 6.2.1; the password is never the only factor."""
LONGEST: Final = 256

_ENOUGH = 3  # 10^8 guesses and more (zxcvbn's "safely unguessable").
_LOOKED_AT = 40  # The search grows with the square of the length, and what is safe so far gets no weaker behind it.
_SHORTEST_WORD = 4

# A text made of nothing but look-alikes takes most of a second: one of them at a time, and beside the event loop.
_WORKER: Final = ThreadPoolExecutor(max_workers=1, thread_name_prefix="zxcvbn")

_WORDS = Path(__file__).with_name("german_words.txt")
# What German keyboards and minds offer first.
_FAVOURITES = (
    "passwort kennwort geheim qwertz qwertzuiop asdfghjkl yxcvbnm hallo schatz fußball sommer winter herbst frühling "
    "strom stadtwerke kundenportal rechnung portal anmeldung"
)

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})

_ADVICE = {
    "spatial": "keyboard",
    "repeat": "repeat",
    "sequence": "sequence",
    "regex": "date",
    "date": "date",
}
_DICTIONARIES = {"own": "own-data", "passwords": "common", "german": "word"}


@dataclass(frozen=True)
class Strength:
    """`score` from 0 to 4; `advice` names what makes the password weak, and is empty when it is good enough."""

    score: int
    advice: str

    @property
    def is_enough(self) -> bool:
        return not self.advice


async def strength(password: str, *, own_words: Sequence[str]) -> Strength:
    """How well a password stands up to somebody who knows `own_words`: the company's name, and the person's data."""
    if len(password) < SHORTEST:
        return Strength(0, "short")
    if len(password) > LONGEST:
        return Strength(0, "long")
    own = _spellings(own_words)
    rest = _without(password, own)
    if rest != password and len(rest) < SHORTEST:
        return Strength(0, "own-data")
    return await asyncio.get_running_loop().run_in_executor(_WORKER, _strength, rest[:_LOOKED_AT], own)


def _without(password: str, words: Iterable[str]) -> str:
    """What is left of a password without words that whoever attacks this person begins with."""
    known = sorted(words, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, known)), "", password, flags=re.IGNORECASE) if known else password


def _strength(password: str, own: dict[str, int]) -> Strength:
    _learn_german()
    # The person's own words once more, for "3r1k4".
    matches = matching.omnimatch(password, {**matching.RANKED_DICTIONARIES, "own": own})
    found = scoring.most_guessable_match_sequence(password, matches)
    score = int(time_estimates.guesses_to_score(Decimal(found["guesses"])))
    return Strength(score, "" if score >= _ENOUGH else _advice(found["sequence"]))


def _advice(sequence: Sequence[Mapping[str, Any]]) -> str:
    """What the longest recognised part of the password is."""
    known = [match for match in sequence if match["pattern"] != "bruteforce"]
    if not known:
        return "short"
    longest = max(known, key=lambda match: len(match["token"]))
    if longest["pattern"] == "dictionary":
        return _DICTIONARIES.get(longest["dictionary_name"], "word")
    return _ADVICE[longest["pattern"]]


@lru_cache
def _learn_german() -> None:
    """For the life of the process; zxcvbn brings English only."""
    lines = _WORDS.read_text("utf-8").splitlines()
    words = [*_FAVOURITES.split(), *(line for line in lines if not line.startswith("#"))]
    matching.add_frequency_lists({"german": list(_spellings(words))})


def _spellings(texts: Iterable[str]) -> dict[str, int]:
    """Every word of the texts with its rank, with umlauts, with ae for ä, and with a for ä."""
    ranked: dict[str, int] = {}
    for text in texts:
        lower = text.lower()
        for whole in (lower, *re.split(r"[\W_]+", lower)):
            for spelling in (whole, whole.translate(_UMLAUTS), fold(whole)):
                if len(spelling) >= _SHORTEST_WORD:
                    ranked.setdefault(spelling, len(ranked) + 1)
    return ranked
