"""Completes the exported pages: their language, and the hashes that let their inline scripts run under a strict CSP."""

import base64
import hashlib
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from frontend import site
from frontend.api.served import Address, PageFile, SiteTable
from frontend.building.places import EXPORT, BuildError
from frontend.building.styles import font_addresses
from frontend.i18n import LANGUAGES, Language

_EXPORTED_LANGUAGE: Final = '<html lang="de"'
_SCRIPT: Final = re.compile(r"<script(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)
_ROUTER_TABLE: Final = re.compile(r"^window\.__reactRouterManifest=|;\s*$")
"""What makes a script of the JSON."""
_MODULE_PRELOAD: Final = re.compile(r'<link rel="modulepreload"[^>]*/>')


@dataclass(frozen=True)
class _Route:
    """An entry of the browser's router, as React Router's build writes it."""

    module: str
    imports: tuple[str, ...]
    path: str = ""


@dataclass(frozen=True)
class _RouterTable:
    routes: dict[str, _Route]


def make_pages(folder: Path) -> SiteTable:
    """Write every page below `folder` and return the table of them."""
    (folder / "pages").mkdir()
    return SiteTable(
        addresses=tuple(_address(folder, page, language) for page in site.PAGES for language in LANGUAGES),
        fallback={language: _fallback(folder, language) for language in LANGUAGES},
        preload=font_addresses(),
    )


def _address(folder: Path, page: site.Page, language: Language) -> Address:
    path = page.address(language)
    if page.is_dynamic:
        html = _with_modules(_shared_page(), _modules(path))
    else:
        html = (EXPORT / path.strip("/") / "index.html").read_text("utf-8")
    html = _without_javascript(html) if page.key == site.OFFLINE else _with_patient_javascript(html)
    return Address(path, language, page.access, _write(folder, f"{page.key}.{language}", html, language))


def _shared_page() -> str:
    """The page without content, which the browser completes at addresses that are not known before."""
    return (EXPORT / "__spa-fallback.html").read_text("utf-8")


def _with_modules(html: str, modules: Iterable[str]) -> str:
    """The page with hints at scripts that it will need.

    Without them the browser learns of these one from the other, three times across a slow line.
    """
    links = "".join(f'<link rel="modulepreload" href="{module}"/>' for module in modules)
    return _MODULE_PRELOAD.sub(lambda first: first[0] + links, html, count=1)


def _modules(path: str) -> tuple[str, ...]:
    """The scripts of a page beyond those that every page loads, from the router's table."""
    (file,) = (EXPORT / "assets").glob("manifest-*.js")
    routes = msgspec.json.decode(_ROUTER_TABLE.sub("", file.read_text("utf-8")), type=_RouterTable).routes
    wanted = re.sub(r"\[(\w+)\]", r":\1", path.strip("/"))
    (route,) = (each for each in routes.values() if each.path == wanted)
    shared = {routes["root"].module, *routes["root"].imports}
    return tuple(module for module in (route.module, *route.imports) if module not in shared)


def _fallback(folder: Path, language: Language) -> PageFile:
    return _write(folder, f"fallback.{language}", _with_patient_javascript(_shared_page()), language)


def _write(folder: Path, name: str, html: str, language: Language) -> PageFile:
    if not html.startswith(f"<!DOCTYPE html>{_EXPORTED_LANGUAGE}"):
        raise BuildError(f"The exported page {name} begins in an unknown way; its language cannot be set.")
    html = html.replace(_EXPORTED_LANGUAGE, f'<html lang="{language}"', 1)
    (folder / "pages" / f"{name}.html").write_text(html, encoding="utf-8")
    return PageFile(f"pages/{name}.html", language, script_hashes(html))


def script_hashes(html: str) -> tuple[str, ...]:
    """The hashes of all inline scripts, each once."""
    texts = [match["text"] for match in _SCRIPT.finditer(html) if "src=" not in match["attributes"]]
    digests = (hashlib.sha256(text.encode()).digest() for text in texts)
    return tuple(dict.fromkeys(f"sha256-{base64.b64encode(digest).decode()}" for digest in digests))


def _without_javascript(html: str) -> str:
    """The page as it stands, with no script but the one that sets the appearance.

    The service worker shows it at any address, where React would look for another page.
    """
    head, body = html.split("</head>", 1)
    return f"{_MODULE_PRELOAD.sub('', head)}</head>{_SCRIPT.sub('', body)}"


def _with_patient_javascript(html: str) -> str:
    """The page with its stylesheet before its scripts.

    What a prerendered page shows first needs no script, but without this all of them would take their part of a slow
    line while the stylesheet is on its way.
    """
    return _MODULE_PRELOAD.sub(lambda link: link[0].replace("<link ", '<link fetchPriority="low" ', 1), html)


def copy_files(folder: Path) -> None:
    """Everything of the export that is no page; sources of browser modules and the unbundled stylesheet stay behind."""
    shutil.copytree(EXPORT, folder, ignore=shutil.ignore_patterns("*.html", "generated", "portal.css"))
    for empty in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        if not any(empty.iterdir()):
            empty.rmdir()
