"""Addresses that people type lead to calendar servers, and nowhere else; what comes from there is not trusted."""

import asyncio
import hashlib
import re
import ssl
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from time import perf_counter

import pytest
from cryptography import x509

from backend.appointments.calendars import transport
from backend.appointments.calendars.caldav_client import busy, check, find_calendars, put
from backend.appointments.calendars.refusals import CalendarMissing, CalendarPasswordRefused, NotACalendar
from backend.appointments.calendars.transport import (
    CalendarAccess,
    CalendarAddressIsLocal,
    CalendarAddressNotAllowed,
    CalendarCertificateNotTrusted,
    CalendarUnreachable,
    Connection,
)
from backend.core.errors import Problem
from tests.backend.appointments.calendars.entries import BERLIN, entry
from tests.backend.appointments.calendars.staff import WEEK
from tests.support.certificates import self_signed
from tests.support.web_server import WebServer, always, running_web_server

IS_A_CALENDAR = b"""<?xml version="1.0"?><D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
<D:response><D:href>/cal/</D:href><D:propstat><D:prop>
<D:resourcetype><D:collection/><C:calendar/></D:resourcetype><D:displayname>Termine</D:displayname>
</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>"""
CALENDAR = always("207 Multi-Status", IS_A_CALENDAR, Content_Type="application/xml")


def local(address: str) -> CalendarAccess:
    return CalendarAccess(address, "ingrid", "secret", may_be_local=True)


async def test_what_a_calendar_says_is_understood() -> None:
    async with running_web_server(CALENDAR) as server:
        assert (await check(local(f"{server.origin}/cal/"))).name == "Termine"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "calendar",
        "http://calendar.example.org/",
        "ftp://calendar.example.org/",
        "file:///etc/passwd",
        "https://",
        "https:///calendar",
        "https://user@calendar.example.org/",
        "https://user:password@calendar.example.org/",
        "https://calendar.example.org/?a=b",
        "https://calendar.example.org/#a",
        "https://calendar.example.org:many/",
        "https://[::1/",
        "https://calendar.example.org\r\nHost: other.example.org/",
    ],
)
async def test_an_address_that_is_not_safe_is_never_asked(address: str) -> None:
    with pytest.raises(CalendarAddressNotAllowed):
        await check(CalendarAccess(address, "ingrid", "secret"))
    with pytest.raises(CalendarAddressNotAllowed):
        await find_calendars(local(address))


@pytest.mark.parametrize(
    "host",
    [
        *("localhost", "127.0.0.1", "127.1.2.3", "127.1", "2130706433", "0x7f.1", "0.0.0.0"),
        *("[::1]", "[::]", "[::ffff:127.0.0.1]", "169.254.169.254", "[fe80::1]", "224.0.0.1"),
    ],
)
async def test_this_machine_and_its_neighbours_are_never_asked(host: str) -> None:
    """Also not under the numbers that only look like others."""
    async with running_web_server(CALENDAR) as server:
        with pytest.raises(CalendarAddressIsLocal, match="this machine"):
            await check(CalendarAccess(f"https://{host}:{server.port}/cal/", "ingrid", "secret"))
        assert server.connections == 0


