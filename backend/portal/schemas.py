"""The content of `portal.toml`: one company's name, look, contact and legal texts.

`load_portal` is the only way in. It refuses a file that has unknown or missing keys, values of another form, a logo
that loads something, or colours that people could not read.
"""

import tomllib
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Annotated, Literal

from backend.core.command_error import CommandError
from backend.core.iban import is_creditor_id
from backend.portal.contrast import SHAPE, TEXT, contrast
from backend.portal.logo import logo_problem
from backend.portal.strict import Wanted, read

Line = Annotated[str, Wanted("a text on one line, not empty", r"\S|\S.*\S")]
Block = Annotated[str, Wanted("a text, paragraphs separated by an empty line", r"[\s\S]*\S[\s\S]*")]
ShortName = Annotated[str, Wanted("a text of at most 12 characters, as it stands below an icon", r"\S|\S.{0,10}\S")]
Email = Annotated[
    str, Wanted("an e-mail address such as service@example.org", r"[\w.+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
]
Phone = Annotated[
    str, Wanted("a phone number in international form such as +49 69 90009120", r"\+[1-9][0-9 ()/-]{4,24}[0-9]")
]
Url = Annotated[
    str, Wanted("an address that begins with https://, or with / inside the portal", r"(https://|/)[^\s\"<>\\]*")
]
Colour = Annotated[str, Wanted("a colour such as #0b5563", "#[0-9a-fA-F]{6}")]
ServiceKey = Annotated[
    str, Wanted("a short name in small letters, digits and hyphens, such as google", r"[a-z0-9](-?[a-z0-9]){0,29}")
]
Issuer = Annotated[
    str,
    Wanted(
        "the issuer of the service, an address that begins with https://, as its discovery document names it",
        r"https://[^\s\"<>\\?#@]+|http://localhost(:\d+)?(/[^\s\"<>\\?#@]*)?",
    ),
]
ProfileFieldName = Annotated[
    str,
    Wanted(
        "one of customer_name, billing_address, delivery_address, phone and bank_details",
        "customer_name|billing_address|delivery_address|phone|bank_details",
    ),
]
CreditorId = Annotated[
    str,
    Wanted(
        "the creditor identifier that the central bank has given, such as DE98ZZZ09999999999",
        r"[A-Z]{2}[0-9]{2}[A-Z0-9]{3}[A-Z0-9]{1,28}",
    ),
]
FileName = Annotated[str, Wanted("the name of an SVG file beside portal.toml", r"[^\0]+\.svg")]


class PortalFileError(CommandError):
    """`portal.toml` cannot be used; the message has one sentence for each key that needs work."""

    def __init__(self, path: Path, problems: list[str]) -> None:
        super().__init__("\n".join([f"{path} needs work:", *(f"  - {problem}" for problem in problems)]))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Text:
    """A text on one line in both languages of the portal."""

    de: Line
    en: Line

    def of(self, language: Literal["de", "en"]) -> str:
        return self.de if language == "de" else self.en


@dataclass(frozen=True)
class LongText:
    """A text of several paragraphs in both languages of the portal."""

    de: Block
    en: Block

    def paragraphs(self, language: Literal["de", "en"]) -> tuple[str, ...]:
        """The paragraphs without line breaks inside."""
        text = self.de if language == "de" else self.en
        paragraphs = (" ".join(part.split()) for part in text.split("\n\n"))
        return tuple(paragraph for paragraph in paragraphs if paragraph)


@dataclass(frozen=True)
class Section:
    """A part of a legal text below its own heading."""

    heading: Text
    text: LongText


@dataclass(frozen=True)
class Theme:
    """The company's colours in one appearance."""

    brand: Colour
    """Actions, links, the current place: on the page and on cards, as text and as fill."""
    brand_strong: Colour
    """Fill of an action under the pointer or finger."""
    on_brand: Colour
    """Text on `brand` and `brand_strong`."""


@dataclass(frozen=True)
class Colours:
    light: Theme
    dark: Theme


@dataclass(frozen=True)
class Surroundings:
    """What the portal's own colours are, in every company: the page and the cards on it."""

    page: str
    surface: str


LIGHT = Surroundings(page="#f3f5f7", surface="#ffffff")
DARK = Surroundings(page="#0d1418", surface="#16202a")


@dataclass(frozen=True)
class Contact:
    """How people reach the company's customer service."""

    phone: Phone
    email: Email
    street: Line
    postal_code: Line
    city: Line
    hours: Text

    @property
    def phone_link(self) -> str:
        """The phone number as a `tel:` URI (RFC 3966)."""
        return "tel:+" + "".join(character for character in self.phone if character.isdigit())

    @property
    def email_link(self) -> str:
        return f"mailto:{self.email}"

    @property
    def address(self) -> tuple[str, str]:
        """The lines of the postal address below the company's name."""
        return self.street, f"{self.postal_code} {self.city}"


@dataclass(frozen=True)
class Authority:
    """A public body that people can turn to."""

    name: Line
    street: Line
    postal_code: Line
    city: Line
    email: Email | None = None
    phone: Phone | None = None
    url: Url | None = None


@dataclass(frozen=True)
class Imprint:
    """Who is responsible for the portal: § 5 DDG, § 18 (2) MStV; disputes: §§ 36, 37 VSBG."""

    company: Line
    represented_by: Line
    register_court: Line | None = None
    register_number: Line | None = None
    vat_id: Line | None = None
    supervisor: Authority | None = None
    responsible_for_content: Line | None = None
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True)
class Privacy:
    """Whom people ask about their data (Art. 13 (1) and (2) GDPR), and what the company adds to the portal's notice."""

    officer: Line
    officer_email: Email
    authority: Authority
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True)
class Accessibility:
    """Where people report barriers, and who watches over them (Annex 3 BFSG, § 12b BGG)."""

    feedback_email: Email
    feedback_phone: Phone
    authority: Authority
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True)
class Legal:
    imprint: Imprint
    privacy: Privacy
    accessibility: Accessibility


