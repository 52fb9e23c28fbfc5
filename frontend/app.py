"""The Reflex app: every page of the table in both languages, and what surrounds all pages."""

from collections.abc import Callable
from importlib import import_module
from typing import Any, cast

import reflex as rx
from reflex.event import EventSpec

from frontend import site
from frontend.i18n import LANGUAGES, Language, Translator, translator
from frontend.state.session import Person, SessionGuard
from frontend.state.trouble import answer_failed_event, log_browser_error


def create_app() -> rx.App:
    app = rx.App(
        stylesheets=["/portal.css"],
        reset_style=False,
        html_lang="de",  # The build corrects it in the English pages.
        # Reflex's own wraps bring English texts and inline styles; ours are in frontend/browser/.
        toaster=None,
        app_wraps={},
        backend_exception_handler=answer_failed_event,
        frontend_exception_handler=log_browser_error,
    )
    app.add_middleware(SessionGuard(), index=0)
    for page in site.PAGES:
        for language in LANGUAGES:
            _add(app, page, language)
    return app


def _add(app: rx.App, page: site.Page, language: Language) -> None:
    app.add_page(
        _builder(page, language),
        route=page.address(language),
        title=_title(page, translator(language)),
        image="",
        on_load=_on_load(page),
    )


def _on_load(page: site.Page) -> list[Callable[..., EventSpec]]:
    handlers = [_resolve("state", handler) for handler in page.on_load]
    return handlers if page.access in {"public", "demo", "dev"} else [Person.require, *handlers]


def _title(page: site.Page, t: Translator) -> str | rx.Var[str]:
    fixed = t(page.title)
    if not page.title_var:
        return fixed
    current = cast("rx.Var[str]", _resolve("state", page.title_var))
    return current | fixed


def _builder(page: site.Page, language: Language) -> Callable[[], rx.Component]:
    build = cast("Callable[[Translator], rx.Component]", _resolve("pages", page.build))

    def component() -> rx.Component:
        return build(translator(language))

    # Reflex puts the parts of a page into a browser module named after the function's Python module. One module for
    # each page and language lets the browser fetch what this page needs, and nothing else.
    component.__module__ = f"frontend.pages.{page.key.replace('-', '_')}.{language}"
    return component


def _resolve(package: str, reference: str) -> Any:
    """What `module:Class.attribute` in a package names."""
    module, _, names = reference.partition(":")
    found: Any = import_module(f"frontend.{package}.{module}")
    for name in names.split("."):
        found = getattr(found, name)
    return found


app = create_app()
