"""What stands in the mails: both parts say the same, in both languages, readable by everybody, loading nothing."""

import re
from datetime import UTC, datetime
from email.message import EmailMessage
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import extract
from lxml import html as lxml_html

from backend.core.ids import new_id
from backend.core.mail.message import compose
from backend.core.mail.operations import Attempt
from backend.core.mail.rendering import parameters_of
from backend.core.settings import Settings
from backend.core.translations import LANGUAGES, Language, catalogue
from backend.portal.contrast import TEXT, contrast

FOLDER = Path(str(files("backend.core.mail") / "templates"))
TEMPLATES = sorted(path.stem for path in FOLDER.glob("*.html") if path.stem != "base")
VALUES: dict[str, str | int] = {
    "code": "048213",
    "minutes": 10,
    "link": "http://localhost:8000/anmelden#request=1&code=048213",
    "name": "Anna <Schäfer> & Söhne",
    "sentence": "Ihrem Konto wurde ein Passkey hinzugefügt: „{subject}“. Damit kann man sich ab jetzt anmelden.",
    "changed": "Annas “Handy”\r\nBcc: x@example.org",
    "made_by": "Anna <Schäfer>",
    "device": "Firefox 140, Android",
    "days": 7,
    "at": "2026-11-24T13:05:00+00:00",
    "customer_number": "K-10023",
    "customer": "Anna <b>Schäfer</b>\r\nBcc: x@example.org",
    "email": "anna@example.org",
    "step": "accepted",
    "account": "a…@example.org",
    "ready_at": "2026-11-27T13:05:00+00:00",
    "until": "2026-12-04T13:05:00+00:00",
    "method": "password",
    "field": "billing_address",
    "decision": "refused",
    "reason": "Anna <b>Schäfer</b>\r\nBcc: x@example.org",
    "facts": "Wann: Dienstag, 24. November 2026, 14:05 bis 14:35 Uhr\nWo: Anna <b>Schäfer</b> & Söhne",
    "before": "Montag, 23. November 2026, 14:05 Uhr",
    "by_staff": 1,
    "can_change": 1,
}

HEADERS = {
    *("From", "To", "Reply-To", "Subject", "Date", "Message-ID", "Auto-Submitted"),
    *("Content-Language", "Content-Type", "MIME-Version"),
}

each_template = pytest.mark.parametrize("template", TEMPLATES)
each_language = pytest.mark.parametrize("language", LANGUAGES)


def composed(
    template: str, language: Language, recipient: str = "anna@example.org", **settings: object
) -> EmailMessage:
    attempt = Attempt(
        id=new_id(),
        recipient=recipient,
        language=language,
        template=template,
        parameters={name: VALUES[name] for name in parameters_of(template)},
        created_at=datetime(2026, 11, 24, 13, 5, tzinfo=UTC),
        claimed_until=datetime(2026, 11, 24, 13, 7, tzinfo=UTC),
    )
    return compose(attempt, settings=Settings.model_validate({"mail_from": "portal@lindental.example", **settings}))


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def page_of(message: EmailMessage) -> Any:  # The stubs of lxml make every XPath result a union of all there are.
    return lxml_html.document_fromstring(part(message, "html"))


def texts_of(path: Path) -> set[str]:
    """The message ids in a template."""
    with path.open("rb") as file:
        return {str(found[1]) for found in extract("jinja2.ext:babel_extract", file, keywords={"t": None})}


def test_there_are_mails_to_look_at() -> None:
    assert {"sign_in_code", "sign_in_unknown", "activation_code", "security_change", "account_activated"} <= set(
        TEMPLATES
    )


@each_template
def test_both_parts_say_the_same(template: str) -> None:
    text, html = (texts_of(FOLDER / f"{template}.{kind}") for kind in ("txt", "html"))
    subject = text - html
    assert len(subject) == 1
    assert html <= text
    message = composed(template, "de")
    assert message["Subject"] in subject


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)
def test_every_text_is_translated(path: Path) -> None:
    english = catalogue("en")
    for text in texts_of(path):
        message = english.get(text)
        assert message is not None, text
        assert message.string, text
        assert not message.fuzzy, text
        assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", str(message.string)))


