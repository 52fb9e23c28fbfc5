"""Line icons, drawn inline so that they take the colour of the text. They are decoration: words say the same."""

from typing import Literal, get_args

import reflex as rx

IconName = Literal[
    "alert",
    "appearance",
    "calendar",
    "check",
    "chevron",
    "clock",
    "cross",
    "document",
    "download",
    "globe",
    "home",
    "info",
    "key",
    "leave",
    "mail",
    "message",
    "pencil",
    "person",
    "phone",
    "plus",
    "search",
    "shield",
    "sort",
    "sorted",
    "stop",
    "switch",
    "upload",
]

ICON_NAMES: tuple[IconName, ...] = get_args(IconName)

_PATHS: dict[IconName, str] = {
    "alert": "M12 3.5 2.5 20h19zM12 10v4.5m0 2.7v.1",
    "appearance": "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z",
    "calendar": "M4 5.5h16v15H4zM4 10h16M8 3v4m8-4v4",
    "check": "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM8 12.3l2.8 2.7L16 9.5",
    "chevron": "m9 5 7 7-7 7",
    "clock": "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM12 7v5l3.5 2",
    "cross": "M6 6l12 12M18 6 6 18",
    "document": "M5 3h9l5 5v13H5zM14 3v5h5M8.5 13h7m-7 4h7",
    "download": "M12 4v11m-4.5-4.5L12 15l4.5-4.5M4 20h16",
    "globe": (
        "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM3 12h18M12 3c3 3 3.8 6 3.8 9s-.8 6-3.8 9c-3-3-3.8-6-3.8-9S9 6 12 3z"
    ),
    "home": "M4 10.5 12 4l8 6.5V20h-5.5v-6h-5v6H4z",
    "info": "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM12 11v5.5m0-9.1v.1",
    "key": "M12 8.5a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0zM10.7 11.7 20 21m-4-4 2.5-2.5",
    "leave": "M14 4H5v16h9M10 12h10.5m-4-4 4 4-4 4",
    "mail": "M3 5.5h18v13H3zM3.5 6.5 12 13l8.5-6.5",
    "message": "M3.5 4.5h17V17H10l-4.5 4v-4h-2z",
    "pencil": "m4 20 1-5L16.5 3.5l4 4L9 19zM14 6l4 4",
    "person": "M16 8a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM4 20.5c.7-4 3.6-6 8-6s7.3 2 8 6",
    "phone": (
        "M5.5 3.5h3.8l1.7 4.7-2.4 1.6a13 13 0 0 0 5.6 5.6l1.6-2.4 4.7 1.7v3.8"
        "c0 1.1-.9 2-2 2A15 15 0 0 1 3.5 5.5c0-1.1.9-2 2-2z"
    ),
    "plus": "M12 5v14M5 12h14",
    "search": "M17 10.5a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0zM15.3 15.3 21 21",
    "shield": "M12 3 4.5 6v5.5c0 4.7 3 8 7.5 9.5 4.5-1.5 7.5-4.8 7.5-9.5V6zM8.7 12l2.4 2.4 4.2-4.6",
    "sort": "m8 9.5 4-4 4 4m-8 5 4 4 4-4",
    "sorted": "M12 5v14m-5-5 5 5 5-5",
    "stop": "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM12 7.5v5.5m0 3v.1",
    "switch": "M4 8.5h14.5m-4-4 4 4-4 4M20 15.5H5.5m4-4-4 4 4 4",
    "upload": "M12 16V5M7.5 9.5 12 5l4.5 4.5M4 20h16",
}


def icon(name: IconName, *, turned: bool = False) -> rx.Component:
    """The icon `name` in the size of the text around it; `turned` shows it upside down."""
    return rx.el.svg(
        rx.el.path(d=_PATHS[name]),
        view_box="0 0 24 24",
        class_name="icon turned" if turned else "icon",
        aria_hidden=True,
    )
