"""What happened to an account is told in words, in both languages, whatever happened."""

import ast
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest

from backend.identity.history.operations import ChangeKind
from backend.identity.history.schemas import HistoryItem
from backend.identity.operations.sessions import SignInMethod
from frontend.i18n import LANGUAGES, Language, translator
from frontend.state.device_words import country, device
from frontend.state.history_words import happened

_BACKEND = Path(__file__).parents[2] / "backend"


def item(kind: str, *, method: str = "", subject: str = "") -> HistoryItem:
    return HistoryItem(kind, method, subject, "", "", "", datetime(2026, 11, 22, tzinfo=UTC))


def noted_kinds() -> set[str]:
    """Every kind of event that some operation writes down."""
    return set(get_args(ChangeKind)) | {
        keyword.value.value
        for file in _BACKEND.rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "note_event"
        for keyword in call.keywords
        if keyword.arg == "kind" and isinstance(keyword.value, ast.Constant) and isinstance(keyword.value.value, str)
    }


def test_the_kinds_are_found() -> None:
    assert noted_kinds() >= {"signed-in", "signed-out", "session-ended", "passkey-added"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_and_every_way_in_has_words_of_its_own(language: Language) -> None:
    t = translator(language)
    unknown = happened(t, item("from-a-newer-version"))
    told = {kind: happened(t, item(kind)) for kind in noted_kinds() - {"signed-in"}}
    told |= {method: happened(t, item("signed-in", method=method)) for method in get_args(SignInMethod)}
    assert unknown not in told.values()
    assert happened(t, item("signed-in", method="from-a-newer-version")) not in told.values()
    assert len(set(told.values())) == len(told)


def test_what_it_was_about_is_named() -> None:
    t = translator("de")
    assert happened(t, item("passkey-removed", subject="Mein Telefon")) == "Passkey entfernt: Mein Telefon"


@pytest.mark.parametrize(
    ("browser", "system", "words"),
    [
        ("Firefox 140", "Android", "Firefox 140 auf Android"),
        ("Firefox 140", "", "Firefox 140"),
        ("", "Android", "Android"),
        ("", "", "Unbekanntes Gerät"),
    ],
)
def test_a_device_is_called_by_what_is_known(browser: str, system: str, words: str) -> None:
    assert device(translator("de"), browser=browser, system=system) == words


@pytest.mark.parametrize(("code", "name"), [("AT", "Österreich"), ("", ""), ("XX", "")])
def test_a_place_is_a_country_or_nothing(code: str, name: str) -> None:
    assert country(translator("de"), code) == name