@each_template
@each_language
def test_the_html_part_is_accessible(template: str, language: Language) -> None:
    message = composed(template, language)
    page = page_of(message)
    assert page.get("lang") == language
    assert page.findtext("head/title") == message["Subject"]
    assert [heading.text_content() for heading in page.xpath("//h1|//h2|//h3|//h4")] == [message["Subject"]]
    assert not page.xpath("//table|//img|//font|//*[@style]")
    assert all(link.text_content().strip() for link in page.xpath("//a"))
    assert len(page.xpath("//main")) == 1


@each_template
@each_language
def test_nothing_is_loaded_from_anywhere(template: str, language: Language) -> None:
    page = page_of(composed(template, language))
    assert not page.xpath("//@src|//@srcset|//@background|//link|//script|//iframe|//object|//form")
    assert not re.search(r"url\(|@import|@font-face", page.findtext("head/style") or "")
    schemes = {href.partition(":")[0] for href in page.xpath("//a/@href")}
    assert schemes <= {"http", "https", "mailto", "tel"}


@each_template
@each_language
def test_values_are_text_and_no_markup(template: str, language: Language) -> None:
    message = composed(template, language)
    page = page_of(message)
    assert not page.xpath("//schäfer")
    if "name" in parameters_of(template):
        assert "Anna <Schäfer> & Söhne" in page.text_content()
        assert "Anna <Schäfer> & Söhne" in part(message, "plain")


@each_template
@each_language
def test_both_parts_tell_who_writes_and_whom_to_ask(template: str, language: Language) -> None:
    message = composed(template, language)
    for kind in ("plain", "html"):
        text = part(message, kind)
        for expected in (
            "Stadtwerke Lindental GmbH",
            "+49 69 90009 120",
            "kundenservice@",
            "HRB 00000",
            "Am Mühlbach 4",
        ):
            assert expected in text


@pytest.mark.parametrize(
    ("language", "moment"),
    [("de", "24. November 2026 um 14:05 Uhr"), ("en", "24 November 2026 at 14:05")],
)
def test_moments_are_told_in_the_portals_zone(language: Language, moment: str) -> None:
    assert moment in part(composed("security_change", language), "plain")


@each_template
@each_language
def test_headers_are_those_of_an_automatic_mail_and_no_others(template: str, language: Language) -> None:
    message = composed(template, language)
    assert set(message.keys()) == HEADERS
    assert len(message.keys()) == len(HEADERS)
    assert message["From"] == "Stadtwerke Lindental <portal@lindental.example>"
    assert message["Reply-To"] == "Stadtwerke Lindental <kundenservice@stadtwerke-lindental.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == language
    assert message["Date"] == "Tue, 24 Nov 2026 13:05:00 +0000"
    assert [inner.get_content_type() for inner in message.iter_parts()] == ["text/plain", "text/html"]
    assert max(map(len, message.as_bytes().splitlines())) <= 998


@pytest.mark.parametrize("recipient", ["a@b.de\r\nBcc: x@example.org", "a\nb@c.de"])
def test_no_value_becomes_a_header(recipient: str) -> None:
    with pytest.raises(ValueError, match=r"[Ii]nvalid|CR or LF"):
        composed("sign_in_code", "de", recipient).as_bytes()


def test_domains_travel_encoded_as_of_today() -> None:
    assert composed("sign_in_code", "de", "anna@straße.example")["To"] == "anna@xn--strae-oqa.example"


class _Styles(HTMLParser):
    """Collects the style sheet."""

    css = ""
    _inside = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self._inside = tag == "style"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.css += data


def _colours(css: str) -> dict[tuple[str, str], str]:
    """Colour by selector and property, the last one wins."""
    found = {}
    for selector, block in re.findall(r"([.\w ]+) \{([^{}]*)\}", css):
        for name, value in re.findall(r"(background|color): (#[0-9a-f]{6})", block):
            found[selector.strip(), name] = value
    return found


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_texts_stand_out_in_both_appearances(dark: bool) -> None:
    parser = _Styles()
    parser.feed(part(composed("sign_in_code", "de"), "html"))
    light_css, dark_css = parser.css.split("@media (prefers-color-scheme: dark)")
    colours = _colours(light_css) | (_colours(dark_css) if dark else {})
    for text, ground in [
        (("body", "color"), ("main", "background")),
        (("a", "color"), ("main", "background")),
        (("a", "color"), ("body", "background")),
        (("footer", "color"), ("body", "background")),
        ((".brand", "color"), (".brand", "background")),
        ((".action a", "color"), (".action a", "background")),
    ]:
        assert contrast(colours[text], colours[ground]) >= TEXT, (text, ground)
