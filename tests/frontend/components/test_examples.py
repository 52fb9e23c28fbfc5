"""What must be true of every example of every component, in both languages."""

from collections import Counter
from pathlib import Path

import pytest
from lxml import html

from frontend import components
from frontend.components.example import Example
from frontend.i18n import LANGUAGES, translator
from frontend.pages import gallery
from tests.frontend.components.markup import parse

_EXAMPLES = [
    pytest.param(example, id=f"{module.__name__.rpartition('.')[2]}-{number}-{language}")
    for language in LANGUAGES
    for module in gallery.MODULES
    for number, example in enumerate(gallery.examples(translator(language), module))
]

_ID_LISTS = ("aria-describedby", "aria-labelledby", "aria-controls", "for")
_FIELDS = ".//input | .//select | .//textarea"


@pytest.fixture
def tree(example: Example) -> html.HtmlElement:
    return parse(example.component)


@pytest.mark.parametrize("example", _EXAMPLES)
class TestEveryExample:
    def test_refers_only_to_ids_that_are_there(self, tree: html.HtmlElement) -> None:
        ids = set(tree.xpath(".//@id"))
        referred = {id_ for name in _ID_LISTS for value in tree.xpath(f".//@{name}") for id_ in value.split()}
        assert referred <= ids

    def test_names_every_field(self, tree: html.HtmlElement) -> None:
        labelled = set(tree.xpath(".//label/@for"))
        for field in tree.xpath(_FIELDS):
            assert field.get("id") in labelled or field.xpath("ancestor::label"), html.tostring(field)

    def test_names_every_button_and_link(self, tree: html.HtmlElement) -> None:
        for control in tree.xpath(".//button | .//a | .//summary"):
            assert control.text_content().strip(), html.tostring(control)

    def test_gives_every_button_a_type(self, tree: html.HtmlElement) -> None:
        # Without one it is a submit button, and sends the form it happens to stand in.
        assert not tree.xpath(".//button[not(@type)]")

    def test_hides_icons_from_screen_readers(self, tree: html.HtmlElement) -> None:
        for picture in tree.xpath(".//svg"):
            assert picture.get("aria-hidden") == "true" or picture.get("aria-label"), html.tostring(picture)

    def test_leaves_every_style_to_the_stylesheet(self, tree: html.HtmlElement) -> None:
        assert not tree.xpath(".//@style")

    def test_keeps_what_is_hidden_from_screen_readers_out_of_the_tab_order(self, tree: html.HtmlElement) -> None:
        hidden = ".//*[@aria-hidden='true']"
        controls = "*[self::a or self::button or self::input or self::select]"
        assert not tree.xpath(f"{hidden}//{controls} | {hidden}[@tabindex]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_ids_are_unique_in_the_gallery(language: str) -> None:
    t = translator(language)
    examples = [example for module in gallery.MODULES for example in gallery.examples(t, module)]
    counts = Counter(id_ for example in examples for id_ in parse(example.component).xpath(".//@id"))
    assert [id_ for id_, count in counts.items() if count > 1] == []


def test_every_component_is_in_the_gallery() -> None:
    modules = (file for file in Path(components.__path__[0]).glob("*.py") if "def examples(" in file.read_text("utf-8"))
    assert {file.stem for file in modules} == {module.__name__.rpartition(".")[2] for module in gallery.MODULES}
