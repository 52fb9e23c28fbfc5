"""docs/asvs.md leaves no requirement of OWASP ASVS 5.0, chapters 6 to 10, level 2, without a test or a reason."""

import ast
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "asvs.md"

# How many requirements each section has in ASVS 5.0, and which of them are for level 3 only.
_SECTIONS = {
    "6.1": (3, ()),
    "6.2": (12, ()),
    "6.3": (8, (5, 6, 7, 8)),
    "6.4": (6, (5, 6)),
    "6.5": (8, (6, 7, 8)),
    "6.6": (4, (4,)),
    "6.7": (2, (1, 2)),
    "6.8": (4, ()),
    "7.1": (3, ()),
    "7.2": (4, ()),
    "7.3": (2, ()),
    "7.4": (5, ()),
    "7.5": (3, (3,)),
    "7.6": (2, ()),
    "8.1": (4, (3, 4)),
    "8.2": (4, (4,)),
    "8.3": (3, (2, 3)),
    "8.4": (2, (2,)),
    "9.1": (3, ()),
    "9.2": (4, ()),
    "10.1": (2, ()),
    "10.2": (3, (3,)),
    "10.3": (5, (5,)),
    "10.4": (16, (12, 13, 14, 15, 16)),
    "10.5": (5, ()),
    "10.6": (2, ()),
    "10.7": (3, ()),
}
REQUIRED = [
    f"{section}.{number}"
    for section, (count, third_level) in _SECTIONS.items()
    for number in range(1, count + 1)
    if number not in third_level
]

_NUMBERS = re.compile(r"(\d+\.\d+\.\d+)(?: to (\d+\.\d+\.\d+))?")
_TEST = re.compile(r"`((?:tests|e2e)/[\w/.]+\.py)(?:::(\w+))?`")
_FILE = re.compile(r"`((?:backend|frontend|docs|privacy)/[\w/.-]+\.\w+)`")
_WITHOUT = re.compile(r"(?:does not apply|deviates|documentation): \w")
_LINK = re.compile(r"\]\(([\w./-]+)(#[\w-]+)?\)")


@dataclass(frozen=True)
class Row:
    """One row: which requirements, what they ask, how that is met, and by which test."""

    numbers: tuple[str, ...]
    asked: str
    met: str
    tests: str

    @property
    def explains_itself(self) -> bool:
        return bool(_TEST.search(self.tests) or _WITHOUT.search(self.tests))


def rows(text: str) -> list[Row]:
    """The rows of all tables whose first cell is the number of one requirement, or of a stretch of them."""
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in text.splitlines() if line[:1] == "|"]
    return [Row(_numbers(row[0]), *row[1:]) for row in cells if _NUMBERS.search(row[0])]


def _numbers(cell: str) -> tuple[str, ...]:
    found: list[str] = []
    for first, last in _NUMBERS.findall(cell):
        section, _, start = first.rpartition(".")
        end = last.rpartition(".")[2] or start
        found += [f"{section}.{number}" for number in range(int(start), int(end) + 1)]
    return tuple(found)


def missing(text: str) -> list[str]:
    """Requirements without a row, or with more than one."""
    found = [number for row in rows(text) for number in row.numbers]
    return [number for number in REQUIRED if found.count(number) != 1]


def dangling(text: str) -> list[str]:
    """Files and tests that the document names and that are not there."""
    files = [*_FILE.findall(text), *(path for path, _ in _TEST.findall(text))]
    links = [path for path, _ in _LINK.findall(text)]
    return [
        *(path for path in files if not (ROOT / path).is_file()),
        *(path for path in links if not (DOCUMENT.parent / path).exists()),
        *(f"{path}::{name}" for path, name in _TEST.findall(text) if name and name not in _tests_in(path)),
    ]


@lru_cache
def _tests_in(path: str) -> frozenset[str]:
    file = ROOT / path
    if not file.is_file():
        return frozenset()
    tree = ast.parse(file.read_text("utf-8"))
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return frozenset(node.name for node in functions if node.name.startswith("test_"))


def unexplained(text: str) -> list[str]:
    """Requirements with neither a test nor a stated reason."""
    return [number for row in rows(text) if not row.explains_itself for number in row.numbers]


def deviations(text: str) -> tuple[set[str], set[str]]:
    """Requirements that a row says deviate, and those that the section about deviations speaks of."""
    said = {number for row in rows(text) if "deviates:" in row.tests for number in row.numbers}
    section = text.partition("## What deviates, and why")[2].partition("\n## ")[0]
    return said, {
        number for line in re.findall(r"^\*\*([^*]+)\*\*", section, re.MULTILINE) for number in _numbers(line)
    }


def test_no_requirement_is_left_out() -> None:
    assert len(REQUIRED) == 96
    assert missing(DOCUMENT.read_text("utf-8")) == []


def test_what_is_named_is_there() -> None:
    assert dangling(DOCUMENT.read_text("utf-8")) == []
    assert dangling((DOCUMENT.parent / "security.md").read_text("utf-8")) == []


def test_every_requirement_has_a_test_or_a_reason() -> None:
    assert unexplained(DOCUMENT.read_text("utf-8")) == []


def test_every_deviation_is_explained() -> None:
    said, explained = deviations(DOCUMENT.read_text("utf-8"))
    assert said == explained


def test_a_fault_would_be_noticed() -> None:
    good = "| 6.1.1 | a | b | `tests/house/test_asvs_table.py::test_a_fault_would_be_noticed` |"
    assert unexplained(good) == dangling(good) == []
    assert "6.1.1" not in missing(good)
    assert "6.1.1" in missing(f"{good}\n{good}")
    assert unexplained("| 6.1.1 | a | b | |") == ["6.1.1"]
    assert rows("| 10.6.1 to 10.6.2 | a | b | does not apply: why |")[0].numbers == ("10.6.1", "10.6.2")
    assert dangling("`tests/house/test_asvs_table.py::test_gone` `tests/gone.py` `backend/gone.py` [a](gone.md)") == [
        "backend/gone.py",
        "tests/gone.py",
        "gone.md",
        "tests/house/test_asvs_table.py::test_gone",
    ]
    assert deviations("| 6.1.1 | a | b | deviates: see below |\n## What deviates, and why\n\n**6.2.1** b") == (
        {"6.1.1"},
        {"6.2.1"},
    )
