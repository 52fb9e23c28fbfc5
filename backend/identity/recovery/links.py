"""Addresses of the recovery page. Secrets stand behind the #, which no server and no log gets to see."""

from typing import Final

from backend.core.settings import Settings
from backend.identity.schemas import Language

_PATHS: Final[dict[Language, str]] = {"de": "/zugang-wiederherstellen", "en": "/en/recover-access"}


def page_link(settings: Settings, language: Language) -> str:
    """Where the way back in begins."""
    return settings.origin + _PATHS[language]


def cancel_link(settings: Settings, language: Language, token: str) -> str:
    """Where a recovery can be looked at and called off; opening it changes nothing."""
    return f"{page_link(settings, language)}#cancel={token}"
