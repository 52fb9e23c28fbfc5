"""What the browser itself complains about: script errors and violations of the content security policy."""

from typing import TYPE_CHECKING

from a11y.findings import Finding

if TYPE_CHECKING:
    from playwright.async_api import ConsoleMessage, Page

POLICY = "Content Security Policy"
# An answer that is not 2xx is the business of the test that asked for it.
FAILED_REQUEST = "Failed to load resource"


async def browser_findings(page: "Page") -> list[Finding]:
    """The errors since the page was loaded, each once."""
    messages = await page.console_messages(filter="since-navigation")
    found = [_from_console(message) for message in messages if message.type == "error"]
    found += [
        Finding(
            rule="browser/page-error",
            clause="",
            selector=page.url,
            html="",
            message=error.message,
            fix="An uncaught error leaves the page half working; repair the script.",
        )
        for error in await page.page_errors(filter="since-navigation")
    ]
    return [finding for finding in found if not finding.message.startswith(FAILED_REQUEST)]


def _from_console(message: "ConsoleMessage") -> Finding:
    violation = POLICY in message.text
    location = message.location
    return Finding(
        rule="browser/csp" if violation else "browser/console-error",
        clause="",
        selector=f"{location['url']}:{location['lineNumber']}",
        html="",
        message=message.text,
        fix="Move inline scripts and styles into files or give them a hash."
        if violation
        else "Repair the script, or handle the case it complains about.",
    )
