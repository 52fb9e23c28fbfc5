"""Which checks run in which mode."""

import os
from dataclasses import dataclass

from a11y.engines.axe import Questions
from a11y.modes import ALL_MODES, Mode

VARIABLE = "A11Y_MATRIX"


@dataclass(frozen=True, slots=True)
class Matrix:
    """The amount of checking. `full` runs everything everywhere, as `make audit` does.

    The usual amount keeps the test suite fast. German pages are seen in all four modes. Both engines
    judge markup, which is the same in all of them: IBM's runs in light alone, and axe asks about colours
    only in dark and about nothing in forced colours, where it is no judge of them. English pages are
    built from the same code and are seen in light, by axe.
    """

    full: bool = False

    @classmethod
    def from_environment(cls) -> "Matrix":
        """`A11Y_MATRIX=full` asks for everything; raises `ValueError` for any other value."""
        value = os.environ.get(VARIABLE, "")
        if value not in {"", "full"}:
            raise ValueError(f"{VARIABLE} can be 'full' or be left out, not {value!r}.")
        return cls(full=value == "full")

    def modes(self, language: str) -> tuple[Mode, ...]:
        """The modes for a page in this language."""
        return ALL_MODES if self.full or not language.startswith("en") else (Mode.LIGHT,)

    def has_ibm(self, mode: Mode, language: str) -> bool:
        """Whether IBM's engine runs in this mode."""
        return self.full or (mode is Mode.LIGHT and not language.startswith("en"))

    def axe(self, mode: Mode) -> Questions | None:
        """What axe is asked in this mode, if anything."""
        if mode is Mode.FORCED_COLORS:
            return "markup" if self.full else None
        return "colours" if mode is Mode.DARK and not self.full else "all"
