"""npm packages by lockfile, installed anew only when the lockfile changed."""

import hashlib

from frontend.building.places import FRONTEND, NODE_MODULES
from frontend.building.program import run

_STAMP = NODE_MODULES / ".servicetheke"


def is_installed(*, with_tools: bool) -> bool:
    """`with_tools`: also what only checks need (axe, IBM Equal Access, Lighthouse)."""
    installed = _STAMP.read_text() if _STAMP.exists() else ""
    return installed == _state(with_tools=True) or (not with_tools and installed == _state(with_tools=False))


def install(*, with_tools: bool) -> None:
    without = () if with_tools else ("--omit=dev",)
    run("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", *without)
    _STAMP.write_text(_state(with_tools=with_tools))


def _state(*, with_tools: bool) -> str:
    lock = hashlib.sha256((FRONTEND / "package-lock.json").read_bytes()).hexdigest()
    return f"{lock} {'all' if with_tools else 'build'}"
