"""Labels, hints and errors of fields."""

import reflex as rx
from lxml import html

from frontend.components.choices import checkbox, checkboxes, radios
from frontend.components.date_input import date_input
from frontend.components.select import select
from frontend.components.text_field import code_field, text_field
from frontend.components.values import Option
from frontend.i18n import translator
from tests.frontend.components.markup import parse

T = translator("de")
OPTIONS = [Option("mail", "E-Mail"), Option("letter", "Brief", "Dauert länger")]


def only(tree: html.HtmlElement, path: str) -> html.HtmlElement:
    (element,) = tree.xpath(path)
    return element


class TestTextField:
    def test_is_described_by_its_hint_and_its_error(self) -> None:
        tree = parse(text_field(T, "Name", name="name", hint="Wie im Ausweis", error="Geben Sie Ihren Namen ein."))
        field = only(tree, ".//input")
        assert field.get("aria-describedby") == "name-hint name-error"
        assert only(tree, ".//*[@id='name-hint']").text_content() == "Wie im Ausweis"
        assert only(tree, ".//*[@id='name-error']").text_content() == "Fehler: Geben Sie Ihren Namen ein."

    def test_is_invalid_only_with_an_error(self) -> None:
        assert only(parse(text_field(T, "Name", name="name")), ".//input").get("aria-invalid") == "false"
        assert only(parse(text_field(T, "Name", name="name", error="!")), ".//input").get("aria-invalid") == "true"

    def test_keeps_what_was_typed(self) -> None:
        assert only(parse(text_field(T, "Name", name="name", value="Ingrid")), ".//input").get("value") == "Ingrid"

    def test_says_in_words_that_it_may_stay_empty(self) -> None:
        tree = parse(text_field(T, "Nachricht", name="message", rows=4, required=False))
        assert only(tree, ".//label").text_content() == "Nachricht (freiwillig)"
        assert only(tree, ".//textarea").get("aria-required") is None

    def test_says_what_it_asks_about_the_person(self) -> None:
        tree = parse(text_field(T, "E-Mail", name="email", type="email", autocomplete="email"))
        assert only(tree, ".//input").get("autocomplete") == "email"

    def test_shows_hint_and_error_from_page_state_only_when_they_are_there(self) -> None:
        error = rx.Var("state.error").to(str)
        rendered = str(text_field(T, "Name", name="name", hint="Hinweis", error=error).render())
        assert '(isTrue(state.error) ? "name-hint name-error" : "name-hint")' in rendered
        assert "'cond_state': 'isTrue(state.error)'" in rendered


def test_a_code_field_takes_pasted_codes_of_any_length() -> None:
    field = only(parse(code_field(T, "Code", name="code")), ".//input")
    assert field.get("autocomplete") == "one-time-code"
    assert field.get("inputmode") == "numeric"
    assert field.get("maxlength") is None


class TestDateInput:
    def test_has_three_named_fields_below_one_legend(self) -> None:
        tree = parse(date_input(T, "Geburtsdatum", name="birthday", birthday=True))
        assert only(tree, ".//legend").text_content() == "Geburtsdatum"
        assert tree.xpath(".//input/@name") == ["birthday-day", "birthday-month", "birthday-year"]
        assert tree.xpath(".//input/@autocomplete") == ["bday-day", "bday-month", "bday-year"]

    def test_ties_the_error_to_the_group(self) -> None:
        tree = parse(date_input(T, "Tag", name="day", error="Diesen Tag gibt es nicht."))
        assert only(tree, ".//fieldset").get("aria-describedby") == "day-error"
        assert tree.xpath(".//input/@aria-invalid") == ["true", "true", "true"]


def test_a_select_starts_with_the_value_it_is_given() -> None:
    tree = parse(select(T, "Weg", name="way", options=OPTIONS, value="letter"))
    assert tree.xpath(".//option[@selected]/@value") == ["letter"]


class TestChoices:
    def test_the_whole_line_is_the_label(self) -> None:
        tree = parse(radios(T, "Weg", name="way", options=OPTIONS, value="letter"))
        assert [label.text_content() for label in tree.xpath(".//label[.//input]")] == ["E-Mail", "BriefDauert länger"]
        assert tree.xpath(".//input[@checked]/@value") == ["letter"]

    def test_several_may_be_chosen_from_checkboxes(self) -> None:
        tree = parse(checkboxes(T, "Wege", name="ways", options=OPTIONS, values=("mail", "letter")))
        assert tree.xpath(".//input[@checked]/@value") == ["mail", "letter"]

    def test_a_group_has_the_id_that_an_error_summary_leads_to(self) -> None:
        assert only(parse(radios(T, "Weg", name="way", options=OPTIONS)), ".//fieldset").get("id") == "way"

    def test_a_single_checkbox_is_described_by_its_error(self) -> None:
        tree = parse(checkbox(T, "Ich stimme zu", name="consent", error="Ohne Zustimmung geht es nicht."))
        assert only(tree, ".//input").get("aria-describedby") == "consent-error"
