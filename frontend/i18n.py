"""Texts in the language of the person.

The message id is the German text itself, so German needs no catalogue. English stands in the `.po` files below
`translations/en/`; they are read as they are, there is no compiled form that could be out of date. A missing
English text fails `tests/house/test_translations.py`, never a page.

Message ids must stand literally in the call, `t("Rechnungen")`, because they are collected from the source.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, get_args

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

Language = Literal["de", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
SOURCE_LANGUAGE: Final[Language] = "de"

_TRANSLATIONS = Path(__file__).parent / "translations"


def msgid(text: str) -> str:
    """Mark a text for translation where the language is not known yet, as in the table of pages."""
    return text


@dataclass(frozen=True)
class Translator:
    """Gives texts in one language: `t("Guten Tag, {name}", name=…)`."""

    language: Language

    def __call__(self, text: str, /, **values: object) -> str:
        """The text in this language, with `{name}` filled from the values; a Reflex Var is a value too."""
        return _filled(self._translated(text), values)

    def n(self, one: str, many: str, count: int, /, **values: object) -> str:
        """The singular or the plural form; `{n}` in it is the count."""
        return _filled(self._plural(one, many, count), {"n": count, **values})

    def _translated(self, text: str) -> str:
        if self.language == SOURCE_LANGUAGE:
            return text
        message = catalogue(self.language).get(text)
        return str(message.string) if message and message.string else text

    def _plural(self, one: str, many: str, count: int) -> str:
        forms: tuple[str, ...] = (one, many)
        if self.language != SOURCE_LANGUAGE:
            message = catalogue(self.language).get((one, many))
            if message and isinstance(message.string, tuple) and all(message.string):
                forms = message.string
        # German and English both keep the singular for exactly one.
        return forms[0] if count == 1 else forms[-1]


@lru_cache
def translator(language: Language) -> Translator:
    return Translator(language)


@lru_cache
def catalogue(language: Language) -> Catalog:
    """All messages of a language, from every part of its catalogue."""
    return read_catalogue(_TRANSLATIONS / language, language)


def read_catalogue(folder: Path, language: Language) -> Catalog:
    """Merge every `.po` file below the folder.

    Raises ValueError when two parts translate the same message differently: only one of them could be shown.
    """
    merged = Catalog(locale=language)
    for part in sorted(folder.rglob("*.po")):
        with part.open("rb") as file:
            for message in read_po(file, locale=language, abort_invalid=True):
                if not message.id:
                    continue
                known = merged.get(message.id)
                if known and known.string != message.string:
                    raise ValueError(f"{part.name} translates {message.id!r} differently from another part")
                merged.add(message.id, message.string, flags=message.flags)
    return merged


def _filled(text: str, values: dict[str, object]) -> str:
    return text.format_map(values) if values else text
