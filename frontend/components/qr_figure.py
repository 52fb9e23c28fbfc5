"""A QR code, for those who can use one, beside the words that say the same."""

from collections.abc import Sequence

import reflex as rx

from frontend.components.example import Example
from frontend.components.values import Content, Number, Text
from frontend.i18n import Translator


def qr_figure(*, path: Text, size: Number, alternative: Text, caption: Content) -> rx.Component:
    """`path` draws `size` by `size` modules as SVG path data; `alternative` says what the code contains."""
    return rx.el.figure(
        rx.el.svg(
            rx.el.path(d=path),
            view_box=f"0 0 {size} {size}",
            role="img",
            aria_label=alternative,
        ),
        rx.el.figcaption(caption),
        class_name="qr",
    )


def modules_path(rows: Sequence[Sequence[int]]) -> str:
    """SVG path data of the dark modules, one stroke for each run of them."""
    runs: list[str] = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            length = next((i for i, module in enumerate(row[x:]) if not module), len(row) - x)
            if length:
                runs.append(f"M{x} {y}h{length}v1h-{length}z")
            x += length + 1
    return "".join(runs)


# A pattern of the size of a real code; only its look matters in the gallery.
_EXAMPLE = [[(x * y + x + y) % 3 != 0 and (x + 2 * y) % 5 != 0 for x in range(29)] for y in range(29)]


def examples(t: Translator) -> tuple[Example, ...]:
    return (
        Example(
            t("Überweisung"),
            qr_figure(
                path=modules_path([[int(module) for module in row] for row in _EXAMPLE]),
                size=29,
                alternative=t("QR-Code mit den Überweisungsdaten, die rechts daneben stehen"),
                caption=t("Mit der Banking-App scannen"),
            ),
        ),
    )
