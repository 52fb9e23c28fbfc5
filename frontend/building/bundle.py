"""How the bundler cuts the scripts: little of it, in few files."""

from collections.abc import Callable
from typing import Any, Final

from reflex.plugins import Plugin
from reflex_base.constants import ReactRouter

_LAST_GROUP: Final = """              name: "reflex-env",
            },
"""
_FIRST_ALIAS: Final = "alias: [\n"

_GROUPS: Final = """
            { name: "everywhere", test: /node_modules|public\\/generated|utils\\//, minShareCount: 60 },
            { name: "often", test: /public\\/generated|utils\\/components/, minShareCount: 10 },
"""
"""What many pages share is one file. Otherwise it is twenty, and a browser that speaks HTTP/1.1 fetches six at a time:
on a slow line each further round costs more than the bytes do. The numbers count addresses, two for each page."""

_ALIASES: Final = """
      {
        find: "@emotion/react",
        replacement: fileURLToPath(new URL("./public/generated/browser/element.js", import.meta.url)),
      },
"""


class Bundle(Plugin):
    """A plugin of Reflex: completes the configuration that it writes for Vite."""

    def pre_compile(self, **context: Any) -> None:
        add: Callable[[str, Callable[[str], str]], None] = context["add_modify_task"]
        add(ReactRouter.VITE_CONFIG_FILE, completed)


def completed(config: str) -> str:
    """Raises RuntimeError when Reflex's configuration has another form than expected."""
    for place, addition in ((_LAST_GROUP, _GROUPS), (_FIRST_ALIAS, _ALIASES)):
        if addition in config:
            continue
        if config.count(place) != 1:
            raise RuntimeError(f"Reflex's configuration for Vite does not have {place.strip()!r} once.")
        config = config.replace(place, place + addition.lstrip("\n"))
    return config
