"""Connections go back to the pool without a reset, so nothing may be left in them: no role, no setting, no lock.

`backend.core.database` says why. Whatever a transaction sets must end with it, by `set_config(…, true)`.
"""

import ast
import re

import pytest

from tests.support.sources import Source, sources

# What a connection would keep beyond its transaction.
_LASTING = re.compile(
    r"\bset\s+(session|role|local\s+role)\b|\breset\s+(role|all)\b|set_config\([^)]*\bfalse\)|pg_advisory_lock\("
    r"|\bcreate\s+temp|\A\s*listen\s+\w+\s*\Z|\bdeclare\s+\w+\s+cursor\s+with\s+hold",
    re.IGNORECASE,
)

_OWN_CONNECTIONS = {"backend/core/migrate.py"}
"""These open a connection for themselves and close it."""


def _lasting(text: str) -> list[str]:
    return [match.group(0) for match in _LASTING.finditer(text)]


def _in_texts_of(source: Source) -> list[str]:
    return [found for node in ast.walk(source.tree) for found in _lasting(_text_of(node))]


def _text_of(node: ast.AST) -> str:
    """The text that a node stands for; what is filled in at run time counts as one letter."""
    if isinstance(node, ast.JoinedStr):
        return "".join(_text_of(part) or "x" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def test_no_statement_outlives_its_transaction() -> None:
    found = {
        source.path: lasting
        for source in sources(".py", folders=("backend", "privacy"))
        if source.path not in _OWN_CONNECTIONS and (lasting := _in_texts_of(source))
    }
    assert not found, f"Left in a connection that others get: {found}"


@pytest.mark.parametrize(
    "statement",
    [
        "set role servicetheke_system",
        "SET SESSION app.account = 'x'",
        "select set_config('app.account', $1, false)",
        "select pg_advisory_lock(1)",
        "create temporary table t (a int)",
        "listen changes",
    ],
)
def test_it_would_be_found(statement: str) -> None:
    assert _lasting(statement)


def test_what_ends_with_the_transaction_is_no_finding() -> None:
    assert not _lasting("select set_config('role', $1, true), pg_advisory_xact_lock($2)")
