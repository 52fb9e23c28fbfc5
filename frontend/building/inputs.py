"""A fingerprint of everything that decides what the build makes, so that an unchanged tree is not built again."""

import hashlib
import platform
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

from frontend.building.places import FRONTEND, ROOT

_NOT_SOURCES = {".web", ".states", "node_modules", "assets", "reflex.lock", "__pycache__"}


def sources_fingerprint(portal_toml: Path) -> str:
    """SHA-256 over names and contents of all sources; takes some hundredths of a second."""
    digest = hashlib.sha256(f"{platform.python_version()} {version('reflex')} {version('babel')}".encode())
    return _add(digest, _inputs(portal_toml))


def lock_fingerprint() -> str:
    """The same over Reflex's npm lockfile, which the export itself completes."""
    return _add(hashlib.sha256(), sorted((FRONTEND / "reflex.lock").glob("*.json")))


def _add(digest: "hashlib._Hash", files: Iterable[Path]) -> str:
    for file in files:
        content = file.read_bytes()
        digest.update(f"{file}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _inputs(portal_toml: Path) -> Iterator[Path]:
    # The company's logo lies beside its portal.toml.
    yield from sorted(file for file in portal_toml.parent.iterdir() if file.suffix in {".toml", ".svg"})
    yield from sorted((ROOT / "backend").glob("*/schemas.py"))
    yield from _sources(FRONTEND)


def _sources(folder: Path) -> Iterator[Path]:
    for entry in sorted(folder.iterdir()):
        if entry.is_dir():
            if entry.name not in _NOT_SOURCES:
                yield from _sources(entry)
        elif entry.suffix != ".pyc":
            yield entry
