"""Reads a table of a TOML file into a frozen dataclass, and says about each key that does not fit what to do.

A generic decoder would do for a program; this file is written by hand by people who run a portal, so every answer
is a sentence for them, and all of them come at once.
"""

import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


@dataclass(frozen=True)
class Wanted:
    """What a text has to look like. `what` completes the sentence "it must be …"."""

    what: str
    pattern: str

    def fits(self, text: str) -> bool:
        return re.fullmatch(self.pattern, text) is not None


def read(cls: type[T], table: Mapping[str, object], problems: list[str], place: str = "") -> T | None:
    """An instance of `cls`, or None after adding at least one sentence to `problems`."""
    known = {field.name: field for field in fields(cast(Any, cls))}
    hints = get_type_hints(cls, include_extras=True)
    before = len(problems)
    for key in table.keys() - known.keys():
        names = ", ".join(sorted(known))
        problems.append(f"{place}{key} is not known: remove it, or correct it to one of {names}.")
    values = {}
    for name, field in known.items():
        if name in table:
            values[name] = _value(hints[name], table[name], problems, place + name)
        elif field.default is MISSING and field.default_factory is MISSING:
            problems.append(f"{place}{name} is missing: add {_described(hints[name])}.")
    return cls(**values) if len(problems) == before else None


def _value(hint: Any, value: object, problems: list[str], place: str) -> object:
    hint = _without_none(hint)
    if get_origin(hint) is tuple:
        return _values(get_args(hint)[0], value, problems, place)
    if is_dataclass(hint) and isinstance(value, dict):
        return read(cast(type, hint), value, problems, f"{place}.")
    if get_origin(hint) is Annotated and isinstance(value, str) and _wanted(hint).fits(value):
        return value
    if hint is bool and isinstance(value, bool):
        return value
    problems.append(f"{place} cannot be used: it must be {_described(hint)}.")
    return None


def _values(hint: Any, value: object, problems: list[str], place: str) -> tuple[object, ...]:
    if not isinstance(value, list):
        problems.append(f"{place} cannot be used: it must be a list, [[{place}]], of {_described(hint)}.")
        return ()
    return tuple(_value(hint, item, problems, f"{place}[{number}]") for number, item in enumerate(value, start=1))


def _without_none(hint: Any) -> Any:
    """`X` of `X | None`: TOML knows no null, an optional key is left out."""
    if get_origin(hint) in {UnionType, Union}:
        return next(part for part in get_args(hint) if part is not type(None))
    return hint


def _wanted(hint: Any) -> Wanted:
    return cast(Wanted, hint.__metadata__[0])


def _described(hint: Any) -> str:
    hint = _without_none(hint)
    if get_origin(hint) is Annotated:
        return _wanted(hint).what
    if hint is bool:
        return "true or false"
    if is_dataclass(hint):
        return "a table with the keys " + ", ".join(field.name for field in fields(hint))
    return f"a list of {_described(get_args(hint)[0])}"
