"""What was measured: printed as a table, kept as JSON."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measured value, and what it has to reach, if anything."""

    measure: str
    value: float
    unit: str = ""
    at_least: float | None = None
    at_most: float | None = None

    @property
    def reached(self) -> bool | None:
        """`None` for a figure without target."""
        if self.at_least is None and self.at_most is None:
            return None
        return (self.at_least is None or self.value >= self.at_least) and (
            self.at_most is None or self.value <= self.at_most
        )


@dataclass(frozen=True, kw_only=True)
class Report:
    """All figures of one run, and how busy the machine was: figures of a busy machine are no good to compare."""

    at: datetime
    processors: int
    load_before: float
    load_after: float
    python: str
    figures: list[Figure]


def keep(figures: list[Figure], *, at: datetime, load_before: float, folder: Path) -> Path:
    """Write the figures to `<folder>/<time>.json`."""
    report = Report(
        at=at,
        processors=os.cpu_count() or 1,
        load_before=load_before,
        load_after=os.getloadavg()[0],
        python=platform.python_version(),
        figures=figures,
    )
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{at:%Y-%m-%dT%H-%M-%S}.json"
    file.write_bytes(msgspec.json.format(msgspec.json.encode(report)))
    return file


def table(figures: Sequence[Figure]) -> str:
    """Measure, figure, what to reach, whether it is reached."""
    rows = [("measure", "figure", "to reach", "reached?"), *map(_row, figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = [
        f"{measure:<{widths[0]}}  {figure:>{widths[1]}}  {target:<{widths[2]}}  {reached}".rstrip()
        for measure, figure, target, reached in rows
    ]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def _row(figure: Figure) -> tuple[str, str, str, str]:
    bounds = [f"{sign} {_number(bound)}" for sign, bound in (("≥", figure.at_least), ("≤", figure.at_most)) if bound]
    words = {None: "", True: "yes", False: "NO"}
    return (
        figure.measure,
        f"{_number(figure.value)} {figure.unit}".rstrip(),
        " and ".join(bounds),
        words[figure.reached],
    )


def _number(value: float) -> str:
    """Three digits that count, never an exponent."""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 3
    return f"{value:,.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:,.0f}"
