"""What the build leaves behind: complete, small, and bound to no host."""

import base64
import gzip
import hashlib
import json
import re
import shutil
import time
from pathlib import Path

import brotli
import msgspec
import pytest
from lxml import html
from PIL import Image

from backend.web.schemas import Address, SiteTable
from frontend import site
from frontend.api.portal import portal_file
from frontend.build import build, is_current
from frontend.building.bundle import completed
from frontend.building.icons import make_icons
from frontend.building.places import NODE_MODULES
from frontend.i18n import LANGUAGES

KIB = 1024

# Addresses that are names, not places: namespaces, and the pages that libraries name in messages.
NAMES = re.compile(
    r"^https?://(www\.w3\.org|react\.dev|reactjs\.org|reactrouter\.com|github\.com|simplewebauthn\.dev|socket\.io|localhost$|a$)"
)


@pytest.fixture(scope="session")
def table(built_site: Path) -> SiteTable:
    return msgspec.json.decode((built_site / "site.json").read_bytes(), type=SiteTable)


def pages(folder: Path) -> list[Path]:
    return sorted((folder / "pages").glob("*.html"))


def module_preloads(folder: Path, address: Address) -> set[str]:
    return set(html.parse(folder / address.page.file).getroot().xpath("//link[@rel='modulepreload']/@href"))


def inline_scripts(page: str) -> list[str]:
    return [
        text
        for attributes, text in re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL)
        if "src=" not in attributes
    ]


def test_every_page_of_the_table_is_there_in_both_languages(table: SiteTable) -> None:
    served = {(address.path, address.language, address.access) for address in table.addresses}
    assert served == {(page.address(language), language, page.access) for page in site.PAGES for language in LANGUAGES}


def test_the_browser_learns_at_once_of_all_scripts_of_a_page(built_site: Path, table: SiteTable) -> None:
    for address in table.addresses:
        named = module_preloads(built_site, address)
        imported = {
            f"/assets/{module}"
            for script in named
            for module in re.findall(
                r"""from\s?["`]\./([^"`]+)["`]""", (built_site / f"public{script}").read_text("utf-8")
            )
        }
        assert imported <= named, address.path
        if "[" in address.path:
            assert any("__id_" in script for script in named), address.path


def test_the_hashes_of_a_page_are_those_of_its_inline_scripts(built_site: Path, table: SiteTable) -> None:
    files = [address.page for address in table.addresses] + list(table.fallback.values())
    for file in files:
        scripts = inline_scripts((built_site / file.file).read_text("utf-8"))
        digests = {base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts}
        assert {f"sha256-{digest}" for digest in digests} == set(file.scripts), file.file


def test_each_page_says_its_language(built_site: Path, table: SiteTable) -> None:
    files = [address.page for address in table.addresses] + list(table.fallback.values())
    said = {file.file: html.parse(built_site / file.file).getroot().get("lang") for file in files}
    assert said == {file.file: file.language for file in files}


def test_a_prerendered_page_has_its_heading_and_title_before_any_script_runs(
    built_site: Path, table: SiteTable
) -> None:
    for address in table.addresses:
        if "[" not in address.path and address.access in {"public", "customer"}:
            root = html.parse(built_site / address.page.file).getroot()
            (heading,) = root.xpath("//h1")
            (title,) = root.xpath("//title")
            found = site.find(address.path)
            assert found is not None
            assert found[0].title_var or title.text.startswith(heading.text_content()), address.path


def test_nothing_names_another_host(built_site: Path) -> None:
    named = {
        (file.name, address)
        for file in built_site.rglob("*")
        if file.suffix in {".html", ".js", ".css", ".webmanifest", ".svg"}
        for address in re.findall(r"(?:https?|wss?)://[a-zA-Z0-9.:-]+", file.read_text("utf-8"))
        if not NAMES.match(address) and address not in portal_file().read_text("utf-8")
    }
    assert not named


