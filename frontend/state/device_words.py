"""Devices in words: by what people recognise their own."""

from babel.core import Locale

from frontend.i18n import Translator


def device(t: Translator, *, browser: str, system: str) -> str:
    """ "Firefox 140 auf Android"; what is not known is left out."""
    if browser and system:
        return t("{browser} auf {system}", browser=browser, system=system)
    return browser or system or t("Unbekanntes Gerät")


def country(t: Translator, code: str) -> str:
    """The name of a country by its code (ISO 3166-1 alpha-2); empty where none is known."""
    return str(Locale(t.language).territories.get(code, ""))
