"""Logs: what happened is in them, and nobody's data."""

import asyncio
import json
import logging
from collections.abc import Callable, Iterator

import asyncpg
import pytest
import structlog

from backend.core.logs import masked, set_up_logging


@pytest.fixture
def start_logging() -> Iterator[Callable[[str], None]]:
    """Sets logging up inside the test, where stderr is the one that `capsys` reads, and puts all back."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield set_up_logging
    for handler in set(root.handlers) - set(handlers):
        root.removeHandler(handler)
    root.setLevel(level)
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


def logged(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    line: dict[str, object] = json.loads(capsys.readouterr().err.strip())
    return line


def test_a_line_tells_what_happened_and_in_which_request(
    capsys: pytest.CaptureFixture[str], start_logging: Callable[[str], None]
) -> None:
    start_logging("json")
    structlog.contextvars.bind_contextvars(request_id="3f9a")
    structlog.get_logger("backend.invoices").info("imported", files=3)
    line = logged(capsys)
    assert line["event"] == "imported"
    assert line["files"] == 3
    assert line["request_id"] == "3f9a"
    assert line["level"] == "info"
    assert str(line["timestamp"]).endswith("Z")


def test_personal_keys_and_what_looks_personal_stay_out(
    capsys: pytest.CaptureFixture[str], start_logging: Callable[[str], None]
) -> None:
    start_logging("json")
    structlog.get_logger("x").warning(
        "no mail to anna.schäfer@example.org from 203.0.113.9",
        email="anna@example.org",
        detail={"given_name": "Anna", "tried": ["2001:db8::7", "plain"]},
        reason="refused for <anna@example.org>",
    )
    written = capsys.readouterr().err
    assert "anna" not in written.lower()
    assert "203.0.113.9" not in written
    assert "2001:db8" not in written
    assert "plain" in written


def test_the_standard_library_goes_the_same_way(
    capsys: pytest.CaptureFixture[str], start_logging: Callable[[str], None]
) -> None:
    start_logging("json")
    logging.getLogger("uvicorn.error").info(
        '%s - "WebSocket %s" [accepted]', ("203.0.113.9", 4711), "/portal/_event/?token=secret&EIO=4"
    )
    written = capsys.readouterr().err
    assert "WebSocket /portal/_event/?[query]" in written
    assert "secret" not in written
    assert "203.0.113.9" not in written


async def test_of_an_exception_only_types_places_and_facts_are_written(
    database: str, capsys: pytest.CaptureFixture[str], start_logging: Callable[[str], None]
) -> None:
    start_logging("json")
    connection = await asyncpg.connect(database)
    try:
        await connection.execute("create table t (email text constraint one_of_each unique)")
        await connection.execute("insert into t values ('anna@example.org')")
        await connection.execute("insert into t values ('anna@example.org')")
    except asyncpg.PostgresError as error:
        structlog.get_logger("x").error("not stored", exc_info=error)
    finally:
        await connection.close()
    line = logged(capsys)
    assert "UniqueViolationError sqlstate=23505 table_name=t constraint_name=one_of_each" in str(line["exception"])
    assert "test_logs.py" in str(line["exception"])
    assert "anna" not in json.dumps(line)


async def test_causes_and_groups_are_followed(
    capsys: pytest.CaptureFixture[str], start_logging: Callable[[str], None]
) -> None:
    start_logging("json")

    async def fail() -> None:
        try:
            raise KeyError("anna@example.org")
        except KeyError as error:
            raise OSError(28, "No space", "/home/anna") from error

    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(fail())
    except ExceptionGroup:
        logging.getLogger("x").exception("group")
    trace = str(logged(capsys)["exception"])
    assert "ExceptionGroup" in trace
    assert "builtins.KeyError" in trace
    assert "builtins.OSError errno=28" in trace
    assert "anna" not in trace


def test_the_console_shows_the_same(capsys: pytest.CaptureFixture[str], start_logging: Callable[[str], None]) -> None:
    start_logging("console")
    try:
        raise ValueError("anna@example.org")
    except ValueError:
        structlog.get_logger("x").exception("broke", phone="+49 69 90009120")
    written = capsys.readouterr().err
    assert "broke" in written
    assert "builtins.ValueError" in written
    assert "anna" not in written
    assert "90009120" not in written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Uvicorn running on http://127.0.0.1:8000", "Uvicorn running on http://127.0.0.1:8000"),
        ("listening on ::1 and 0.0.0.0", "listening on ::1 and 0.0.0.0"),
        ("version 1.2.3, at 12:30:45", "version 1.2.3, at 12:30:45"),
        ("from 198.51.100.7:443", "from [ip]:443"),
        ("Anna <a+b@sub.example.org>, hello", "Anna <[e-mail]>, hello"),
        ("GET /x?email=a%40b.de HTTP/1.1", "GET /x?[query] HTTP/1.1"),
        ("Is it on? Yes", "Is it on? Yes"),
    ],
)
def test_masking(text: str, expected: str) -> None:
    assert masked(text) == expected
