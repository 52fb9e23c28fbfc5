"""Brings up the Reflex application inside the server: page state only, no compiler and no Node."""

import logging
import os
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from typing import Any, Final

from frontend.building.places import FRONTEND

BACKEND_PATH: Final = "/portal"


def page_state_application(*, redis_url: str = "", keep_seconds: int = 3600) -> Any:
    """The ASGI application of Reflex in production mode, with all pages known.

    `keep_seconds`: how long the page state of a tab is kept after its last event. With `redis_url` it is shared by
    several server processes, else it lives in this one.

    Raises RuntimeError when Reflex did not find our configuration: it would silently take defaults, accept
    websockets under another path and write page state into files.
    """
    with _as_configured(redis_url, keep_seconds):
        from reflex.config import get_config  # noqa: PLC0415 - reads the environment when it is imported

        from frontend.app import app  # noqa: PLC0415 - as above

        # Its warnings quote what browsers send, and the keys of tabs to their page state.
        logging.getLogger("reflex").setLevel(logging.ERROR)
        logging.getLogger("reflex_base").setLevel(logging.ERROR)
        if get_config().backend_path != BACKEND_PATH:
            raise RuntimeError(f"Reflex did not read {FRONTEND / 'rxconfig.py'}")
        return app()


@contextmanager
def _as_configured(redis_url: str, keep_seconds: int) -> Iterator[None]:
    """Reflex reads its configuration from the working directory and from the environment."""
    os.environ |= {
        "REFLEX_ENV_MODE": "prod",
        "REFLEX_BACKEND_ONLY": "true",
        # With two underscores; the name without them does nothing.
        "__REFLEX_SKIP_COMPILE": "true",
        "REFLEX_REDIS_TOKEN_EXPIRATION": str(keep_seconds),
    }
    if redis_url:
        os.environ |= {"REFLEX_STATE_MANAGER_MODE": "redis", "REFLEX_REDIS_URL": redis_url}
    with chdir(FRONTEND):
        yield
