"""A file is read in one sitting, a function without scrolling."""

from collections.abc import Iterable

from tests.support.sources import Source, functions, sources

_LONGEST_FILE = 400
_LONGEST_FUNCTION = 60


def too_long(files: Iterable[Source]) -> list[str]:
    return [f"{file.path} has {len(file.lines)} lines" for file in files if len(file.lines) > _LONGEST_FILE]


def too_long_functions(files: Iterable[Source]) -> list[str]:
    return [
        f"{file.path}:{function.lineno} {function.name} has {length} lines"
        for file in files
        for function in functions(file)
        if (length := (function.end_lineno or 0) - function.lineno + 1) > _LONGEST_FUNCTION
    ]


def test_no_file_is_too_long() -> None:
    assert too_long(sources(".py", ".js", ".jsx", ".mjs", ".scss", ".sql")) == []


def test_no_function_is_too_long() -> None:
    assert too_long_functions(sources(".py")) == []


def test_too_much_would_be_noticed() -> None:
    function = "def f():\n" + "    pass\n" * _LONGEST_FUNCTION
    assert too_long_functions([Source("a.py", function)]) == [f"a.py:1 f has {_LONGEST_FUNCTION + 1} lines"]
    assert too_long_functions([Source("a.py", function.replace("    pass\n", "", 1))]) == []
    assert too_long([Source("a.py", "\n" * _LONGEST_FILE), Source("b.py", "\n" * (_LONGEST_FILE + 1))]) == [
        f"b.py has {_LONGEST_FILE + 1} lines"
    ]
