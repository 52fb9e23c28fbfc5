"""An error is a fact: one class, one stable name, one status, and a sentence on the page that says what to do next."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import backend
from backend.core.errors import Problem
from backend.invoices.reading.errors import UnreadableInvoice
from tests.support.sources import sources

# No page tells these in a sentence of its own.
_WITHOUT_WORDS = {
    "step-up-needed": "asked in a dialog, and the call repeated",
    "second-factor-needed": "leads to the page that says so",
    "draft-too-large": "pages save drafts by themselves, and go on without",
    "database-silent": "told to whatever watches the server",
    "token-name-taken": "told on the command line",
}


# A server that we need did not answer as it should (RFC 9110, 15.6.3 and 15.6.4).
_OF_OTHERS = {502, 503}


def problems(base: type[Problem] = Problem) -> Iterator[type[Problem]]:
    """Every problem that the backend can tell."""
    for module in pkgutil.walk_packages(backend.__path__, "backend."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return (problem for problem in _below(base) if problem.__module__.startswith("backend."))


def _below(base: type[Problem]) -> Iterator[type[Problem]]:
    for problem in base.__subclasses__():
        yield problem
        yield from _below(problem)


def faults(problem: type[Problem]) -> list[str]:
    """What a problem leaves open."""
    own = vars(problem)
    found = []
    if "slug" not in own:
        found.append("has no slug of its own")
    if problem.title == Problem.title:
        found.append("has no title")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", problem.slug):
        found.append(f"is called {problem.slug!r}")
    if not (400 <= problem.status < 500 or problem.status in _OF_OTHERS):
        found.append(f"has status {problem.status}")
    if not (own.get("__doc__") or "").strip():
        found.append("does not say when it is a fact")
    return found


def test_every_problem_is_told_apart() -> None:
    assert {problem.__name__: faults(problem) for problem in problems() if faults(problem)} == {}
    slugs = [problem.slug for problem in problems()]
    assert len(slugs) == len(set(slugs))


def test_pages_have_words_for_every_problem() -> None:
    """What is wrong with a file is told by the API itself, in the language asked for."""
    words = "".join(source.text for source in sources(".py", folders=("frontend",)))
    of_files = {UnreadableInvoice.slug} | {problem.slug for problem in problems(UnreadableInvoice)}
    without = {problem.slug for problem in problems() if f'"{problem.slug}": msgid(' not in words}
    assert without - of_files == _WITHOUT_WORDS.keys()


def test_a_fault_would_be_noticed() -> None:
    class Vague(Problem):
        status = 500
        slug = "Vague"

    assert faults(Vague) == [
        "has no title",
        "is called 'Vague'",
        "has status 500",
        "does not say when it is a fact",
    ]
