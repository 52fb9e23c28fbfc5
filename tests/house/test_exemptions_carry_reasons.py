"""Whoever switches a check off says why, beside it. What is switched off without need fails, too."""

import io
import re
import tokenize
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.support.sources import Source, sources

ROOT = Path(__file__).parents[2]
CONFIGURATION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

_SWITCHES = re.compile(
    r"# (noqa(: ?[A-Z]+[0-9]+(, ?[A-Z]+[0-9]+)*)?|type: ?ignore(\[[a-z-]+(, ?[a-z-]+)*\])?|pragma: no \w+|fmt: \w+)"
)
_SCRIPT_SWITCHES = re.compile(r"eslint-disable|stylelint-disable|@ts-ignore|@ts-expect-error")
_SKIPS = re.compile(r"pytest\.(?:mark\.)?(skip|skipif|xfail|importorskip)\b")
_SHORTEST_REASON = 7  # "as above"


def unexplained(files: Iterable[Source]) -> list[str]:
    """Switched-off checks without a reason on their line or in the comment above."""
    return [f"{file.path}:{line}" for file in files for line in _unexplained_lines(file)]


def _unexplained_lines(file: Source) -> Iterator[int]:
    for token in tokenize.generate_tokens(io.StringIO(file.text).readline):
        if token.type == tokenize.COMMENT and _SWITCHES.search(token.string):
            line = token.start[0]
            rest = _SWITCHES.sub("", token.string)
            # One that switches on again what was switched off needs no reason of its own.
            if not _is_reason(rest) and not _is_explained_above(file, line) and "fmt: on" not in token.string:
                yield line


def _is_explained_above(file: Source, line: int) -> bool:
    above = file.lines[line - 2].strip() if line > 1 else ""
    return above.startswith("#") and not _SWITCHES.search(above) and _is_reason(above)


def _is_reason(text: str) -> bool:
    return len(re.sub(r"[^A-Za-z]", "", text)) >= _SHORTEST_REASON


def without_code(files: Iterable[Source]) -> list[str]:
    """Switches that turn off every check there is."""
    return [
        f"{file.path}:{number}"
        for file in files
        for number, line in enumerate(file.lines, start=1)
        if re.search(r"# (noqa(?!:)|type: ?ignore(?!\[))", line) and '"' not in line.partition("#")[2]
    ]


def test_every_exemption_carries_a_reason() -> None:
    assert unexplained(sources(".py")) == []


def test_every_exemption_names_what_it_exempts_from() -> None:
    assert without_code(sources(".py", folders=("backend", "frontend", "a11y", "privacy"))) == []


def test_scripts_and_styles_have_no_exemptions() -> None:
    files = sources(".js", ".jsx", ".mjs", ".scss")
    assert [file.path for file in files if _SCRIPT_SWITCHES.search(file.text)] == []


def test_no_test_is_skipped() -> None:
    """What is missing is fetched, or the run fails and says how to get it."""
    skipping = [file.path for file in sources(".py", folders=("tests", "e2e")) if _SKIPS.search(file.text)]
    assert [path for path in skipping if path != "tests/house/test_exemptions_carry_reasons.py"] == []


def test_an_exemption_without_need_fails() -> None:
    ruff, mypy = CONFIGURATION["tool"]["ruff"]["lint"], CONFIGURATION["tool"]["mypy"]
    assert "RUF" in ruff["select"]
    assert not any(rule.startswith(("RUF1", "PGH")) for rule in ruff["ignore"])
    assert mypy["strict"]
    assert mypy.get("warn_unused_ignores", True), "part of strict"
    assert {"tests", "e2e"} <= set(mypy["files"])


def test_every_general_exemption_carries_a_reason() -> None:
    """In pyproject.toml each rule that is off for all says why beside it."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    listed = text.partition("[tool.ruff.lint]")[2].partition("ignore = [")[2].partition("\n]")[0]
    reason = ""
    for line in filter(None, map(str.strip, listed.splitlines())):
        reason = line.partition("#")[2] or reason
        assert _is_reason(reason), line


@pytest.mark.parametrize(
    ("line", "is_explained"),
    [
        ("x = 1  # noqa: S603", False),
        ("x = 1  # noqa: S603 - why", False),
        ("x = 1  # noqa: S603 - a fixed command", True),
        ("# A fixed command.\nx = 1  # noqa: S603", True),
        ("# noqa: S101\nx = 1  # noqa: S603", False),
        ("x = 1  # type: ignore[arg-type]", False),
        ("x = 1  # type: ignore[arg-type]  # the stub is wrong", True),
        ('x = "# noqa: S603"', True),
    ],
)
def test_a_missing_reason_would_be_noticed(line: str, is_explained: bool) -> None:
    assert (unexplained([Source("a.py", f"{line}\n")]) == []) == is_explained
