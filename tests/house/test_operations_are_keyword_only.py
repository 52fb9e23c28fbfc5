"""What an operation is given is named where it is called, and so is the time: `now` is passed in."""

import ast
from collections.abc import Iterable, Iterator

from tests.support.sources import Source, functions, sources

_DECIDING = ("operations", "queries", "session_queries", "tables")
_CLOCKS = {"utc_now", "now", "utcnow", "today", "time", "monotonic"}
_READS_CLOCK = {"utc_now", "datetime", "date", "time"}


def _is_named(source: Source, *names: str) -> bool:
    """Whether the file, or the folder it lies in, has one of these names."""
    folder, _, name = source.path.rpartition("/")
    return name.removesuffix(".py") in names or folder.rpartition("/")[2] in names


def operations() -> Iterator[Source]:
    return (source for source in sources(".py", folders=("backend", "privacy")) if _is_named(source, "operations"))


def positional(files: Iterable[Source]) -> list[str]:
    """Public coroutines, which is what operations are, that can be called without naming what they are given."""
    return [
        f"{file.path}:{function.lineno} {function.name}"
        for file in files
        for function in file.tree.body
        if isinstance(function, ast.AsyncFunctionDef)
        and not function.name.startswith("_")
        and _takes_positions(function)
    ]


def _takes_positions(function: ast.AsyncFunctionDef) -> bool:
    arguments = function.args
    return bool(arguments.posonlyargs or arguments.args or arguments.vararg)


def reading_the_clock(files: Iterable[Source]) -> list[str]:
    return [
        f"{file.path}:{node.lineno}"
        for file in files
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Call) and _is_clock(node.func)
    ]


def _is_clock(function: ast.expr) -> bool:
    """`utc_now()`, `datetime.now(…)`, `date.today()`, `time.time()` and their like."""
    if isinstance(function, ast.Name):
        return function.id == "utc_now"
    return (
        isinstance(function, ast.Attribute)
        and function.attr in _CLOCKS
        and isinstance(function.value, ast.Name)
        and function.value.id in _READS_CLOCK
    )


def test_operations_take_keywords_only() -> None:
    assert positional(operations()) == []


def test_there_are_operations() -> None:
    found = [function for source in operations() for function in functions(source)]
    assert len(found) > 10


def test_what_decides_reads_no_clock() -> None:
    deciding = (source for source in sources(".py", folders=("backend", "privacy")) if _is_named(source, *_DECIDING))
    assert reading_the_clock(deciding) == []


def test_a_fault_would_be_noticed() -> None:
    source = Source(
        "operations.py",
        "async def pay(invoice_id, *, now): ...\n"
        "async def refund(*ids): ...\n"
        "def cancel(*, invoice_id): datetime.now(UTC)\n"
        "def _inner(invoice_id): utc_now()\n",
    )
    assert positional([source]) == ["operations.py:1 pay", "operations.py:2 refund"]
    assert reading_the_clock([source]) == ["operations.py:3", "operations.py:4"]
