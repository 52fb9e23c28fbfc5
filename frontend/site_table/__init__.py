"""The table of all pages. What is asked about it stands in `frontend.site`.

It names the page functions as text (`"start:page"` is `page` in `frontend/pages/start.py`) because pages ask for
addresses themselves; `frontend/app.py` resolves them, and `tests/frontend/test_site.py` proves that each exists.
"""

from typing import Final

from frontend.site_page import Page
from frontend.site_table import everybody, own, work
from frontend.site_table.everybody import NOT_FOUND, OFFLINE

__all__ = ["NOT_FOUND", "OFFLINE", "PAGES"]

PAGES: Final[tuple[Page, ...]] = (*everybody.PAGES, *own.PAGES, *work.PAGES)
