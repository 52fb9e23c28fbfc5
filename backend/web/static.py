"""Serves the finished pages and files: read once at start, already compressed, never computed.

Every file of the site is small and known, so all of it is kept in memory, and no path of a request ever touches the
file system. Litestar's and Starlette's static files neither send precompressed files nor know which page of the
browser's router an address belongs to.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import Path
from typing import Final

import msgspec

from backend.core.command_error import CommandError
from backend.web.gate import Receive, Scope, Send
from backend.web.schemas import Address, Language, PageFile, SiteTable
from backend.web.security_headers import CSP, SERVICE_WORKER, page_policy

_LASTING: Final = re.compile(r"/(assets|fonts)/")
"""Files whose names change with their content."""

_FOR_EVER: Final = "public, max-age=31536000, immutable"
_ASK_EACH_TIME: Final = "no-cache"
"""Kept, but used only after the server has said by the ETag that it is still the same."""

_EARLY_FONT: Final = "rel=preload; as=font; crossorigin; fetchpriority=low"
"""Fetched at once, but not before the stylesheet; text is readable without it."""

_TYPES: Final = {".webmanifest": "application/manifest+json", ".js": "text/javascript", ".woff2": "font/woff2"}

_ENCODINGS: Final = (("br", ".br"), ("gzip", ".gz"))


class SiteMissing(CommandError):
    """The pages have not been built."""


@dataclass(frozen=True)
class Variant:
    """One file in one content encoding ("" for none)."""

    encoding: str
    content: bytes
    etag: bytes


@dataclass(frozen=True)
class Resource:
    """What is served at an address, in all its encodings, the smallest first."""

    variants: tuple[Variant, ...]
    headers: tuple[tuple[bytes, bytes], ...]

    def variant(self, accepted: Mapping[str, bool]) -> Variant:
        return next((one for one in self.variants if accepted.get(one.encoding)), self.variants[-1])


class StaticSite:
    """ASGI application for everything that is neither the API nor page state."""

    def __init__(self, folder: Path, *, hidden: Iterable[str] = (), secure: bool) -> None:
        """`hidden`: kinds of access whose pages do not exist here, such as "demo". Raises SiteMissing."""
        try:
            table = msgspec.json.decode((folder / "site.json").read_bytes(), type=SiteTable)
        except FileNotFoundError:
            raise SiteMissing(f"There are no pages in {folder}. Build them: python -m frontend.build") from None
        self._secure = secure
        self._links = ", ".join(f"<{font}>; {_EARLY_FONT}" for font in table.preload)
        self._fallback = {language: self._page(folder, page) for language, page in table.fallback.items()}
        self._at: dict[str, Resource] = dict(_files(folder / "public"))
        self._patterns: list[tuple[re.Pattern[str], Resource]] = []
        for address in table.addresses:
            if address.access not in set(hidden):
                self._add(folder, address)

    def _add(self, folder: Path, address: Address) -> None:
        page = self._page(folder, address.page)
        if "[" in address.path:
            pattern = re.sub(r"\\\[\w+\\\]", "[^/]+", re.escape(address.path))
            self._patterns.append((re.compile(pattern), page))
        else:
            self._at[address.path] = page

    def _page(self, folder: Path, page: PageFile) -> Resource:
        headers = {
            "content-type": "text/html; charset=utf-8",
            "content-language": page.language,
            "cache-control": _ASK_EACH_TIME,
            CSP: page_policy(page.scripts, secure=self._secure),
            "link": self._links,
        }
        return Resource(_variants(folder / page.file), _encoded(headers))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        if scope["method"] not in {"GET", "HEAD"}:
            await _answer(send, 405, [(b"allow", b"GET, HEAD"), (b"content-length", b"0")])
        elif path != "/" and path.endswith("/") and self._known(path.rstrip("/")):
            location = path.rstrip("/") + _query(scope)
            await _answer(send, 308, [(b"location", location.encode()), (b"content-length", b"0")])
        else:
            resource = self._known(path)
            found = resource or self._fallback[_language(path)]
            await _send(scope, send, found, status=200 if resource else 404)

    def _known(self, path: str) -> Resource | None:
        if path in self._at:
            return self._at[path]
        return next((page for pattern, page in self._patterns if pattern.fullmatch(path)), None)


def _files(public: Path) -> Iterable[tuple[str, Resource]]:
    for file in public.rglob("*"):
        if file.is_file() and file.suffix not in {".br", ".gz"}:
            address = f"/{file.relative_to(public).as_posix()}"
            kind = _TYPES.get(file.suffix) or guess_type(file.name)[0] or "application/octet-stream"
            headers = {
                "content-type": f"{kind}; charset=utf-8" if kind.startswith("text/") else kind,
                "cache-control": _FOR_EVER if _LASTING.match(address) else _ASK_EACH_TIME,
                CSP: SERVICE_WORKER if address == "/sw.js" else "",
            }
            yield address, Resource(_variants(file), _encoded(headers))


def _variants(file: Path) -> tuple[Variant, ...]:
    content = file.read_bytes()
    mark = hashlib.sha256(content).hexdigest()[:20]
    packed = [(name, file.with_name(file.name + suffix)) for name, suffix in _ENCODINGS]
    return (
        *(Variant(name, copy.read_bytes(), f'"{mark}-{name}"'.encode()) for name, copy in packed if copy.exists()),
        Variant("", content, f'"{mark}"'.encode()),
    )


def _encoded(headers: Mapping[str, str]) -> tuple[tuple[bytes, bytes], ...]:
    return tuple((name.encode(), value.encode()) for name, value in headers.items() if value)


def _language(path: str) -> Language:
    return "en" if path == "/en" or path.startswith("/en/") else "de"


def _query(scope: Scope) -> str:
    return f"?{scope['query_string'].decode()}" if scope.get("query_string") else ""


async def _send(scope: Scope, send: Send, resource: Resource, *, status: int) -> None:
    asked = {name.lower(): value for name, value in scope["headers"]}
    variant = resource.variant(_accepted(asked.get(b"accept-encoding", b"").decode("latin-1")))
    headers = [*resource.headers, (b"etag", variant.etag), (b"vary", b"accept-encoding")]
    if status == 200 and _is_known(asked.get(b"if-none-match", b""), variant.etag):
        await _answer(send, 304, headers)
        return
    if variant.encoding:
        headers.append((b"content-encoding", variant.encoding.encode()))
    headers.append((b"content-length", str(len(variant.content)).encode()))
    await _answer(send, status, headers, variant.content if scope["method"] == "GET" else b"")


async def _answer(send: Send, status: int, headers: list[tuple[bytes, bytes]], content: bytes = b"") -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content, "more_body": False})


def _accepted(header: str) -> dict[str, bool]:
    """The encodings that a client takes (RFC 9110, 12.5.3); `q=0` refuses one."""
    accepted = {}
    for part in header.split(","):
        name, _, weight = part.strip().lower().partition(";")
        accepted[name.strip()] = re.fullmatch(r"\s*q=0(\.0*)?\s*", weight) is None
    return accepted


def _is_known(header: bytes, etag: bytes) -> bool:
    """Whether the client has this content already; the comparison is weak (RFC 9110, 13.1.2)."""
    return any(tag.strip().removeprefix(b"W/") in {etag, b"*"} for tag in header.split(b","))
