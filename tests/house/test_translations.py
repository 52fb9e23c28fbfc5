"""All text goes through gettext, and all of it is there in English."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from frontend.i18n import read_catalogue

ROOT = Path(__file__).parents[2]
KEYWORDS = {"t": None, "n": (1, 2), "msgid": None, "gettext": None, "_": None, "ngettext": (1, 2)}
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2"), ("**/templates/**.txt", "jinja2")]
HALVES = ("frontend", "backend")

Message = str | tuple[str, ...]


def texts(half: str) -> dict[Message, str]:
    """Every text of a half of the house, and a place where it stands."""
    found = extract_from_dir(ROOT / half, method_map=METHODS, keywords=KEYWORDS, directory_filter=_is_ours)
    return {message: f"{half}/{file}:{line}" for file, line, message, _, _ in found if message}


def _is_ours(folder: str) -> bool:
    return Path(folder).name not in {".web", "node_modules", "assets", "__pycache__"}


def python_files(half: str) -> Iterator[Path]:
    yield from (file for file in (ROOT / half).rglob("*.py") if all(_is_ours(str(parent)) for parent in file.parents))


@pytest.mark.parametrize("half", HALVES)
def test_every_text_is_there_in_english(half: str) -> None:
    catalogue = read_catalogue(ROOT / half / "translations" / "en", "en")
    missing = [f"{place}: {text!r}" for text, place in texts(half).items() if not _is_translated(catalogue.get(text))]
    assert not missing, "Without an English text:\n" + "\n".join(missing)


def _is_translated(message: object) -> bool:
    string = getattr(message, "string", "")
    return bool(string) and all(string) and "fuzzy" not in getattr(message, "flags", ())


@pytest.mark.parametrize("half", HALVES)
def test_no_english_text_is_left_over(half: str) -> None:
    used = texts(half)
    left = [
        f"{part.name}: {message.id!r}"
        for part in (ROOT / half / "translations").rglob("*.po")
        for message in read_po(part.read_text("utf-8").splitlines())
        if message.id and message.id not in used
    ]
    assert not left, "Translated, but nowhere used:\n" + "\n".join(left)


@pytest.mark.parametrize("half", HALVES)
def test_english_texts_fill_in_the_same_values(half: str) -> None:
    catalogue = read_catalogue(ROOT / half / "translations" / "en", "en")
    differing = [
        message.id for message in catalogue if message.id and _placeholders(message.id) != _placeholders(message.string)
    ]
    assert not differing


def _placeholders(texts_: object) -> set[str]:
    forms = texts_ if isinstance(texts_, (tuple, list)) else (texts_,)
    return {part.partition("}")[0] for form in forms for part in str(form).split("{")[1:]}


def test_no_text_is_put_together_before_it_is_translated() -> None:
    """Such a text is found by nobody who collects texts, and would be shown in German on English pages."""
    composed = [
        f"{file.relative_to(ROOT)}:{call.lineno}"
        for half in HALVES
        for file in python_files(half)
        for call in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(call, ast.Call) and _is_translation(call) and _is_composed(call.args[0])
    ]
    assert not composed


def _is_translation(call: ast.Call) -> bool:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    return name in {"t", "msgid"} and bool(call.args)


def _is_composed(text: ast.expr) -> bool:
    is_method = isinstance(text, ast.Call) and getattr(text.func, "attr", "") in {"format", "join", "replace"}
    return is_method or isinstance(text, (ast.JoinedStr, ast.BinOp))