def test_the_bundle_is_bound_to_no_host_and_port(built_site: Path) -> None:
    (file,) = (built_site / "public" / "assets").glob("reflex-env-*.js")
    script = file.read_text("utf-8")
    assert "EVENT:`${location.origin.replace(`http`,`ws`)}/portal/_event`" in script
    assert "localhost" not in script


def test_a_newer_version_is_announced_in_the_language_of_the_page(built_site: Path) -> None:
    scripts = [file.read_text("utf-8") for file in (built_site / "public" / "assets").glob("*.js")]
    (notice,) = [script for script in scripts if "reflex-new-version-banner" in script]
    assert "Es gibt eine neue Fassung dieser Seite." in notice
    assert "There is a newer version of this page." in notice
    assert "A new version of this app" not in notice


def test_scripts_of_a_page_wait_for_its_stylesheet(built_site: Path, table: SiteTable) -> None:
    for address in table.addresses:
        links = html.parse(built_site / address.page.file).getroot().xpath("//link[@rel='modulepreload']")
        assert {link.get("fetchpriority") for link in links} <= {"low"}, address.path


def test_everything_that_a_page_needs_is_there(built_site: Path) -> None:
    for page in pages(built_site):
        for address in re.findall(
            r'(?:href|src)="(/(?:assets|fonts|icons)/[^"]+|/[^"]+\.webmanifest)"', page.read_text("utf-8")
        ):
            assert (built_site / "public" / address.lstrip("/")).is_file(), f"{page.name} needs {address}"


def test_the_fonts_that_pages_load_first_are_there(built_site: Path, table: SiteTable) -> None:
    assert table.preload
    assert all((built_site / "public" / font.lstrip("/")).is_file() for font in table.preload)


def test_no_page_brings_a_style_of_its_own(built_site: Path) -> None:
    assert not [page.name for page in pages(built_site) if re.search(r"<style|\sstyle=", page.read_text("utf-8"))]


def first_load(folder: Path, page: Path, suffix: str) -> int:
    """Bytes that come over the wire for the first look at a page."""
    needed = set(re.findall(rf'"(/assets/[^"]+\.{suffix})"', page.read_text("utf-8")))
    return sum((folder / "public" / f"{address.lstrip('/')}.br").stat().st_size for address in needed)


def test_the_first_load_stays_small(built_site: Path) -> None:
    too_big = {
        page.name: (first_load(built_site, page, "js"), first_load(built_site, page, "css"))
        for page in pages(built_site)
        if not page.name.startswith("gallery.")
        and (first_load(built_site, page, "js") > 170 * KIB or first_load(built_site, page, "css") > 15 * KIB)
    }
    assert not too_big


def test_the_scripts_of_a_page_are_few(built_site: Path, table: SiteTable) -> None:
    """A browser that speaks HTTP/1.1 fetches six files at a time."""
    counts = {address.path: len(module_preloads(built_site, address)) for address in table.addresses}
    assert {path: count for path, count in counts.items() if count > 14} == {}


def test_elements_are_made_without_a_library_for_styles(built_site: Path) -> None:
    scripts = (file.read_text("utf-8") for file in (built_site / "public" / "assets").glob("*.js"))
    assert not any("data-emotion" in script for script in scripts)


def test_another_configuration_for_the_bundler_is_refused() -> None:
    with pytest.raises(RuntimeError, match="alias"):
        completed('groups: [\n            {\n              name: "reflex-env",\n            },\n')


def test_compressed_copies_hold_the_same(built_site: Path) -> None:
    packed = list(built_site.rglob("*.br"))
    assert packed
    for copy in packed:
        content = copy.with_suffix("").read_bytes()
        assert brotli.decompress(copy.read_bytes()) == content
        zipped = copy.with_suffix(".gz")
        # The header of gzip alone makes a few words longer than they were.
        if zipped.exists() or len(content) > 500:
            assert gzip.decompress(zipped.read_bytes()) == content


