"""Small React modules for what HTML alone cannot do, each beside the typed component that wraps it."""

from pathlib import Path
from typing import Any, ClassVar

import reflex as rx


def module(name: str) -> str:
    """Where the bundler finds the module `name`, after the build has copied it (`frontend/building/export.py`)."""
    assert (Path(__file__).parent / f"{name}.jsx").is_file(), f"There is no module {name}"
    return f"$/public/generated/components/browser/{name}.jsx"


class BrowserComponent(rx.Component):
    """A component of ours. `events` names what it raises, with what each hands over."""

    events: ClassVar[dict[str, Any]] = {}

    @classmethod
    def get_event_triggers(cls) -> dict[str, Any]:
        return {**super().get_event_triggers(), **cls.events}
