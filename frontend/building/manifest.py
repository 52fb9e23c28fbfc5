"""The web app manifests, one per language: with them a phone installs the portal as an app."""

import json

from frontend import site
from frontend.api.portal import Portal, surroundings
from frontend.building.places import ASSETS
from frontend.i18n import LANGUAGES, Language, translator


def make_manifests(portal: Portal) -> None:
    for language in LANGUAGES:
        target = ASSETS / site.manifest_path(language).lstrip("/")
        target.parent.mkdir(exist_ok=True)
        target.write_text(json.dumps(_manifest(portal, language), ensure_ascii=False, indent=1), encoding="utf-8")


def _manifest(portal: Portal, language: Language) -> dict[str, object]:
    """W3C Web Application Manifest. Both languages have one `id`: they are the same app."""
    t = translator(language)
    return {
        "id": "/",
        "name": portal.name,
        "short_name": portal.short_name,
        "description": t("Das Kundenportal von {name}", name=portal.name),
        "lang": language,
        "dir": "ltr",
        "start_url": site.path("start", language),
        "scope": "/",
        "display": "standalone",
        "background_color": surroundings("light").page,
        "theme_color": surroundings("light").surface,
        "icons": [
            _icon("icon-192.png", 192, "any"),
            _icon("icon-512.png", 512, "any"),
            _icon("icon-maskable-512.png", 512, "maskable"),
        ],
    }


def _icon(name: str, size: int, purpose: str) -> dict[str, str]:
    return {"src": f"/icons/{name}", "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
