"""What Lighthouse says of the pages that people see first: a phone of the middle class on slow 4G (simulated)."""

import asyncio
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final

import httpx
import msgspec
from websockets.sync.client import connect

from backend.bootstrap.browser import get_browser
from backend.web.session import cookie_name
from e2e.fixtures.browser import ARGUMENTS
from tests.bench.figures import Figure
from tests.bench.stand import Stand
from tests.support.commands import ROOT
from tests.support.processes import eventually

_RUNS: Final = 3
_TRIES: Final = 3
_SECONDS: Final = 240
_REPORTS: Final = ROOT / "var" / "bench" / "lighthouse"
_KIB: Final = 1024

_NODE: Final = ROOT / ".venv" / "bin" / "node"
_LIGHTHOUSE: Final = ROOT / "frontend" / "node_modules" / "lighthouse" / "cli" / "index.js"
_OPTIONS: Final = (
    "--quiet",
    "--no-enable-error-reporting",
    "--only-categories=performance,accessibility,best-practices",
    "--disable-full-page-screenshot",
    "--output=json",
)


@dataclass(frozen=True)
class _Visit:
    """One page as Lighthouse saw it once. Scores are out of 100, sizes in bytes as transferred."""

    performance: float
    accessibility: float
    best_practices: float
    layout_shift: float
    script: int
    style: int


def measure(stand: Stand) -> Iterator[Figure]:
    """Every page several times, each time with a browser that has never been here; the medians count."""
    _REPORTS.mkdir(parents=True, exist_ok=True)
    (token,) = asyncio.run(stand.sign_in())
    pages = {
        "start": ("/", ""),
        "sign-in": ("/anmelden", ""),
        "overview": ("/uebersicht", token),
        "60 invoices": ("/rechnungen", token),
        "one invoice": (_an_invoice(stand, token), token),
    }
    for name, (path, session) in pages.items():
        visits = [_visit(stand, name, path, session) for _ in range(_RUNS)]
        yield from _figures(name, visits)


def _an_invoice(stand: Stand, token: str) -> str:
    answer = httpx.get(f"{stand.url}/api/v1/invoices", cookies={cookie_name(stand.settings): token})
    newest: str = answer.raise_for_status().json()["items"][0]["id"]
    return f"/rechnungen/{newest}"


def _figures(name: str, visits: list[_Visit]) -> Iterator[Figure]:
    def middle(field: str) -> float:
        return median(float(getattr(visit, field)) for visit in visits)

    yield Figure(measure=f"{name}: performance", value=middle("performance"), at_least=95)
    yield Figure(measure=f"{name}: accessibility", value=middle("accessibility"), at_least=100)
    yield Figure(measure=f"{name}: best practices", value=middle("best_practices"), at_least=100)
    yield Figure(measure=f"{name}: layout shift", value=middle("layout_shift"), at_most=0.02)
    yield Figure(measure=f"{name}: JavaScript", value=middle("script") / _KIB, unit="KiB", at_most=170)
    yield Figure(measure=f"{name}: CSS", value=middle("style") / _KIB, unit="KiB", at_most=15)


def _visit(stand: Stand, name: str, path: str, session: str) -> _Visit:
    report = _REPORTS / f"{name.replace(' ', '-')}.json"
    for _ in range(_TRIES):
        if _write_report(stand, path, session, report):
            return _read(msgspec.json.decode(report.read_bytes()), f"{stand.url}{path}")
    raise RuntimeError("Lighthouse could not look at the page: see what it says above.")


def _write_report(stand: Stand, path: str, session: str, report: Path) -> bool:
    """False when Lighthouse gives up: on a busy machine it may miss the beginning of the page load."""
    with _fresh_browser() as (port, control):
        if session:
            _set_cookie(control, url=stand.url, name=cookie_name(stand.settings), value=session)
        command: list[str | Path] = [_NODE, _LIGHTHOUSE, f"{stand.url}{path}", f"--port={port}", *_OPTIONS]
        run = subprocess.run([*command, f"--output-path={report}"], timeout=_SECONDS, check=False)
    return run.returncode == 0


@contextmanager
def _fresh_browser() -> Iterator[tuple[int, str]]:
    """A Chromium without past: the port and the address where it is controlled."""
    with TemporaryDirectory(prefix="servicetheke-bench-", ignore_cleanup_errors=True) as profile:
        options = ["--headless=new", "--remote-debugging-port=0", f"--user-data-dir={profile}", *ARGUMENTS]
        browser = subprocess.Popen(
            [get_browser(), *options, "about:blank"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            yield _control(Path(profile) / "DevToolsActivePort")
        finally:
            browser.terminate()
            browser.wait()


def _control(file: Path) -> tuple[int, str]:
    """Chromium writes two lines: the port, and the path of the browser's own websocket."""
    if not eventually(lambda: file.exists() and file.read_text().count("\n") >= 1, seconds=60):
        raise TimeoutError("Chromium did not start.")
    port, path = file.read_text().split()
    return int(port), f"ws://127.0.0.1:{port}{path}"


def _set_cookie(control: str, **cookie: str) -> None:
    """As the server sets it at sign-in (Chrome DevTools Protocol, Storage.setCookies)."""
    with connect(control) as browser:
        parameters = {"cookies": [{**cookie, "httpOnly": True, "sameSite": "Lax"}]}
        browser.send(json.dumps({"id": 1, "method": "Storage.setCookies", "params": parameters}))
        answer = json.loads(browser.recv())
    assert "error" not in answer, answer


def _read(report: Any, address: str) -> _Visit:
    assert report["finalDisplayedUrl"] == address, "it is the page that was asked for, not the way to sign in"
    requests = report["audits"]["network-requests"]["details"]["items"]
    scores = {name: 100 * (category["score"] or 0) for name, category in report["categories"].items()}
    return _Visit(
        performance=scores["performance"],
        accessibility=scores["accessibility"],
        best_practices=scores["best-practices"],
        layout_shift=report["audits"]["cumulative-layout-shift"]["numericValue"],
        script=_transferred(requests, "Script"),
        style=_transferred(requests, "Stylesheet"),
    )


def _transferred(requests: list[dict[str, Any]], kind: str) -> int:
    return sum(request["transferSize"] for request in requests if request["resourceType"] == kind)
