"""The table of pages: every line leads somewhere, and every address to one page."""

from importlib import import_module
from typing import Any

import pytest
import reflex as rx
from reflex.event import EventHandler

from frontend import site
from frontend.i18n import LANGUAGES, Language, translator

PAGES = pytest.mark.parametrize("page", [*site.PAGES, site.NOT_FOUND], ids=lambda page: page.key)


def resolved(package: str, reference: str) -> Any:
    module, _, names = reference.partition(":")
    found: Any = import_module(f"frontend.{package}.{module}")
    for name in names.split("."):
        found = getattr(found, name)
    return found


@PAGES
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_can_be_built(page: site.Page, language: Language) -> None:
    assert isinstance(resolved("pages", page.build)(translator(language)), rx.Component)


@PAGES
def test_every_handler_and_title_exists(page: site.Page) -> None:
    assert all(isinstance(resolved("state", handler), EventHandler) for handler in page.on_load)
    assert not page.title_var or isinstance(resolved("state", page.title_var), rx.Var)


def test_keys_and_addresses_are_there_once() -> None:
    keys = [page.key for page in site.PAGES]
    addresses = [page.address(language) for page in site.PAGES for language in LANGUAGES]
    assert len(set(keys)) == len(keys)
    assert len(set(addresses)) == len(addresses)


@PAGES
def test_english_addresses_lie_below_en_and_have_the_same_parameters(page: site.Page) -> None:
    assert site.language_of(page.en) == "en"
    assert site.language_of(page.de) == "de"
    assert page.de.count("[") == page.en.count("[")


@pytest.mark.parametrize(
    ("address", "key", "language"),
    [
        ("/", "start", "de"),
        ("/en", "start", "en"),
        ("/en/", "start", "en"),
        ("/rechnungen/0192-abc", "invoice", "de"),
        ("/en/invoices/0192-abc", "invoice", "en"),
    ],
)
def test_an_address_leads_to_its_page(address: str, key: str, language: str) -> None:
    found = site.find(address)
    assert found is not None
    assert (found[0].key, found[1]) == (key, language)


@pytest.mark.parametrize("address", ["/rechnungen/1/2", "/invoices", "/en/rechnungen", "/unbekannt", "//evil.example"])
def test_other_addresses_lead_nowhere(address: str) -> None:
    assert site.find(address) is None


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/", "/en"),
        ("/en", "/"),
        ("/rechnungen/0192-abc", "/en/invoices/0192-abc"),
        ("/en/invoices/0192-abc", "/rechnungen/0192-abc"),
        ("/unbekannt", "/en"),
        ("/en/unknown", "/"),
    ],
)
def test_the_other_language_is_the_same_page(here: str, there: str) -> None:
    assert site.other_language(here) == there


def test_an_address_is_made_from_its_parameters() -> None:
    assert site.path("invoice", "en", id="0192") == "/en/invoices/0192"
