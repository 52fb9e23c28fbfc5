"""What surrounds every page, as it is before page state arrives or without JavaScript."""

import pytest
import reflex as rx
from lxml import html

from frontend import layout, site
from frontend.api.portal import portal
from frontend.i18n import LANGUAGES, Language, translator
from frontend.layout import public_shell, shell
from tests.frontend.components.markup import parse


def signed_in(key: str, language: Language = "de") -> html.HtmlElement:
    t = translator(language)
    page = shell(t, key=key, title=t(site.page(key).title), content=[rx.el.p("Inhalt")])
    return parse(page, before_state=True)


def public(key: str, language: Language = "de") -> html.HtmlElement:
    t = translator(language)
    page = public_shell(t, key=key, title=t(site.page(key).title), content=[rx.el.p("Inhalt")])
    return parse(page, before_state=True)


class TestPage:
    def test_begins_with_the_way_to_its_content(self) -> None:
        tree = signed_in("invoices")
        first = tree.xpath("(.//a | .//button | .//input)[1]")[0]
        assert first.get("href") == "#main"
        assert tree.xpath(".//main/@id") == ["main"]

    def test_has_one_h1_that_can_take_the_focus(self) -> None:
        (heading,) = signed_in("invoices").xpath(".//h1")
        assert heading.text_content() == "Rechnungen"
        assert heading.get("tabindex") == "-1"

    def test_has_each_landmark_once_and_names_those_of_which_there_are_several(self) -> None:
        tree = signed_in("invoices")
        for landmark in ("header", "main", "footer"):
            assert len(tree.xpath(f".//{landmark}")) == 1
        names = tree.xpath(".//nav/@aria-label")
        assert len(names) == len(tree.xpath(".//nav")) == len(set(names))

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_leads_to_itself_in_the_other_language(self, language: Language) -> None:
        other: Language = "en" if language == "de" else "de"
        t = translator(language)
        rendered = str(layout._language(t, "invoice").render())
        assert f'address:"{site.page("invoice").address(other)}"' in rendered
        assert f'language:"{other}"' in rendered

    def test_keeps_room_for_the_logo(self) -> None:
        (logo,) = public("start").xpath(".//header//img")
        assert logo.get("alt") == "", "The name stands beside it."
        assert int(logo.get("width")) > 0
        assert int(logo.get("height")) > 0


class TestNavigation:
    def test_leads_only_to_pages_that_exist(self) -> None:
        addresses = signed_in("invoices").xpath(".//nav[@class='places']//a/@href")
        assert addresses[0] == site.path("overview", "de")
        assert all(site.find(address) for address in addresses)

    def test_marks_the_page_itself(self) -> None:
        (here,) = signed_in("invoices").xpath(".//nav[@class='places']//a[@aria-current='page']")
        assert here.text_content() == "Rechnungen"

    def test_marks_the_place_in_which_a_page_lies(self) -> None:
        tree = signed_in("invoice")
        assert tree.xpath("string(.//nav[@class='places']//a[@aria-current='true'])") == "Rechnungen"
        assert not tree.xpath(".//nav[@class='places']//*[@aria-current='page']")

    def test_shows_staff_their_own_places(self) -> None:
        addresses = signed_in("staff-invoices").xpath(".//nav[@class='places']//a/@href")
        assert site.path("staff-invoices", "de") in addresses
        assert site.path("invoices", "de") not in addresses

    @pytest.mark.parametrize("role", layout._PLACES)
    def test_begins_where_the_role_is_at_home(self, role: str) -> None:
        assert site.page(layout._home(role)).access in {"customer", "staff", "dpo"}

    def test_has_as_many_places_as_a_phone_has_room_for(self) -> None:
        assert {role: len(places) for role, places in layout._PLACES.items() if len(places) > 5} == {}


class TestPublicPage:
    def test_has_no_places_and_offers_the_way_in(self) -> None:
        tree = public("imprint")
        assert not tree.xpath(".//nav[@class='places']")
        assert site.path("sign-in", "de") in tree.xpath(".//header//a/@href")

    def test_names_the_company_and_how_to_reach_it(self) -> None:
        footer = public("imprint").xpath(".//footer")[0]
        contact = portal().contact
        assert {contact.phone_link, contact.email_link} <= set(footer.xpath(".//a/@href"))
        assert portal().name in footer.text_content()

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_links_what_the_law_wants_on_every_page(self, language: Language) -> None:
        addresses = public("start", language).xpath(".//footer//a/@href")
        for key in ("imprint", "privacy", "accessibility", "plain-language"):
            assert site.path(key, language) in addresses
