"""`portal.toml`: what is accepted, and what people are told about a file that is not."""

import shutil
from pathlib import Path

import pytest

from backend.portal.contrast import contrast
from backend.portal.schemas import PortalFileError, load_portal

DEMO = Path(__file__).parents[3] / "backend" / "demo" / "portal.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("portal.toml", "logo.svg"):
        shutil.copy(DEMO.parent / name, tmp_path)
    return tmp_path


def problems_after(folder: Path, old: str, new: str) -> tuple[str, ...]:
    """Change the demo's file in one place and return what is said about it."""
    path = folder / "portal.toml"
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(PortalFileError) as caught:
        load_portal(path)
    assert str(path) in str(caught.value)
    return caught.value.problems


def test_the_demo_is_a_complete_portal() -> None:
    portal = load_portal(DEMO)
    assert portal.name == "Stadtwerke Lindental"
    assert portal.logo_path == DEMO.parent / "logo.svg"
    assert portal.contact.phone_link == "tel:+496990009120"
    assert portal.contact.address == ("Am Mühlbach 4", "00000 Lindental")
    assert portal.links[0].label.of("en") == "Cancel contracts here"
    complaint = portal.legal.imprint.sections[0].text.paragraphs("de")
    assert len(complaint) == 2
    assert complaint[0].endswith("Wir antworten innerhalb von vier Wochen.")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('short_name = "', 'nickname = "x"\nshort_name = "', "nickname is not known: remove it"),
        ('brand_strong = "#083f4a"', 'brand_stark = "#083f4a"', "colours.light.brand_stark is not known"),
        ('brand_strong = "#083f4a"', "", "colours.light.brand_strong is missing: add a colour"),
        ('name = "Stadtwerke Lindental"', "name = 7", "name cannot be used: it must be a text on one line"),
        (
            '"Lindental"\nlogo',
            '"Stadtwerke Lindental"\nlogo',
            "short_name cannot be used: it must be a text of at most",
        ),
        ('"#7fd0dd"', '"teal"', "colours.dark.brand cannot be used: it must be a colour such as #0b5563"),
        (
            'phone = "+49 69 90009 120"',
            'phone = "069 90009"',
            "contact.phone cannot be used: it must be a phone number",
        ),
        ('"https://www.bundesnetzagentur.de"', '"javascript:x"', "legal.imprint.supervisor.url cannot be used"),
        ('label.en = "Cancel contracts here"', "", "links[1].label.en is missing"),
        (
            "[[links]]",
            "[links]",
            "links cannot be used: it must be a list, [[links]], of a table with the keys label, url",
        ),
        ('name = "Stadtwerke', 'name = "Stadt\\nwerke', "name cannot be used"),
        ('name = "billing_address"', 'name = "iban"', "profile.fields[2].name cannot be used: it must be one of"),
        ('"DE98ZZZ09999999999"', '"98ZZZ"', "direct_debit.creditor_id cannot be used: it must be the creditor"),
        ('"DE98ZZZ09999999999"', '"DE97ZZZ09999999999"', "direct_debit.creditor_id DE97ZZZ09999999999 has wrong check"),
        (
            'name = "billing_address"\nreview = true',
            'name = "billing_address"\nreview = "yes"',
            "profile.fields[2].review cannot be used: it must be true or false",
        ),
    ],
)
def test_each_mistake_names_its_key_and_what_to_do(folder: Path, old: str, new: str, told: str) -> None:
    assert any(problem.startswith(told) for problem in problems_after(folder, old, new))


