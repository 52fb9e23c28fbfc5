"""Every page for people who are signed in bears the button that signs them out."""

from importlib import import_module

import pytest
import reflex as rx

from frontend import site
from frontend.i18n import translator

_FOR_ANYBODY = {"public", "demo", "dev"}


def _built(page: site.Page) -> rx.Component:
    module, _, function = page.build.partition(":")
    component: rx.Component = getattr(import_module(f"frontend.pages.{module}"), function)(translator("de"))
    return component


@pytest.mark.parametrize("page", site.PAGES, ids=lambda page: page.key)
def test_it_can_be_left_by_signing_out(page: site.Page) -> None:
    drawn = str(_built(page))
    assert ('name:"sign-out"' in drawn) is (page.access not in _FOR_ANYBODY)
