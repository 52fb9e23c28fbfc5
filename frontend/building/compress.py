"""Compresses every text once, as small as it gets, so that the server never compresses."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import brotli

_TEXTS: Final = {".css", ".html", ".js", ".json", ".svg", ".txt", ".webmanifest"}


def compress(folder: Path) -> None:
    """Lay a `.br` and a `.gz` beside each text for which they are smaller."""
    texts = [file for file in folder.rglob("*") if file.suffix in _TEXTS]
    with ThreadPoolExecutor() as pool:  # Both compressors work outside the interpreter's lock.
        list(pool.map(_compress, texts))


def _compress(file: Path) -> None:
    content = file.read_bytes()
    for suffix, packed in (
        (".br", brotli.compress(content, mode=brotli.MODE_TEXT, quality=11)),
        (".gz", gzip.compress(content, compresslevel=9, mtime=0)),
    ):
        if len(packed) < len(content):
            file.with_name(file.name + suffix).write_bytes(packed)