def test_sources_stay_behind(built_site: Path) -> None:
    assert not list(built_site.rglob("*.jsx"))
    assert not (built_site / "public" / "generated").exists()
    assert not list(built_site.rglob("*.map"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manifest_makes_the_portal_an_app(built_site: Path, language: str) -> None:
    manifest = json.loads((built_site / "public" / site.manifest_path(language).lstrip("/")).read_text("utf-8"))  # type: ignore[arg-type]  # one of LANGUAGES
    assert (manifest["id"], manifest["lang"], manifest["scope"]) == ("/", language, "/")
    sizes = {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]}
    assert sizes == {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}
    for icon in manifest["icons"]:
        with Image.open(built_site / "public" / icon["src"].lstrip("/")) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]


def test_the_service_worker_keeps_only_files_that_are_there_and_no_page_but_the_offline_one(built_site: Path) -> None:
    program = (built_site / "public" / "sw.js").read_text("utf-8")
    constants = {
        name: json.loads(value)
        for name, value in re.findall(r"^const ([A-Z]+) = (.+);$", program, re.MULTILINE)
        if value[0] in '[{"'
    }
    assert constants["OFFLINE"] == {language: site.path(site.OFFLINE, language) for language in LANGUAGES}
    assert all((built_site / "public" / path.lstrip("/")).is_file() for path in constants["LASTING"])
    assert set(constants["FIRST"]) <= set(constants["LASTING"])
    assert not [path for path in constants["LASTING"] if not re.match(r"/(assets|fonts)/", path)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_offline_page_needs_no_script(built_site: Path, language: str) -> None:
    page = (built_site / "pages" / f"offline.{language}.html").read_text("utf-8")
    assert "modulepreload" not in page
    assert 'type="module"' not in page
    assert not html.fromstring(page.encode()).xpath("//button | //form | //details")


def test_an_unchanged_tree_is_not_built_again(built_site: Path) -> None:
    started = time.perf_counter()
    was_built = build(output=built_site, portal_toml=portal_file())
    assert not was_built
    assert time.perf_counter() - started < 1


def test_another_company_or_another_logo_is_a_reason_to_build(built_site: Path, tmp_path: Path) -> None:
    for file in portal_file().parent.glob("*.*"):
        if file.suffix in {".toml", ".svg"}:
            shutil.copy(file, tmp_path / file.name)
    changed = tmp_path / portal_file().name
    changed.write_text(changed.read_text("utf-8").replace("Lindental", "Rosental"), "utf-8")
    assert not is_current(built_site, changed)


LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">
<rect width="{width}" height="{height}"/></svg>"""


@pytest.mark.parametrize(("width", "height"), [(40, 40), (120, 30), (30, 120)])
def test_icons_hold_the_whole_logo_and_come_out_the_same_each_time(tmp_path: Path, width: int, height: int) -> None:
    (tmp_path / "logo.svg").write_text(LOGO.format(width=width, height=height), "utf-8")
    made = [_icons(tmp_path / str(number), tmp_path / "logo.svg") for number in range(2)]
    assert made[0] == made[1]
    with Image.open(tmp_path / "0" / "icons" / "icon-maskable-512.png") as icon:
        dark = icon.convert("L").point(lambda value: 255 if value < 128 else 0).getbbox()
    assert dark is not None
    left, top, right, bottom = dark
    # A launcher may cut off everything outside a circle of 80 % of the width.
    assert ((right - left) ** 2 + (bottom - top) ** 2) ** 0.5 <= 0.8 * 512
    assert (right - left) / (bottom - top) == pytest.approx(width / height, rel=0.05)


def _icons(folder: Path, logo: Path) -> dict[str, bytes]:
    make_icons(logo, assets=folder)
    return {file.name: file.read_bytes() for file in folder.rglob("*.*") if file.is_file()}


def test_what_npm_brings_is_what_the_lockfile_says() -> None:
    lock = json.loads((NODE_MODULES.parent / "package-lock.json").read_text("utf-8"))
    installed = json.loads((NODE_MODULES / ".package-lock.json").read_text("utf-8"))
    differing = [
        name
        for name, package in installed["packages"].items()
        if lock["packages"].get(name, {}).get("version") != package["version"]
    ]
    assert not differing
