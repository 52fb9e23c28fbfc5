"""Texts that the backend itself sends to people, such as mails, in their language.

The message id is the German text, so German needs no catalogue; English stands in the `.po` files below
`backend/translations/en/`, read as they are. The pages have a reader of their own (`frontend.i18n`), because neither
half may import the other.

Message ids must stand literally in the call, `t("Ihr Code")`, because they are collected from the source.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final, Literal, get_args

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

Language = Literal["de", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)

_SOURCE: Final[Language] = "de"


def msgid(text: str) -> str:
    """Mark a text for translation where the language is not known yet."""
    return text


@dataclass(frozen=True)
class Translator:
    """Gives texts in one language: `t("Der Code gilt {minutes} Minuten.", minutes=10)`."""

    language: Language

    def __call__(self, text: str, /, **values: object) -> str:
        """The text in this language, with `{name}` filled from the values."""
        message = None if self.language == _SOURCE else catalogue(self.language).get(text)
        found = str(message.string) if message and message.string else text
        return found.format_map(values) if values else found


@lru_cache
def translator(language: Language) -> Translator:
    return Translator(language)


@lru_cache
def catalogue(language: Language) -> Catalog:
    """All messages of a language, from every part of its catalogue.

    Raises ValueError when two parts translate the same message differently: only one of them could be shown.
    """
    merged = Catalog(locale=language)
    for part in _parts(files("backend") / "translations" / language):
        with part.open("rb") as file:
            for message in read_po(file, locale=language, abort_invalid=True):
                if not message.id:
                    continue
                known = merged.get(message.id)
                if known and known.string != message.string:
                    raise ValueError(f"{part.name} translates {message.id!r} differently from another part")
                merged.add(message.id, message.string, flags=message.flags)
    return merged


def _parts(folder: Traversable) -> list[Traversable]:
    entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    inner = [part for entry in entries if entry.is_dir() for part in _parts(entry)]
    return inner + [entry for entry in entries if entry.name.endswith(".po")]
