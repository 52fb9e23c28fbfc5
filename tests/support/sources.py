"""The project's own source files: what people have written, not what was generated or fetched."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_FOLDERS = ("backend", "frontend", "a11y", "privacy", "tests", "e2e")
_NOT_OURS = {".web", ".states", "node_modules", "__pycache__", "assets", "reflex.lock"}


@dataclass(frozen=True)
class Source:
    """One file, named by its path from the root of the project."""

    path: str
    text: str

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)


def sources(*suffixes: str, folders: tuple[str, ...] = _FOLDERS) -> Iterator[Source]:
    """Every file of ours with one of these suffixes."""
    for folder in folders:
        for file in sorted((ROOT / folder).rglob("*")):
            parts = file.relative_to(ROOT).parts
            if file.suffix in suffixes and file.is_file() and not _NOT_OURS.intersection(parts):
                yield Source("/".join(parts), file.read_text("utf-8"))


Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(source: Source) -> Iterator[Function]:
    """Every function of a Python file, also methods and inner ones."""
    return (node for node in ast.walk(source.tree) if isinstance(node, Function))
