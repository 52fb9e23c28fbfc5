"""The Reflex app: every page of the table in both languages, and what surrounds all pages."""

import json
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final, Literal, cast

import reflex as rx
from reflex.event import EventSpec
from reflex.state import FrontendEventExceptionState

from frontend import site
from frontend.api.portal import portal, surroundings
from frontend.bare import arriving
from frontend.browser.surroundings import by_language
from frontend.i18n import LANGUAGES, Language, Translator, translator
from frontend.state.recovery_warning import RecoveryWarning
from frontend.state.session import Person, SessionGuard
from frontend.state.sweeping import keep_sweeping
from frontend.state.trouble import answer_failed_event, log_browser_error
from frontend.surroundings import WRAPS, head

_THEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")


def create_app() -> rx.App:
    app = rx.App(
        stylesheets=["/portal.css"],
        reset_style=False,
        html_lang="de",  # The build corrects it in the English pages.
        # Reflex's own wraps bring English texts and inline styles; ours are in frontend/browser/.
        toaster=None,
        app_wraps={},
        extra_app_wraps=WRAPS,
        head_components=head(),
        hydrate_fallback=arriving,
        backend_exception_handler=answer_failed_event,
        frontend_exception_handler=log_browser_error,
    )
    app.add_middleware(SessionGuard(), index=0)
    app.register_lifespan_task(keep_sweeping, portal=app)
    # Its answer to some errors would be a script, which the policy of the pages forbids.
    FrontendEventExceptionState.auto_reload_on_errors = []
    for page in site.PAGES:
        for language in LANGUAGES:
            _add(app, page, language)
    _add_not_found(app)
    return app


def _add(app: rx.App, page: site.Page, language: Language) -> None:
    app.add_page(
        _builder(page, language),
        route=page.address(language),
        title=_title(page, translator(language)),
        image="",
        meta=_meta(language),
        on_load=_on_load(page),
    )


def _add_not_found(app: rx.App) -> None:
    """One page for unknown addresses of both languages: there is only one place for it in the browser's router."""
    contents = {language: _builder(site.NOT_FOUND, language)() for language in LANGUAGES}
    titles = {language: _title(site.NOT_FOUND, translator(language)) for language in LANGUAGES}
    app.add_page(
        by_language(**contents),
        route="404",
        title=rx.Var(f"({json.dumps(titles)})[document.documentElement.lang]").to(str),
        image="",
        meta=_meta("de"),
    )


def _on_load(page: site.Page) -> list[Callable[..., EventSpec]]:
    handlers = [_resolve("state", handler) for handler in page.on_load]
    if page.access in {"public", "demo", "dev"}:
        return handlers
    return [Person.require, *handlers, RecoveryWarning.load]


def _title(page: site.Page, t: Translator) -> str | rx.Var[str]:
    """What the h1 says, and then whose portal it is."""
    ending = f" – {portal().name}"
    fixed = t(page.title)
    if not page.title_var:
        return fixed + ending
    current: Any = _resolve("state", page.title_var)
    return cast("rx.Var[str]", (current | fixed) + ending)


def _meta(language: Language) -> list[rx.Component]:
    """Colours of the browser's own bars, and the manifest, which differs by language."""
    return [
        rx.el.link(rel="manifest", href=site.manifest_path(language)),
        *(
            rx.el.meta(
                name="theme-color",
                content=surroundings(theme).surface,
                custom_attrs={"media": f"(prefers-color-scheme: {theme})"},
            )
            for theme in _THEMES
        ),
    ]


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
