"""Where the engines' JavaScript files are."""

import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

VARIABLE = "A11Y_NODE_MODULES"


@dataclass(frozen=True, slots=True)
class EngineFiles:
    """The npm packages `axe-core` and `accessibility-checker-engine`, unpacked in one `node_modules`."""

    node_modules: Path

    @classmethod
    def from_environment(cls) -> "EngineFiles":
        """Take the folder from `A11Y_NODE_MODULES`; raises `LookupError` when it is not set."""
        folder = os.environ.get(VARIABLE)
        if not folder:
            raise LookupError(f"Set {VARIABLE} to the node_modules folder that holds axe-core.")
        return cls(Path(folder))

    def source(self, name: str) -> str:
        """The text of an engine file, such as "axe-core/axe.min.js"."""
        return _read(self.node_modules / name)

    def versions(self) -> dict[str, str]:
        """Which version of each engine is installed."""
        packages = ("axe-core", "accessibility-checker-engine")
        return {name: json.loads(self.source(f"{name}/package.json"))["version"] for name in packages}


@cache
def _read(path: Path) -> str:
    return path.read_text("utf-8")
