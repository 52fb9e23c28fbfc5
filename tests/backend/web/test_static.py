"""Static files: small, fresh, and only what the build has made."""

import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import brotli
import httpx
import msgspec
import pytest
import pytest_asyncio

from backend.web.schemas import Address, Language, PageFile, SiteTable
from backend.web.static import SiteMissing, StaticSite

HASH = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
SCRIPT = "export const answer = 42;" * 50


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site as the build leaves it, with a page for everybody, one of the demo and one with a changing address."""
    pages = {"start.de": _page(tmp_path, "start.de", "de"), "start.en": _page(tmp_path, "start.en", "en")}
    table = SiteTable(
        addresses=(
            Address("/", "de", "public", pages["start.de"]),
            Address("/en", "en", "public", pages["start.en"]),
            Address("/hilfe", "de", "public", _page(tmp_path, "help.de", "de")),
            Address("/demo/mail", "de", "demo", _page(tmp_path, "mail.de", "de")),
            Address("/rechnungen/[id]", "de", "customer", _page(tmp_path, "invoice.de", "de")),
            Address("/en/invoices/[id]", "en", "customer", _page(tmp_path, "invoice.en", "en")),
        ),
        fallback={"de": _page(tmp_path, "fallback.de", "de"), "en": _page(tmp_path, "fallback.en", "en")},
        preload=("/fonts/plain.woff2",),
    )
    (tmp_path / "site.json").write_bytes(msgspec.json.encode(table))
    _script(tmp_path / "public" / "assets" / "app-1a2b.js")
    (tmp_path / "public" / "sw.js").write_text("self", "utf-8")
    (tmp_path / "public" / "manifest.webmanifest").write_text("{}", "utf-8")
    return tmp_path


def _page(folder: Path, name: str, language: Language) -> PageFile:
    file = folder / "pages" / f"{name}.html"
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"<h1>{name}</h1>", "utf-8")
    return PageFile(f"pages/{name}.html", language, (HASH,))


def _script(file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_text(SCRIPT, "utf-8")
    file.with_name(file.name + ".br").write_bytes(brotli.compress(SCRIPT.encode()))
    file.with_name(file.name + ".gz").write_bytes(gzip.compress(SCRIPT.encode()))


@pytest_asyncio.fixture
async def site(folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with _client(StaticSite(folder, hidden={"demo"}, secure=False)) as client:
        yield client


def _client(site: StaticSite) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url="http://portal.test")


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br;q=0.000", ""),
        ("identity", ""),
        ("BR", "br"),
    ],
)
async def test_a_file_comes_in_the_smallest_encoding_that_the_browser_takes(
    site: httpx.AsyncClient, accepted: str, encoding: str
) -> None:
    answer = await site.get("/assets/app-1a2b.js", headers={"accept-encoding": accepted})
    assert answer.headers.get("content-encoding", "") == encoding
    assert answer.text == SCRIPT
    assert answer.headers["vary"] == "accept-encoding"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"


async def test_a_file_with_a_hash_in_its_name_is_kept_for_ever_and_a_page_is_asked_for_each_time(
    site: httpx.AsyncClient,
) -> None:
    kept = {path: (await site.get(path)).headers["cache-control"] for path in ("/assets/app-1a2b.js", "/", "/sw.js")}
    assert "immutable" in kept["/assets/app-1a2b.js"]
    assert kept["/"] == kept["/sw.js"] == "no-cache"


async def test_what_the_browser_has_already_is_not_sent_again(site: httpx.AsyncClient) -> None:
    first = await site.get("/", headers={"accept-encoding": "identity"})
    again = await site.get(
        "/", headers={"accept-encoding": "identity", "if-none-match": f'"other", W/{first.headers["etag"]}'}
    )
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]


async def test_each_encoding_has_an_etag_of_its_own(site: httpx.AsyncClient) -> None:
    etags = {
        (await site.get("/assets/app-1a2b.js", headers={"accept-encoding": encoding})).headers["etag"]
        for encoding in ("br", "gzip", "identity")
    }
    assert len(etags) == 3


async def test_a_page_bears_its_script_hashes_its_language_and_the_fonts_it_needs(site: httpx.AsyncClient) -> None:
    answer = await site.get("/en")
    assert answer.text == "<h1>start.en</h1>"
    assert answer.headers["content-language"] == "en"
    assert f"script-src 'self' '{HASH}'" in answer.headers["content-security-policy"]
    assert answer.headers["link"] == "</fonts/plain.woff2>; rel=preload; as=font; crossorigin; fetchpriority=low"


@pytest.mark.parametrize(
    ("path", "status", "content"),
    [
        ("/rechnungen/0192-abc", 200, "invoice.de"),
        ("/en/invoices/0192-abc", 200, "invoice.en"),
        ("/rechnungen/0192/more", 404, "fallback.de"),
        ("/rechnungen/", 404, "fallback.de"),
        ("/unbekannt", 404, "fallback.de"),
        ("/en/unknown", 404, "fallback.en"),
        ("/english", 404, "fallback.de"),
        ("/demo/mail", 404, "fallback.de"),
        ("/../site.json", 404, "fallback.de"),
        ("/pages/start.de.html", 404, "fallback.de"),
        ("/assets/app-1a2b.js.br", 404, "fallback.de"),
    ],
)
async def test_known_addresses_exist_and_no_others(
    site: httpx.AsyncClient, path: str, status: int, content: str
) -> None:
    answer = await site.get(path)
    assert (answer.status_code, answer.text) == (status, f"<h1>{content}</h1>")


async def test_an_unknown_address_is_404_even_for_a_browser_that_has_the_page(site: httpx.AsyncClient) -> None:
    first = await site.get("/unbekannt")
    again = await site.get("/unbekannt", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 404


async def test_pages_of_the_demo_exist_in_demo_mode(folder: Path) -> None:
    async with _client(StaticSite(folder, secure=False)) as site:
        assert (await site.get("/demo/mail")).status_code == 200


async def test_a_trailing_slash_leads_to_the_page(site: httpx.AsyncClient) -> None:
    answer = await site.get("/hilfe/?von=mail")
    assert (answer.status_code, answer.headers["location"]) == (308, "/hilfe?von=mail")


async def test_head_is_answered_without_content(site: httpx.AsyncClient) -> None:
    answer = await site.head("/assets/app-1a2b.js", headers={"accept-encoding": "identity"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(len(SCRIPT))


async def test_nothing_can_be_sent_to_a_page(site: httpx.AsyncClient) -> None:
    answer = await site.post("/", content="x")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


async def test_the_service_worker_may_fetch_and_nothing_else(site: httpx.AsyncClient) -> None:
    policy = (await site.get("/sw.js")).headers["content-security-policy"]
    assert "default-src 'none'; connect-src 'self'; img-src 'self'; frame-ancestors 'none'" in policy
    assert (await site.get("/manifest.webmanifest")).headers["content-type"] == "application/manifest+json"


def test_pages_that_were_never_built_are_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(SiteMissing, match=r"python -m frontend\.build"):
        StaticSite(tmp_path, secure=False)