@dataclass(frozen=True)
class Link:
    """A link of the company's own in the footer, such as the button to end a contract (§ 312k BGB)."""

    label: Text
    url: Url


@dataclass(frozen=True)
class SignInProvider:
    """A service of others that people may sign in with (OpenID Connect). Its secret stands in OIDC_SECRETS."""

    key: ServiceKey
    """Stands in addresses and in OIDC_SECRETS; stays the same for ever."""
    name: Line
    issuer: Issuer
    client_id: Line


@dataclass(frozen=True)
class SignIn:
    providers: tuple[SignInProvider, ...] = ()


@dataclass(frozen=True)
class ProfileField:
    """Something that customers may change by themselves."""

    name: ProfileFieldName
    review: bool = False
    """Whether staff look at each change before it counts."""


@dataclass(frozen=True)
class Profile:
    """What customers change by themselves; a field that is not named needs no review."""

    fields: tuple[ProfileField, ...] = ()

    @property
    def reviewed(self) -> frozenset[str]:
        """The names of the fields whose changes wait for staff."""
        return frozenset(field.name for field in self.fields if field.review)


@dataclass(frozen=True)
class Recovery:
    """How staff make sure who is calling, before a letter goes out by which somebody gets back into an account."""

    questions: tuple[Text, ...] = (
        Text(de="Vollständige Anschrift", en="Complete postal address"),
        Text(de="Betrag der letzten Rechnung", en="Amount of the last invoice"),
    )
    four_eyes: bool = False
    """Whether a second member of staff has to confirm each letter."""


@dataclass(frozen=True)
class DirectDebit:
    """The company as the creditor of SEPA direct debits."""

    creditor_id: CreditorId
    creditor: Line | None = None
    """Its name in mandates, where that is another one than in the imprint."""


@dataclass(frozen=True)
class Portal:
    """One company's portal."""

    name: Line
    short_name: ShortName
    logo: FileName
    """In the file beside `portal.toml`; here the absolute path."""
    colours: Colours
    contact: Contact
    legal: Legal
    links: tuple[Link, ...] = ()
    sign_in: SignIn = field(default_factory=SignIn)
    profile: Profile = field(default_factory=Profile)
    recovery: Recovery = field(default_factory=Recovery)
    direct_debit: DirectDebit | None = None
    """Without it nobody can give a mandate in the portal, and people pay by transfer."""

    @property
    def logo_path(self) -> Path:
        return Path(self.logo)


def load_portal(path: Path) -> Portal:
    """Read and check `portal.toml`. Raises `PortalFileError`."""
    problems: list[str] = []
    portal = read(Portal, _toml(path), problems)
    if portal is None:
        raise PortalFileError(path, problems)
    portal = replace(portal, logo=str(path.resolve().parent / portal.logo))
    if logo := logo_problem(portal.logo_path):
        problems.append(f"logo {logo}")
    problems += chain(
        _repeated(portal.sign_in.providers),
        _mistyped(portal.direct_debit),
        _unreadable("colours.light", portal.colours.light, LIGHT),
        _unreadable("colours.dark", portal.colours.dark, DARK),
    )
    if problems:
        raise PortalFileError(path, problems)
    return portal


def _toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError:
        raise PortalFileError(path, ["The file cannot be read: put it there, or set PORTAL_TOML."]) from None
    except UnicodeDecodeError:
        raise PortalFileError(path, ["The file is not UTF-8: save it as UTF-8."]) from None
    except tomllib.TOMLDecodeError as error:
        raise PortalFileError(path, [f"The file is not TOML: correct this: {error}."]) from None


def _repeated(providers: tuple[SignInProvider, ...]) -> list[str]:
    """Two services of one issuer could not be told apart: an identity is known by its issuer."""
    return [
        f"sign_in.providers[{number}].{key} {getattr(provider, key)} is there twice: give each service its own."
        for number, provider in enumerate(providers, start=1)
        for key in ("key", "issuer")
        if getattr(provider, key) in {getattr(earlier, key) for earlier in providers[: number - 1]}
    ]


def _mistyped(direct_debit: DirectDebit | None) -> list[str]:
    """A mandate for another creditor is none: banks refuse the debit."""
    if direct_debit is None or is_creditor_id(direct_debit.creditor_id):
        return []
    return [f"direct_debit.creditor_id {direct_debit.creditor_id} has wrong check digits: compare it with the letter."]


def _unreadable(place: str, theme: Theme, around: Surroundings) -> list[str]:
    pairs = [
        ("on_brand", theme.on_brand, "brand", theme.brand, TEXT),
        ("on_brand", theme.on_brand, "brand_strong", theme.brand_strong, TEXT),
        ("brand", theme.brand, "the page", around.page, TEXT),
        ("brand", theme.brand, "cards", around.surface, TEXT),
        ("brand_strong", theme.brand_strong, "the page", around.page, SHAPE),
        ("brand_strong", theme.brand_strong, "cards", around.surface, SHAPE),
    ]
    return [
        f"{place}.{key} {colour} on {ground_name} {ground} has a contrast of {contrast(colour, ground):.2f} to 1, "
        f"at least {least} is needed: choose {_darker_or_lighter(ground)} {key}."
        for key, colour, ground_name, ground, least in pairs
        if contrast(colour, ground) < least
    ]


def _darker_or_lighter(ground: str) -> str:
    return "a darker" if contrast(ground, "#000000") > contrast(ground, "#ffffff") else "a lighter"
