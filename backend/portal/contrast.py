"""Contrast between colours, WCAG 2.2."""

from typing import Final

TEXT: Final = 4.5
"""Least contrast of text of any size with what it stands on (success criterion 1.4.3, level AA)."""

SHAPE: Final = 3.0
"""Least contrast of a control's shape with what lies beside it (success criterion 1.4.11, level AA)."""


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours `#rrggbb`, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance in the sRGB space (WCAG 2.2, "relative luminance")."""
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
