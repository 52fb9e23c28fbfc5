"""A colour profile for sRGB, made here so that no file with a licence of its own is needed.

PDF/A wants to know what its colours mean. The profile follows ICC.1:2001-04 (version 2): primaries and white point
adapted to D50, and the curve of IEC 61966-2-1 in 256 steps.
"""

import struct
from functools import cache

_WHITE = (0.9642, 1.0, 0.8249)
_RED = (0.4361, 0.2225, 0.0139)
_GREEN = (0.3851, 0.7169, 0.0971)
_BLUE = (0.1431, 0.0606, 0.7141)
_STEPS = 256
_NAME = b"sRGB IEC61966-2-1"


@cache
def srgb_profile() -> bytes:
    """The bytes of the profile."""
    curve = b"curv" + bytes(4) + struct.pack(f">I{_STEPS}H", _STEPS, *_curve())
    tags = {
        b"desc": b"desc" + bytes(4) + struct.pack(">I", len(_NAME) + 1) + _NAME + bytes(1 + 4 + 4 + 2 + 1 + 67),
        b"cprt": b"text" + bytes(4) + b"Public domain\0",
        b"wtpt": _xyz(_WHITE),
        b"rXYZ": _xyz(_RED),
        b"gXYZ": _xyz(_GREEN),
        b"bXYZ": _xyz(_BLUE),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, data = _laid_out(tags)
    return _header(128 + len(table) + len(data)) + table + data


def _curve() -> list[int]:
    """From the value in a file to light, both from 0 to 1, in 16 bits."""
    values = (step / (_STEPS - 1) for step in range(_STEPS))
    linear = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values)
    return [round(value * 65535) for value in linear]


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">3i", *(round(value * 65536) for value in values))


def _laid_out(tags: dict[bytes, bytes]) -> tuple[bytes, bytes]:
    """The table of tags and what it points to; equal data is stored once, each on a multiple of four bytes."""
    start = 128 + 4 + 12 * len(tags)
    data = b""
    places: dict[bytes, int] = {}
    table = struct.pack(">I", len(tags))
    for signature, content in tags.items():
        if content not in places:
            places[content] = start + len(data)
            data += content + bytes(-len(content) % 4)
        table += struct.pack(">4sII", signature, places[content], len(content))
    return table, data


def _header(size: int) -> bytes:
    """128 bytes: a display profile, RGB to XYZ, perceptual."""
    created = struct.pack(">6H", 2025, 1, 1, 0, 0, 0)
    white = struct.pack(">3i", *(round(value * 65536) for value in _WHITE))
    front = struct.pack(">I4sI4s4s4s", size, bytes(4), 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    return (front + created + b"acsp" + bytes(28) + white).ljust(128, b"\0")
