"""Texts in two languages."""

from pathlib import Path

import pytest
import reflex as rx

from frontend.i18n import read_catalogue, translator

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


def test_german_is_the_text_itself() -> None:
    assert translator("de")("Diesen Text kennt kein Katalog.") == "Diesen Text kennt kein Katalog."


def test_english_comes_from_the_catalogue() -> None:
    assert translator("en")("Keine Verbindung") == "No connection"


def test_values_are_filled_in_by_name() -> None:
    assert translator("en")("Kennung der Störung: {id}", id="a1b2") == "Reference of this fault: a1b2"


def test_a_text_without_values_may_hold_braces() -> None:
    assert translator("de")("{nicht gefüllt}") == "{nicht gefüllt}"


def test_the_count_chooses_the_form() -> None:
    t = translator("de")
    texts = [t.n("{n} Rechnung", "{n} Rechnungen", count) for count in (0, 1, 2)]
    assert texts == ["0 Rechnungen", "1 Rechnung", "2 Rechnungen"]


def test_a_var_of_page_state_is_a_value_too() -> None:
    text = translator("en")("Kennung der Störung: {id}", id=rx.Var("state.reference", _var_type=str))
    assert "state.reference" in str(rx.Var.create(text))


def test_two_parts_that_differ_are_refused(tmp_path: Path) -> None:
    (tmp_path / "one.po").write_text(f'{HEAD}msgid "Haus"\nmsgstr "house"\n', "utf-8")
    (tmp_path / "two.po").write_text(f'{HEAD}msgid "Haus"\nmsgstr "home"\n', "utf-8")
    with pytest.raises(ValueError, match=r"two\.po translates 'Haus' differently"):
        read_catalogue(tmp_path, "en")


def test_two_parts_that_agree_are_fine(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.po").write_text(f'{HEAD}msgid "Haus"\nmsgstr "house"\n', "utf-8")
    message = read_catalogue(tmp_path, "en").get("Haus")
    assert message is not None
    assert message.string == "house"
