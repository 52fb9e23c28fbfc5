"""docs/security.md says what holds: every way in, every limit, every guard and every role of the database."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

from backend.core.database import Role
from backend.identity.operations.sessions import SignInMethod
from backend.web.policy import POLICIES
from tests.support.sources import Source, sources

TEXT = (Path(__file__).parents[2] / "docs" / "security.md").read_text("utf-8")

_OPENS_A_SESSION = {"let_in", "admit", "open_session"}
# They define the last step of all ways in, and are none themselves.
_LAST_STEPS = {"backend/identity/operations/sign_in.py", "backend/identity/two_factor/operations/admission.py"}


def modules_that_let_in(files: Iterable[Source]) -> set[str]:
    """Every module that ends in a session, by calling one of the functions that open one."""
    return {
        file.path
        for file in files
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _OPENS_A_SESSION
    }


def limits(files: Iterable[Source]) -> set[str]:
    """Every limit as its row in the document begins: `| \\`code-try\\` | 60 in 1 hour |`."""
    return {_row(call) for file in files for call in _limit_calls(file)}


def _limit_calls(file: Source) -> Iterator[ast.Call]:
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "attempts.Limit":
            yield node


def _row(call: ast.Call) -> str:
    values = {keyword.arg: keyword.value for keyword in call.keywords}
    time = re.fullmatch(r"timedelta\((hours|minutes)=(\d+)\)", ast.unparse(values["within"]))
    assert time is not None
    unit = time[1] if time[2] != "1" else time[1].removesuffix("s")
    return f"| `{ast.literal_eval(call.args[0])}` | {ast.literal_eval(values['most'])} in {time[2]} {unit} |"


def rows(text: str) -> set[str]:
    """The beginnings of all rows of limits in a document."""
    return set(re.findall(r"^\| `[a-z-]+` \| \d+ in \d+ \w+ \|", text, re.MULTILINE))


def test_every_way_in_is_named() -> None:
    assert {method for method in get_args(SignInMethod) if f"| `{method}` |" not in TEXT} == set()


def test_every_module_that_opens_a_session_is_named() -> None:
    modules = modules_that_let_in(sources(".py", folders=("backend",))) - _LAST_STEPS
    assert len(modules) > 5
    assert {module for module in modules if f"`{module}`" not in TEXT} == set()


def test_every_limit_is_named_as_it_is() -> None:
    assert rows(TEXT) == limits(sources(".py", folders=("backend",)))


def test_every_guard_and_every_role_is_named() -> None:
    assert {policy.__name__ for policy in POLICIES if f"| `{policy.__name__}` |" not in TEXT} == set()
    assert {role.value for role in Role if f"`{role.value}`" not in TEXT} == set()


def test_a_change_would_be_noticed() -> None:
    source = Source("a.py", 'x = attempts.Limit("new", most=3, within=timedelta(minutes=5))\nawait let_in(login=1)')
    assert limits([source]) == {"| `new` | 3 in 5 minutes |"}
    assert modules_that_let_in([source]) == {"a.py"}
    assert limits([source]) != rows(TEXT)
