"""Mends what Reflex writes into the bundle: the server's address, and a notice in English only."""

import json
import re
from pathlib import Path
from typing import Final

from frontend.building.places import BuildError
from frontend.i18n import msgid, translator

_NOTICE: Final = {
    "`A new version of this app is available.`": msgid("Es gibt eine neue Fassung dieser Seite."),
    "`Reload`": msgid("Neu laden"),
}
"""Shown when the server was updated while a page stayed open, and loading the page anew has not helped yet."""


def make_origin_relative(folder: Path) -> None:
    """Replace the server address that Reflex writes into the bundle, so that one build serves any host and port.

    Raises BuildError when it is not where it is expected: the pages would call a wrong server.
    """
    (file,) = (folder / "assets").glob("reflex-env-*.js")
    script = file.read_text("utf-8")
    relative = re.sub(r"`ws://[^/`]+", "`${location.origin.replace(`http`,`ws`)}", script)
    relative = re.sub(r"`http://[^/`]+", "`${location.origin}", relative)
    if relative.count("${location.origin") < 2 or "localhost" in relative:
        raise BuildError(f"{file.name} holds the server's address in an unknown form.")
    file.write_text(relative, encoding="utf-8")


def translate_update_notice(folder: Path) -> None:
    """Say in the page's language that there is a newer version of it.

    Raises BuildError when the notice is not where it is expected: people would read it in English.
    """
    found = [file for file in (folder / "assets").glob("*.js") if next(iter(_NOTICE)) in file.read_text("utf-8")]
    if len(found) != 1:
        raise BuildError(f"Reflex's notice of a new version is in {len(found)} files, and should be in one.")
    script = found[0].read_text("utf-8")
    for english, german in _NOTICE.items():
        if english not in script:
            raise BuildError(f"Reflex's notice of a new version no longer says {english}.")
        script = script.replace(english, _in_both(german))
    found[0].write_text(script, encoding="utf-8")


def _in_both(german: str) -> str:
    """An expression that is the text in the page's language."""
    english = translator("en")(german)
    return f"(document.documentElement.lang===`en`?{json.dumps(english)}:{json.dumps(german)})"