def test_all_mistakes_are_told_at_once(folder: Path) -> None:
    problems = problems_after(folder, '"#0b5563"\nbrand_strong = "#083f4a"\n', '"red"\nbrand_stark = "#083f4a"\n')
    assert len(problems) == 3


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"#0b5563"', '"#8ab8c2"', "colours.light.on_brand #ffffff on brand #8ab8c2 has a contrast of"),
        ('"#0b5563"', '"#8ab8c2"', "colours.light.brand #8ab8c2 on the page #f3f5f7 has a contrast of"),
        ('"#a8e3ec"', '"#0b5563"', "colours.dark.brand_strong #0b5563 on cards #16202a has a contrast of"),
    ],
)
def test_colours_that_cannot_be_read_are_refused(folder: Path, old: str, new: str, told: str) -> None:
    problem = next(problem for problem in problems_after(folder, old, new) if problem.startswith(told))
    assert "is needed: choose a " in problem


@pytest.mark.parametrize(
    ("logo", "told"),
    [
        ("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'><script/></svg>", "holds a <script> element"),
        ("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1' onload='x()'/>", "has the attribute onload"),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", "is not an SVG image with a viewBox"),
        ("PNG", "is not an SVG file"),
        (None, "cannot be read: put an SVG file there"),
    ],
)
def test_a_logo_that_runs_or_loads_something_is_refused(folder: Path, logo: str | None, told: str) -> None:
    (folder / "logo.svg").unlink()
    if logo is not None:
        (folder / "logo.svg").write_text(logo)
    with pytest.raises(PortalFileError, match="logo names") as caught:
        load_portal(folder / "portal.toml")
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"name = ", "is not TOML"), (b"name = '\xff'", "is not UTF-8"), (None, "set PORTAL_TOML")],
)
def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path, content: bytes | None, told: str) -> None:
    path = tmp_path / "portal.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(PortalFileError, match=told):
        load_portal(path)


_SERVICE = """
[[sign_in.providers]]
key = "google"
name = "Google"
issuer = "https://accounts.google.com"
client_id = "portal.apps.googleusercontent.com"
"""


def with_services(folder: Path, *services: str) -> Path:
    path = folder / "portal.toml"
    path.write_text("\n".join([path.read_text("utf-8"), *services]), "utf-8")
    return path


def test_services_to_sign_in_with_are_optional(folder: Path) -> None:
    assert load_portal(folder / "portal.toml").sign_in.providers == ()
    [service] = load_portal(with_services(folder, _SERVICE)).sign_in.providers
    assert (service.key, service.issuer) == ("google", "https://accounts.google.com")


@pytest.mark.parametrize(
    ("services", "told"),
    [
        ([_SERVICE, _SERVICE.replace("accounts.google.com", "id.example.org")], "sign_in.providers[2].key google is"),
        (
            [_SERVICE, _SERVICE.replace('"google"', '"other"')],
            "sign_in.providers[2].issuer https://accounts.google.com",
        ),
        ([_SERVICE.replace("https://acc", "http://acc")], "sign_in.providers[1].issuer cannot be used"),
        ([_SERVICE.replace("google.com", "google.com?x=1")], "sign_in.providers[1].issuer cannot be used"),
        ([_SERVICE.replace('"google"', '"../x"')], "sign_in.providers[1].key cannot be used"),
    ],
)
def test_services_that_cannot_be_told_apart_or_trusted_are_refused(
    folder: Path, services: list[str], told: str
) -> None:
    with pytest.raises(PortalFileError) as caught:
        load_portal(with_services(folder, *services))
    assert any(problem.startswith(told) for problem in caught.value.problems)


def test_fields_to_review_are_optional(folder: Path) -> None:
    path = folder / "portal.toml"
    assert load_portal(path).profile.reviewed == {"customer_name", "billing_address"}
    text = path.read_text("utf-8")
    path.write_text(text.replace('name = "billing_address"\nreview = true', 'name = "billing_address"'), "utf-8")
    assert load_portal(path).profile.reviewed == {"customer_name"}
    path.write_text(text[: text.index("[[profile.fields]]")], "utf-8")
    assert load_portal(path).profile.reviewed == set()


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
    assert contrast("#0b5563", "#0b5563") == 1