async def test_a_name_is_looked_up_once_for_each_question(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that stands for a harmless machine when it is checked, and for this one when it is asked."""
    answers = [[(2, 1, 6, "", ("192.0.2.1", 0))], [(2, 1, 6, "", ("127.0.0.1", 0))]]
    looked_up: list[str] = []

    async def look_up(host: str, *_: object, **__: object) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        looked_up.append(host)
        return answers[min(len(looked_up), len(answers)) - 1]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", look_up)
    monkeypatch.setattr(transport, "_SECONDS", 0.3)
    async with running_web_server(CALENDAR) as server:
        with pytest.raises(CalendarUnreachable):
            await check(CalendarAccess(f"https://calendar.example.org:{server.port}/", "ingrid", "secret"))
        assert looked_up == ["calendar.example.org"]
        with pytest.raises(CalendarAddressNotAllowed):
            await check(CalendarAccess(f"https://calendar.example.org:{server.port}/", "ingrid", "secret"))
        assert server.connections == 0


async def test_a_name_with_one_bad_machine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    async def look_up(*_: object, **__: object) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        return [(2, 1, 6, "", ("192.0.2.1", 0)), (2, 1, 6, "", ("127.0.0.1", 0))]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", look_up)
    with pytest.raises(CalendarAddressNotAllowed):
        await check(CalendarAccess("https://calendar.example.org/", "ingrid", "secret"))


async def test_a_redirect_to_another_server_is_not_followed() -> None:
    async with running_web_server(CALENDAR) as other:
        redirect = always("302 Found", Location=f"{other.origin}/cal/")
        async with running_web_server(redirect) as server:
            with pytest.raises(CalendarAddressNotAllowed):
                await check(local(f"{server.origin}/cal/"))
        assert other.connections == 0


async def test_a_person_on_another_server_is_not_followed() -> None:
    async with running_web_server(CALENDAR) as other:
        named = f"<D:current-user-principal><D:href>{other.origin}/me/</D:href></D:current-user-principal></D:prop>"
        body = IS_A_CALENDAR.replace(b"</D:prop>", named.encode())
        async with running_web_server(always("207 Multi-Status", body, Content_Type="text/xml")) as server:
            with pytest.raises(CalendarAddressNotAllowed):
                await find_calendars(local(f"{server.origin}/cal/"))
        assert other.connections == 0


async def test_a_redirect_on_the_same_server_is_followed_for_reading_only() -> None:
    async def say(head: str) -> AsyncIterator[bytes]:
        elsewhere = always("301 Moved Permanently", Location="/cal/")
        async for piece in (CALENDAR if " /cal/ " in head else elsewhere)(head):
            yield piece

    async with running_web_server(say) as server:
        assert (await check(local(f"{server.origin}/"))).name == "Termine"
        async with Connection(local(server.origin)) as connection:
            answer = await connection.ask("PUT", "/other", headers={}, content=b"x")
        assert answer.status_code == 301


async def test_a_redirect_in_a_circle_ends() -> None:
    async with running_web_server(always("302 Found", Location="/again")) as server:
        with pytest.raises(CalendarUnreachable):
            await check(local(server.origin))
        assert len(server.heads) == 4


HTML = b"<!doctype html><p>secret things of other people"


@pytest.mark.parametrize("kind", ["text/html", "application/xml", ""])
@pytest.mark.parametrize(
    ("status", "body", "problem"),
    [
        ("200 OK", HTML, NotACalendar),
        ("200 OK", IS_A_CALENDAR, NotACalendar),
        ("207 Multi-Status", HTML, NotACalendar),
        ("207 Multi-Status", b"", NotACalendar),
        ("207 Multi-Status", b"<html><p>secret things of other people</p></html>", NotACalendar),
        ("405 Method Not Allowed", HTML, NotACalendar),
        ("501 Not Implemented", HTML, NotACalendar),
        ("401 Unauthorized", HTML, CalendarPasswordRefused),
        ("403 Forbidden", HTML, CalendarMissing),
        ("410 Gone", HTML, CalendarMissing),
        ("429 Too Many Requests", HTML, CalendarUnreachable),
        ("503 Service Unavailable", HTML, CalendarUnreachable),
        ("500 Internal Server Error", IS_A_CALENDAR, CalendarUnreachable),
    ],
)
async def test_what_is_no_answer_of_a_calendar_is_never_taken_for_an_empty_one(
    kind: str, status: str, body: bytes, problem: type[Problem], caplog: pytest.LogCaptureFixture
) -> None:
    """And what it says is kept nowhere."""
    caplog.set_level("DEBUG")
    async with running_web_server(always(status, body, Content_Type=kind)) as server:
        access = local(f"{server.origin}/cal/")
        for attempt in (check(access), busy(access, WEEK, BERLIN, lambda _: False)):
            with pytest.raises(problem):
                await attempt
    assert "secret things" not in caplog.text


async def test_a_folder_is_no_calendar() -> None:
    folder = IS_A_CALENDAR.replace(b"<C:calendar/>", b"")
    for body in (folder, IS_A_CALENDAR.replace(b"200 OK", b"500 Oh no")):
        async with running_web_server(always("207 Multi-Status", body, Content_Type="text/xml")) as server:
            for attempt in (check(local(server.origin)), find_calendars(local(server.origin))):
                with pytest.raises(NotACalendar):
                    await attempt


async def test_a_server_that_says_nothing_of_rights_may_be_written_to() -> None:
    """Some answer that question to nobody (RFC 3744, 5.4)."""

    async def say(head: str) -> AsyncIterator[bytes]:
        asked[0] += 1
        denied = IS_A_CALENDAR.replace(b"200 OK", b"403 Forbidden")
        second = always("207 Multi-Status", denied, Content_Type="text/xml")
        async for piece in (CALENDAR if asked[0] == 1 else second)(head):
            yield piece

    asked = [0]
    async with running_web_server(say) as server:
        assert (await check(local(f"{server.origin}/cal/"))).name == "Termine"
    assert asked == [2]


async def test_an_answer_that_is_too_long_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    body = IS_A_CALENDAR + b" " * 100_000
    async with running_web_server(always("207 Multi-Status", body, Content_Type="text/xml")) as server:
        assert (await check(local(server.origin))).name == "Termine"
        monkeypatch.setattr(transport, "_LARGEST", 100_000)
        with pytest.raises(CalendarUnreachable):
            await check(local(server.origin))


async def test_an_answer_under_a_wrong_name_is_taken(caplog: pytest.LogCaptureFixture) -> None:
    """Many servers say that XML is something else, and nobody need hear of that each time."""
    async with running_web_server(always("207 Multi-Status", IS_A_CALENDAR, Content_Type="text/html")) as server:
        assert (await check(local(server.origin))).name == "Termine"
    assert [record.name for record in caplog.records if record.levelname == "WARNING"] == []


async def test_an_answer_that_drips_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "_SECONDS", 0.3)

    async def say(head: str) -> AsyncIterator[bytes]:
        yield b"HTTP/1.1 207 Multi-Status\r\nConnection: close\r\n\r\n"
        while True:
            yield b" "
            await asyncio.sleep(0.05)

    async with running_web_server(say) as server:
        begin = perf_counter()
        with pytest.raises(CalendarUnreachable):
            await check(local(server.origin))
        assert perf_counter() - begin < 5


async def test_entities_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret things", "utf-8")
    entities = f"""<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">
        <!ENTITY c SYSTEM "{(tmp_path / "secret").as_uri()}">]>"""
    body = entities.encode() + IS_A_CALENDAR.partition(b"?>")[2].replace(b">Termine<", b">x&b;&c;<")
    async with running_web_server(always("207 Multi-Status", body, Content_Type="application/xml")) as server:
        found = await check(local(f"{server.origin}/cal/"))
    assert "aaaa" not in found.name
    assert "secret" not in found.name


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """For the name alone: not for the number that the connection goes to."""
    return self_signed(tmp_path_factory.mktemp("tls"), x509.DNSName("localhost"))


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def encrypted(server: WebServer) -> CalendarAccess:
    return local(server.origin.replace("http:", "https:") + "/cal/")


async def test_the_name_is_what_is_proven_on_the_way(
    tls: ssl.SSLContext, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    transport._certificates.cache_clear()
    try:
        async with running_web_server(CALENDAR, tls=tls) as server:
            assert (await check(encrypted(server))).name == "Termine"
            assert f"host: localhost:{server.port}\r\n" in server.heads[0].lower()
            with pytest.raises(CalendarCertificateNotTrusted):
                await check(local(f"https://127.0.0.1:{server.port}/cal/"))
    finally:
        transport._certificates.cache_clear()


async def test_a_server_that_cannot_prove_its_name_gets_no_password(tls: ssl.SSLContext) -> None:
    async with running_web_server(CALENDAR, tls=tls) as server:
        with pytest.raises(CalendarCertificateNotTrusted):
            await check(encrypted(server))
        assert server.heads == []


async def test_a_server_that_takes_digests_only() -> None:
    """RFC 7616: it can check who asks, and learns no password that it could use elsewhere."""

    def expected(head: str) -> bool:
        fields = dict(re.findall(r'(\w+)="?([^",\r]+)', head.partition("Digest ")[2].partition("\r\n")[0]))
        if not fields:
            return False
        method = head.partition(" ")[0]
        of_person = _sha(f"ingrid:calendars:{'secret'}")
        of_request = _sha(f"{method}:{fields['uri']}")
        between = f"{fields['nonce']}:{fields['nc']}:{fields['cnonce']}:{fields['qop']}"
        return bool(fields["response"] == _sha(f"{of_person}:{between}:{of_request}"))

    challenge = always(
        "401 Unauthorized",
        WWW_Authenticate='Digest realm="calendars", qop="auth", algorithm=SHA-256, nonce="abc", opaque="def"',
    )

    async def say(head: str) -> AsyncIterator[bytes]:
        if head.startswith("GET"):
            answer = always("404 Not Found")
        elif head.startswith("REPORT"):
            answer = always("207 Multi-Status", b'<D:multistatus xmlns:D="DAV:"/>', Content_Type="text/xml")
        else:
            answer = always("201 Created") if head.startswith("PUT") else CALENDAR
        async for piece in (answer if expected(head) else challenge)(head):
            yield piece

    async with running_web_server(say) as server:
        assert (await check(local(f"{server.origin}/cal/"))).name == "Termine"
        await put(local(f"{server.origin}/cal/"), entry(), BERLIN)
        assert server.heads[-1].startswith("PUT")
        with pytest.raises(CalendarPasswordRefused):
            await check(CalendarAccess(f"{server.origin}/cal/", "ingrid", "wrong", may_be_local=True))


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture
def company_proxy(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Where machines are let out through a proxy only, but for one name."""

    def set_up(port: int) -> None:
        for name in ("http_proxy", "https_proxy", "HTTPS_PROXY"):
            monkeypatch.setenv(name, f"http://localhost:{port}")
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.setenv(name, "127.1")

    return set_up


