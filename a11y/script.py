"""Runs the checks' JavaScript inside a page.

The sources reach the page through the debugging protocol (`page.evaluate`), not through the document,
so a strict Content-Security-Policy neither stops them nor reports a violation.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.async_api import Page

HERE = Path(__file__).parent


@cache
def source(name: str) -> str:
    """The text of a JavaScript file of this package, such as "dom.js" or "probes/reflow.js"."""
    return (HERE / name).read_text("utf-8").strip().removesuffix(";")


async def run(page: "Page", name: str, options: object = None) -> Any:
    """Call the function in the file `name` with the helpers of dom.js and `options`; return its result.

    Each file holds one function expression `(dom, options) => …`.
    """
    call = f"async (options) => {{ const dom = ({source('dom.js')})();\nreturn ({source(name)})(dom, options); }}"
    return await page.evaluate(call, options)


async def load(page: "Page", library: str) -> None:
    """Put a library into the page, straight over the protocol: `evaluate` parses it once more."""
    session = await page.context.new_cdp_session(page)
    try:
        answer = await session.send("Runtime.evaluate", {"expression": f"{library}\n;null"})
    finally:
        await session.detach()
    if "exceptionDetails" in answer:
        raise RuntimeError(answer["exceptionDetails"]["exception"]["description"])
