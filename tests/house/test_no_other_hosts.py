"""Nothing in the portal loads from another host: no font, no script, no picture, no style."""

import re
from collections.abc import Iterable

import pytest

from tests.support.sources import Source, sources

_ADDRESS = re.compile(r"https?://(?P<host>[A-Za-z0-9.-]+)")
# What a browser would complete with the page's own scheme: src="//cdn.example.org/x.js", url(//fonts.example.org).
_WITHOUT_SCHEME = re.compile(r"""["'(=\s]//(?P<host>[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,})/""")
_HOST = "host"

# Names that look like addresses and are never fetched.
_NAMES = {
    "www.w3.org": "namespaces of SVG, RDF and XLink",
    "www.aiim.org": "namespaces of PDF/A",
    "purl.org": "namespace of Dublin Core",
    "ns.adobe.com": "namespace of XMP",
    "localhost": "the portal itself",
}
# Fetched or followed, but never by a page on its own.
_PLACES = {
    "registry.npmjs.org": {"frontend/building/program.py"},  # The build's package registry.
    "www.bundesnetzagentur.de": {"backend/demo/portal.toml"},  # A link that people may follow.
}
_RESERVED = (".example", "example.org", "example.com")  # RFC 2606: nobody's.


def other_hosts(files: Iterable[Source]) -> list[str]:
    """Every mention of a host that is neither ours nor known to be harmless, with its place."""
    return [
        f"{file.path}:{number} {host}"
        for file in files
        for number, line in enumerate(file.lines, start=1)
        for pattern in (_ADDRESS, _WITHOUT_SCHEME)
        for host in (found[_HOST].lower().rstrip(".") for found in pattern.finditer(line))
        if host not in _NAMES and not host.endswith(_RESERVED) and file.path not in _PLACES.get(host, ())
    ]


def test_sources_name_no_other_host() -> None:
    suffixes = (".py", ".js", ".jsx", ".mjs", ".scss", ".css", ".html", ".txt", ".svg", ".toml")
    files = sources(*suffixes, folders=("backend", "frontend", "a11y", "privacy"))
    assert other_hosts(files) == []


@pytest.mark.parametrize(
    "line",
    [
        '<script src="https://cdn.jsdelivr.net/npm/x.js">',
        '@import url("//fonts.googleapis.com/css2");',
        "background: url(//evil.test/pixel.gif);",
        'fetch("http://192.0.2.1/track")',
    ],
)
def test_another_host_would_be_noticed(line: str) -> None:
    assert len(other_hosts([Source("frontend/styles/a.scss", line)])) == 1


@pytest.mark.parametrize("line", ['xmlns="http://www.w3.org/2000/svg"', "x = 7 // 2", '"https://portal.example.org"'])
def test_a_name_or_an_example_is_none(line: str) -> None:
    assert other_hosts([Source("a.py", line)]) == []
