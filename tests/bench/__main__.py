"""`python -m tests.bench [MEASUREMENT …]`: measures, prints the table, keeps the figures in `var/bench/`.

Exit code 1 when a target is missed. It needs what `make bench` sets up first: the built pages, Lighthouse, Chromium.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from backend.core.clock import utc_now
from backend.core.settings import Settings
from tests.bench import api, appointments, free_slots, importing, lighthouse, page_state, start_up
from tests.bench.figures import Figure, keep, table
from tests.bench.stand import Stand, data_folder, running
from tests.support.commands import ROOT


def _on_a_stand(measure: Callable[[Stand], Iterator[Figure]], settings: Settings) -> Iterator[Figure]:
    with running(settings) as stand:
        yield from measure(stand)


# What fills the database comes last.
MEASUREMENTS: Final[dict[str, Callable[[Settings], Iterator[Figure]]]] = {
    "free-slots": lambda _: free_slots.measure(),
    "start-up": start_up.measure,
    "page-state": page_state.measure,
    "api": partial(_on_a_stand, api.measure),
    "lighthouse": partial(_on_a_stand, lighthouse.measure),
    "appointments": partial(_on_a_stand, appointments.measure),
    "import": partial(_on_a_stand, importing.measure),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("measurements", nargs="*", choices=[[], *MEASUREMENTS], help="all, if none is named")
    wanted = parser.parse_args().measurements or list(MEASUREMENTS)
    at, load_before = utc_now(), os.getloadavg()[0]
    figures: list[Figure] = []
    with data_folder() as settings:
        for name in wanted:
            print(f"Measuring: {name} …", flush=True)
            figures += MEASUREMENTS[name](settings)
    file = keep(figures, at=at, load_before=load_before, folder=ROOT / "var" / "bench")
    busy = f"Load of the machine: {load_before:.1f} before, {os.getloadavg()[0]:.1f} after."
    print(f"\n{table(figures)}\n\n{busy} Kept in {file}.")
    return 1 if any(figure.reached is False for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
