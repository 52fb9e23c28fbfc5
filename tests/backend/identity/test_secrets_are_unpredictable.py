"""Whatever must not be guessed comes from the random numbers of the operating system."""

import ast
import random
from collections.abc import Iterable, Iterator

import pytest
from pyotp.compat import random as randomness_of_pyotp

from backend.core import readable_code
from backend.identity.operations import email_codes
from backend.identity.two_factor import one_time_code
from tests.support.sources import Source, sources

_PREDICTABLE = {"random", "numpy.random"}
_PREDICTABLE_IDS = {"uuid1", "uuid3", "uuid5"}


def predictable(files: Iterable[Source]) -> list[str]:
    """Places that bring in random numbers which follow from earlier ones."""
    return [f"{file.path}:{name}" for file in files for name in _imported(file) if name in _PREDICTABLE]


def _imported(file: Source) -> Iterator[str]:
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from ("random" for alias in node.names if alias.name in _PREDICTABLE_IDS)


def test_the_backend_knows_no_predictable_random_numbers() -> None:
    assert predictable(sources(".py", folders=("backend",))) == []


@pytest.mark.parametrize("line", ["import random", "from random import choice", "from uuid import uuid1"])
def test_predictable_ones_would_be_noticed(line: str) -> None:
    assert predictable([Source("a.py", line)]) == ["a.py:random"]


def test_secrets_of_apps_do_not_follow_from_a_seed() -> None:
    assert isinstance(randomness_of_pyotp, random.SystemRandom)
    random.seed(1)
    first = one_time_code.new_secret()
    random.seed(1)
    assert one_time_code.new_secret() != first
    assert len(first) * 5 >= 160


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(lambda: readable_code.random_code(12), id="letters"),
        pytest.param(lambda: email_codes._random_digits(12), id="codes by mail"),
    ],
)
def test_codes_do_not_follow_from_a_seed(made: object) -> None:
    assert callable(made)
    random.seed(1)
    first = made()
    random.seed(1)
    assert made() != first
    assert len({made() for _ in range(100)}) == 100
