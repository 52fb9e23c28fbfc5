"""QR codes (ISO/IEC 18004) as shapes to be drawn. The one module that knows segno."""

from collections.abc import Iterator
from dataclasses import dataclass

import segno

QUIET_ZONE = 4


@dataclass(frozen=True)
class QrPath:
    """A QR code as one SVG path: `<svg viewBox="0 0 size size"><path d=path></svg>`, dark modules filled."""

    path: str
    size: int


def qr_modules(text: str) -> list[bytes]:
    """`text` as a QR code of error level M: its rows, a dark module as 1. No quiet zone."""
    code = segno.make(text, error="m", micro=False, boost_error=False, encoding="utf-8", mode="byte")
    return [bytes(row) for row in code.matrix]


def qr_path(text: str) -> QrPath:
    """The QR code of `text` with its quiet zone."""
    rows = qr_modules(text)
    runs = (f"M{x + QUIET_ZONE} {y + QUIET_ZONE}h{width}v1h-{width}z" for x, y, width in dark_runs(rows))
    return QrPath(path="".join(runs), size=len(rows) + 2 * QUIET_ZONE)


def dark_runs(rows: list[bytes]) -> Iterator[tuple[int, int, int]]:
    """Each run of dark modules as column, row and width, so that a row takes few rectangles to draw."""
    for y, row in enumerate(rows):
        x = 0
        while (x := row.find(1, x)) >= 0:
            end = row.find(0, x)
            end = len(row) if end < 0 else end
            yield x, y, end - x
            x = end
