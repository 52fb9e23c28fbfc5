"""From `make run` to a portal that answers, when everything has been set up before."""

import time
from collections.abc import Iterator
from statistics import median
from typing import Final

from backend.core.settings import Settings
from tests.bench.figures import Figure
from tests.bench.stand import READY, environment
from tests.support.commands import started

_STARTS: Final = 3
_MOST_SECONDS: Final = 5


def measure(settings: Settings) -> Iterator[Figure]:
    seconds = [_start(settings) for _ in range(_STARTS)]
    yield Figure(measure="make run (warm) to ready", value=median(seconds), unit="s", at_most=_MOST_SECONDS)


def _start(settings: Settings) -> float:
    began = time.perf_counter()
    with started(["make", "run"], ready=READY, **environment(settings)) as command:
        elapsed = time.perf_counter() - began
        command.process.terminate()
        command.process.wait()
    return elapsed
