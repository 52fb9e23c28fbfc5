"""Headers that tell the browser what it must not do, on every response."""

from collections.abc import Iterable
from typing import Final

from backend.web.gate import Application, Message, Receive, Scope, Send

CSP: Final = "content-security-policy"

NOTHING: Final = "default-src 'none'; frame-ancestors 'none'"
"""The policy of everything that is no page: should a browser show it as one, it can do nothing."""

SERVICE_WORKER: Final = "default-src 'none'; connect-src 'self'; img-src 'self'; frame-ancestors 'none'"
"""A service worker fetches under its own policy, not under that of the page; images are those of messages."""

_PAGE: Final = (
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)

_FEATURES: Final = (
    "publickey-credentials-get=(self)",
    "publickey-credentials-create=(self)",
    "camera=()",
    "microphone=()",
    "geolocation=()",
    "payment=()",
    "usb=()",
    "browsing-topics=()",
)

_ALWAYS: Final = {
    "x-content-type-options": "nosniff",
    # Addresses of pages name invoices; no other host gets to know them.
    "referrer-policy": "same-origin",
    "permissions-policy": ", ".join(_FEATURES),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}

_TWO_YEARS: Final = 2 * 365 * 24 * 3600


def page_policy(scripts: Iterable[str], *, secure: bool) -> str:
    """The policy of one page; of inline scripts only those with the given hashes run."""
    hashes = "".join(f" '{script}'" for script in scripts)
    parts = [f"script-src 'self'{hashes}", *_PAGE]
    if secure:
        parts.append("upgrade-insecure-requests")
    return "; ".join(parts)


class SecurityHeaders:
    """ASGI middleware around everything, so that no answer leaves without them, errors included."""

    def __init__(self, app: Application, *, secure: bool) -> None:
        headers = dict(_ALWAYS)
        if secure:
            headers["strict-transport-security"] = f"max-age={_TWO_YEARS}; includeSubDomains"
        self._app = app
        self._headers = [(name.encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list(message.get("headers", ()))
                names = {name.lower() for name, _ in given}
                if CSP.encode() not in names:
                    given.append((CSP.encode(), NOTHING.encode()))
                given += [(name, value) for name, value in self._headers if name not in names]
                message["headers"] = given
            await send(message)

        await self._app(scope, receive, send_with_headers)
