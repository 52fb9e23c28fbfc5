"""Writes the service worker: its program, and before it the list of files that it may keep."""

import hashlib
import json
from pathlib import Path
from typing import Final

from frontend import site
from frontend.api.portal import portal
from frontend.i18n import LANGUAGES, msgid, translator

_PROGRAM: Final = Path(__file__).with_name("service_worker.js")

# Files whose names change with their content.
_LASTING: Final = ("assets", "fonts")
_SOMETHING_NEW: Final = msgid("Im Kundenportal gibt es etwas Neues.")


def make_service_worker(folder: Path, offline_pages: str) -> None:
    """`offline_pages`: their HTML, so that a change of it brings a new worker."""
    public = folder / "public"
    lasting = sorted(f"/{file.relative_to(public)}" for name in _LASTING for file in (public / name).iterdir())
    constants = {
        "OFFLINE": {language: site.path(site.OFFLINE, language) for language in LANGUAGES},
        # What the offline pages show; everything else is kept when it is first needed.
        "FIRST": [path for path in lasting if path.endswith((".css", ".woff2"))],
        "LASTING": lasting,
        # A message that cannot be read.
        "NAME": portal().short_name,
        "SOMETHING_NEW": {language: translator(language)(_SOMETHING_NEW) for language in LANGUAGES},
        "START": {language: site.path("start", language) for language in LANGUAGES},
        "ICON": "/icons/icon-192.png",
        "VERSION": hashlib.sha256("\n".join([*lasting, offline_pages]).encode()).hexdigest()[:12],
    }
    lines = [f"const {name} = {json.dumps(value, ensure_ascii=False)};" for name, value in constants.items()]
    (public / "sw.js").write_text("\n".join([*lines, _PROGRAM.read_text("utf-8")]), encoding="utf-8")
