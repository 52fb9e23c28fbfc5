"""How a React module of ours becomes a component."""

from pathlib import Path
from typing import Any, ClassVar, Final

import reflex as rx

_HERE: Final = Path(__file__).parent

EventSpecs = dict[str, Any]


def an_object(value: rx.Var[dict[str, Any]]) -> tuple[rx.Var[dict[str, Any]]]:
    """What an event hands over: a JSON object."""
    return (value,)


def two_texts(first: rx.Var[str], second: rx.Var[str]) -> tuple[rx.Var[str], rx.Var[str]]:
    """What an event hands over: two texts."""
    return (first, second)


def module(name: str) -> str:
    """Where the bundler finds the module `name`, after the build has copied it (`frontend/building/export.py`)."""
    assert (_HERE / f"{name}.jsx").is_file(), f"There is no module {name}"
    return f"$/public/generated/browser/{name}.jsx"


class BrowserComponent(rx.Component):
    """A component of ours. `events` names what it raises, with what each hands over."""

    events: ClassVar[EventSpecs] = {}

    @classmethod
    def get_event_triggers(cls) -> EventSpecs:
        return {**super().get_event_triggers(), **cls.events}


def given(**props: Any) -> dict[str, Any]:
    """The props that are there."""
    return {name: value for name, value in props.items() if value is not None}
