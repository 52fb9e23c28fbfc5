"""Account data in words: names, addresses and choices as people read them, and what changed about them."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

from babel.core import Locale

from frontend.api.profile import COUNTRY_CODES
from frontend.components.values import Option
from frontend.i18n import Language, Translator, msgid

Value = Mapping[str, str]

_HOME: Final = "DE"
_NEIGHBOURS: Final = (_HOME, "AT", "CH")

_FIELDS: Final = {
    "name": msgid("Ihr Name"),
    "email": msgid("E-Mail-Adresse"),
    "language": msgid("Sprache"),
    "messages": msgid("Mitteilungen"),
    "customer_name": msgid("Name im Vertrag"),
    "billing_address": msgid("Rechnungsadresse"),
    "delivery_address": msgid("Lieferadresse"),
    "phone": msgid("Telefonnummer"),
    "bank_details": msgid("Bankverbindung"),
}
_LANGUAGES: Final = {"de": msgid("Deutsch"), "en": msgid("Englisch")}
_SALUTATIONS: Final = {"": msgid("keine Anrede"), "frau": msgid("Frau"), "herr": msgid("Herr")}
_PHONE_KINDS: Final = {"mobile": msgid("Mobil"), "home": msgid("Zu Hause"), "work": msgid("Arbeit")}
_TOPICS: Final = {
    "invoices": msgid("Rechnungen"),
    "appointments": msgid("Termine"),
    "security": msgid("Sicherheit Ihres Kontos"),
    "news": msgid("Neuigkeiten und Angebote"),
}
_CHANNELS: Final = {"mail": msgid("E-Mail"), "push": msgid("Nachricht auf dem Gerät"), "post": msgid("Brief")}


def field_name(t: Translator, field: str, value: Value | None = None) -> str:
    """What a field is called; choices of messages are called by their topic, too."""
    if field == "messages" and value:
        return t("Mitteilungen: {topic}", topic=topic_name(t, value.get("topic", "")))
    return t(_FIELDS[field])


def topic_name(t: Translator, topic: str) -> str:
    return t(_TOPICS[topic])


def channel_name(t: Translator, channel: str) -> str:
    return t(_CHANNELS[channel])


def language_name(t: Translator, language: str) -> str:
    return t(_LANGUAGES[language])


def phone_kind(t: Translator, kind: str) -> str:
    return t(_PHONE_KINDS[kind])


def full_name(t: Translator, value: Value) -> str:
    """ "Frau Erika Muster"; an organisation has its name alone."""
    chosen = value.get("salutation", "")
    salutation = t(_SALUTATIONS[chosen]) if chosen else ""
    last = value.get("family_name", value.get("name", ""))
    return " ".join(part for part in (salutation, value.get("given_name", ""), last) if part)


def address_lines(t: Translator, value: Value) -> list[str]:
    """As on an envelope (DIN 5008): the country only where it is another one."""
    country = value["country"]
    place = f"{value['postal_code']} {value['city']}".strip()
    lines = (value.get("label", ""), value["street"], place, "" if country == _HOME else country_name(t, country))
    return [line for line in lines if line]


def channels_in_words(t: Translator, channels: list[str]) -> str:
    return ", ".join(channel_name(t, channel) for channel in channels) or t("keine Nachrichten")


def in_words(t: Translator, field: str, value: Value | None) -> str:
    """A value of any field on one line; empty where there is none."""
    return "" if value is None else _IN_WORDS[field](t, value)


def short_iban(masked: str) -> str:
    """Country and last digits of a masked IBAN, on one line: "IBAN DE … 3000"."""
    return f"IBAN {masked[:2]} … {last_digits(masked)}"


def iban_in_words(t: Translator, masked: str) -> str:
    """For those who hear it, and would else hear dots: "Konto in Deutschland, am Ende 3 0 0 0"."""
    digits = " ".join(last_digits(masked))
    return t("Konto in {country}, am Ende {digits}", country=country_name(t, masked[:2]), digits=digits)


def last_digits(masked: str) -> str:
    return masked.replace(" ", "")[-4:]


def _address(t: Translator, value: Value) -> str:
    return ", ".join(address_lines(t, value))


def _phone(t: Translator, value: Value) -> str:
    return f"{value['number']} ({phone_kind(t, value['kind'])})"


def _channels(t: Translator, value: Value) -> str:
    return channels_in_words(t, [channel for channel in value["channels"].split(",") if channel])


_IN_WORDS: Final[Mapping[str, Callable[[Translator, Value], str]]] = {
    "name": full_name,
    "customer_name": full_name,
    "billing_address": _address,
    "delivery_address": _address,
    "phone": _phone,
    "language": lambda t, value: language_name(t, value["language"]),
    "messages": _channels,
    "bank_details": lambda _t, value: f"{value['holder']}, {short_iban(value['iban'])}",
    "email": lambda _t, value: value["email"],
}


def salutations(t: Translator) -> list[Option]:
    return [Option(value, t(text)) for value, text in _SALUTATIONS.items()]


def phone_kinds(t: Translator) -> list[Option]:
    return [Option(value, t(text)) for value, text in _PHONE_KINDS.items()]


def country_name(t: Translator, code: str) -> str:
    return str(_territories(t.language).get(code, code))


@lru_cache
def _territories(language: Language) -> Mapping[str, str]:
    return dict(Locale(language).territories)


def countries(t: Translator) -> list[Option]:
    """The nearest first, the others by name."""
    others = sorted((code for code in COUNTRY_CODES if code not in _NEIGHBOURS), key=lambda code: _sorted_as(t, code))
    return [Option(code, country_name(t, code)) for code in (*_NEIGHBOURS, *others)]


def _sorted_as(t: Translator, code: str) -> str:
    """Ä beside A, as in a telephone book (DIN 5007-1)."""
    return country_name(t, code).casefold().translate(str.maketrans("äöüåß", "aouas"))
