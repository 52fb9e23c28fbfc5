"""Fills the templates of mails. Each mail has two that say the same, `<name>.txt` and `<name>.html`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from jinja2 import Environment, PackageLoader, StrictUndefined, meta, pass_context, select_autoescape
from jinja2.runtime import Context

from backend.core.translations import Language, translator
from backend.portal.schemas import DARK, LIGHT, Portal

_GIVEN: Final = frozenset({"t", "language", "portal", "origin", "zone", "subject", "light", "dark"})
"""What every template can use beside its own parameters."""

_MOMENT: Final[dict[Language, str]] = {"de": "d. MMMM y 'um' HH:mm 'Uhr'", "en": "d MMMM y 'at' HH:mm"}

_LOADER: Final = PackageLoader("backend.core.mail")

_KINDS: Final = ("txt", "html")


@dataclass(frozen=True)
class Rendered:
    """A mail as people read it."""

    subject: str
    text: str
    html: str


def render(
    template: str,
    *,
    language: Language,
    parameters: Mapping[str, Any],
    portal: Portal,
    origin: str,
    zone: ZoneInfo,
) -> Rendered:
    """The mail in the language of its reader. Raises jinja2.TemplateError."""
    given = {
        "t": translator(language),
        "language": language,
        "portal": portal,
        "origin": origin,
        "zone": zone,
        "light": LIGHT,
        "dark": DARK,
        **parameters,
    }
    text, html = (_environment().get_template(f"{template}.{kind}") for kind in _KINDS)
    subject = "".join(text.blocks["subject"](text.new_context(given))).strip()
    given["subject"] = subject
    return Rendered(subject, text.render(given), html.render(given))


@lru_cache
def parameters_of(template: str) -> frozenset[str]:
    """What has to be known to fill a template. Raises jinja2.TemplateNotFound."""
    environment = _environment()
    names: set[str] = set()
    for kind in _KINDS:
        source, _, _ = _LOADER.get_source(environment, f"{template}.{kind}")
        names |= meta.find_undeclared_variables(environment.parse(source))
    return frozenset(names - _GIVEN)


@lru_cache
def _environment() -> Environment:
    environment = Environment(
        loader=_LOADER,
        autoescape=select_autoescape(enabled_extensions=["html"], disabled_extensions=["txt"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["moment"] = _moment
    return environment


@pass_context
def _moment(context: Context, text: str) -> str:
    """A moment in ISO 8601 as people of the portal's zone say it: "24. November 2026 um 14:05 Uhr"."""
    language = context["language"]
    return format_datetime(datetime.fromisoformat(text), _MOMENT[language], tzinfo=context["zone"], locale=language)