async def test_the_companys_proxy_is_asked_for_the_way(company_proxy: Callable[[int], None]) -> None:
    """Then names are its affair: a machine behind one need not be able to look any up."""
    async with running_web_server(always("403 Forbidden")) as server:
        company_proxy(server.port)
        with pytest.raises(CalendarUnreachable):
            await check(CalendarAccess("https://calendar.invalid/cal/", "ingrid", "secret"))
        assert [head.partition("\r\n")[0] for head in server.heads] == ["CONNECT calendar.invalid:443 HTTP/1.1"]


async def test_what_goes_past_the_proxy_is_checked_here(company_proxy: Callable[[int], None]) -> None:
    async with running_web_server(CALENDAR) as server:
        company_proxy(server.port)
        with pytest.raises(CalendarAddressIsLocal, match="this machine"):
            await check(CalendarAccess(f"https://127.1:{server.port}/cal/", "ingrid", "secret"))
        assert server.connections == 0


async def test_this_machine_is_asked_past_the_proxy(company_proxy: Callable[[int], None]) -> None:
    async with running_web_server(always("403 Forbidden")) as proxy, running_web_server(CALENDAR) as server:
        company_proxy(proxy.port)
        assert (await check(local(server.origin))).name == "Termine"
        assert proxy.connections == 0
